"""What a cell's graph says of its convention, in words."""

from __future__ import annotations

from collections.abc import Iterator

from gatescope.cells import SOURCES, Cell, Node

_USUAL = ("affine", "sigma", "tanh", "add", "multiply", "one_minus", *SOURCES)
_WORDS = {"diagonal": "peepholes", "hard_sigmoid": "hard sigmoid", "leaky_relu": "leaky relu"}


def convention(cell: Cell) -> str:
    """Where the reset acts, what an open update gate does, and what else is not usual; empty where
    there is no choice."""
    of_gates = (text for gate in cell.gates for text in _of_gate(cell, gate))
    coupled = (f"{v} = 1 − {g}" for v in cell.values for g in _turned(cell, v))
    return "; ".join([*of_gates, *coupled, *dict.fromkeys(_unusual(cell))])


def _turned(cell: Cell, value: str) -> tuple[str, ...]:
    """The gate that a value is one minus, if it is."""
    node = cell[value]
    return node.arguments if node.operation == "one_minus" else ()


def _unusual(cell: Cell) -> Iterator[str]:
    for node in cell.nodes:
        if node.operation not in _USUAL:
            word = _WORDS.get(node.operation, node.operation)
            yield " ".join([word, ", ".join(f"{c:.4g}" for c in node.constants)]).rstrip()


def _of_gate(cell: Cell, gate: str) -> Iterator[str]:
    meets = _meets_state(cell, gate)
    match cell.word(gate).role:
        case "reset":
            yield f"{gate} before the product" if meets else f"{gate} after the product"
        case "update":
            yield f"open {gate} keeps the old" if meets else f"open {gate} takes the new"


def _meets_state(cell: Cell, gate: str) -> bool:
    """Whether a gate itself multiplies the state before the step."""
    return any(
        any(cell[other].operation == "previous" for other in node.arguments)
        for node in _products(cell, gate)
    )


def _products(cell: Cell, gate: str) -> Iterator[Node]:
    return (n for n in cell.nodes if n.operation == "multiply" and gate in n.arguments)
