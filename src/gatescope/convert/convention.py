"""What a cell's graph says of its convention, in words."""

from __future__ import annotations

from collections.abc import Iterator

from gatescope.cells import Cell, Node


def convention(cell: Cell) -> str:
    """Where the reset acts and what an open update gate does; empty where there is no choice."""
    return "; ".join(text for gate in cell.gates for text in _of_gate(cell, gate))


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
