"""What makes a cell well-formed, each refusal in a sentence that says where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gatescope.cells.expression import Expression
from gatescope.cells.graph import Node, walk
from gatescope.cells.operations import OPERATIONS, SOURCES
from gatescope.errors import CellError
from gatescope.names import PATTERN, complaint


def check_expressions(
    cell: str, values: Mapping[str, Expression], states: Mapping[str, Expression]
) -> None:
    """Names, states and operations: all that can be seen before the nodes are in order."""
    named = [*values.items(), *states.items()]
    _check_names(cell, named)
    if "h" not in states:
        raise CellError(
            f"Cell {cell!r}: expected a state `h`, the layer's output, in next; "
            f"got {sorted(states) or 'no state'}."
        )
    seen: set[Expression] = set()
    for name, root in named:
        for expression in walk(root, seen):
            _check_expression(cell, name, expression, states)


def _check_names(cell: str, named: Sequence[tuple[str, Expression]]) -> None:
    by_name: dict[str, Expression] = {}
    for name, expression in named:
        why = complaint(name)
        if why:
            raise CellError(f"Cell {cell!r}: {name!r} cannot name a value: {why}.")
        if by_name.setdefault(name, expression) is not expression:
            raise CellError(
                f"Cell {cell!r}: expected one node for each name, got two called {name!r}."
            )
    names: dict[Expression, str] = {}
    for name, expression in by_name.items():
        if names.setdefault(expression, name) != name:
            raise CellError(
                f"Cell {cell!r}: expected one name for each node, got {names[expression]!r} and "
                f"{name!r} for the same one."
            )


def _check_expression(
    cell: str, name: str, expression: Expression, states: Mapping[str, Expression]
) -> None:
    where = f"Cell {cell!r}, in the line of {name!r}"
    if expression.operation == "previous" and expression.label not in states:
        raise CellError(
            f"{where}: previous({expression.label!r}) reads a state that is never defined; "
            f"next has {sorted(states)}."
        )
    if expression.operation in SOURCES:
        return
    if expression.operation not in OPERATIONS:
        raise CellError(
            f"{where}: expected one of the operations {sorted(OPERATIONS)}, "
            f"got {expression.operation!r}."
        )
    arity = OPERATIONS[expression.operation].arity
    expected = len(expression.roles) if arity is None else arity
    if len(expression.arguments) != expected or expected == 0:
        raise CellError(
            f"{where}: {expression.operation} takes {expected or 'at least one'} argument(s), "
            f"got {len(expression.arguments)}."
        )
    for label in (expression.label, *expression.roles):
        if label is not None and not PATTERN.fullmatch(label):
            raise CellError(f"{where}: {label!r} does not match {PATTERN.pattern}.")
    if "b" in expression.roles:
        raise CellError(f"{where}: an affine's argument cannot be called 'b', as its bias is.")


def check_sizes(cell: str, nodes: Mapping[str, Node], values: Sequence[str]) -> None:
    """Each value is as wide as the layer, and pointwise operations join equal sizes."""
    size: dict[str, str] = {}
    for node in nodes.values():
        if node.operation in (*SOURCES, "affine"):
            size[node.id] = "input" if node.operation == "input" else "unit"
            continue
        sizes = [size[argument] for argument in node.arguments]
        if len(set(sizes)) > 1:
            joined = ", ".join(f"{a} ({s})" for a, s in zip(node.arguments, sizes, strict=True))
            raise CellError(
                f"Cell {cell!r}: {node.operation} at {node.id!r} joins different sizes: {joined}. "
                "Bring the input to the layer's size by an affine first."
            )
        size[node.id] = sizes[0]
    for name in values:
        if size[name] != "unit":
            raise CellError(
                f"Cell {cell!r}: {name!r} has the input's size, a value must have the layer's."
            )
