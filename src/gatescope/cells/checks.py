"""What makes a cell well-formed, each refusal in a sentence that says where."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from gatescope.cells.axes import axes
from gatescope.cells.expression import Expression
from gatescope.cells.graph import Node, walk
from gatescope.cells.operations import OPERATIONS, SOURCES
from gatescope.errors import CellError
from gatescope.names import PATTERN, complaint

MOST_NODES = 256


def check_expressions(
    cell: str, values: Mapping[str, Expression], states: Mapping[str, Expression]
) -> None:
    """Names, states and operations: all that can be seen before the nodes are in order."""
    named = [*values.items(), *states.items()]
    if not PATTERN.fullmatch(cell):
        raise CellError(f"Cell {cell!r}: its name does not match {PATTERN.pattern}.")
    _check_names(cell, named)
    if "h" not in states:
        raise CellError(
            f"Cell {cell!r}: expected a state `h`, the layer's output, in next; "
            f"got {sorted(states) or 'no state'}."
        )
    _check_count(cell, [expression for _, expression in named])
    seen: set[Expression] = set()
    for name, root in named:
        for expression in walk(root, seen):
            _check_expression(f"Cell {cell!r}, in the line of {name!r}", expression, states)


def check_sizes(cell: str, nodes: Mapping[str, Node]) -> None:
    """The input comes in through affines, which bring it to the layer's size, and nowhere else;
    each parameter belongs to one node; what is joined number by number has one size."""
    owners: dict[tuple[str, str], str] = {}
    for node in nodes.values():
        for role in node.roles:
            if owners.setdefault((str(node.label), role), node.id) != node.id:
                raise CellError(
                    f"Cell {cell!r}: expected one node for each parameter, got two with "
                    f"'{node.label}.{role}'. Rename the label of one."
                )
        if node.operation != "affine" and "x" in node.arguments:
            raise CellError(
                f"Cell {cell!r}: {node.operation} at {node.id!r} takes the input, which has "
                "another size than the layer. Bring it to the layer's size by an affine first."
            )
    if "x" not in nodes:
        raise CellError(f"Cell {cell!r}: expected an affine of the input x, got none.")
    axes(cell, nodes.values())


def _check_names(cell: str, named: Sequence[tuple[str, Expression]]) -> None:
    by_name: dict[str, Expression] = {}
    names: dict[Expression, str] = {}
    for name, expression in named:
        why = complaint(name) or _cannot_be_named(expression)
        if why:
            raise CellError(f"Cell {cell!r}: {name!r} cannot name a value: {why}.")
        if by_name.setdefault(name, expression) is not expression:
            raise CellError(
                f"Cell {cell!r}: expected one node for each name, got two called {name!r}."
            )
        if names.setdefault(expression, name) != name:
            raise CellError(
                f"Cell {cell!r}: expected one name for each node, got {names[expression]!r} and "
                f"{name!r} for the same one."
            )


def _cannot_be_named(expression: object) -> str | None:
    if not isinstance(expression, Expression):
        return f"expected an expression, got {expression!r}"
    if expression.operation in SOURCES:
        return "what a step begins with, x or a state before the step, has its name already"
    return None


def _check_count(cell: str, roots: Iterable[Expression]) -> None:
    seen, waiting = set[Expression](), [*roots]
    while waiting and len(seen) <= MOST_NODES:
        expression = waiting.pop()
        if expression not in seen:
            seen.add(expression)
            waiting.extend(expression.arguments)
    if len(seen) > MOST_NODES:
        raise CellError(f"Cell {cell!r}: expected at most {MOST_NODES} nodes, got more.")


def _check_expression(where: str, expression: Expression, states: Mapping[str, Expression]) -> None:
    operation, arguments = expression.operation, expression.arguments
    if operation not in (*SOURCES, *OPERATIONS):
        raise CellError(
            f"{where}: expected one of the operations {[*SOURCES, *OPERATIONS]}, got {operation!r}."
        )
    if operation == "previous" and expression.label not in states:
        raise CellError(
            f"{where}: previous({expression.label!r}) reads a state that is never defined; "
            f"next has {sorted(states)}."
        )
    row = OPERATIONS.get(operation)
    arity = 0 if row is None else row.arity
    if len(arguments) != (len(expression.roles) if arity is None else arity):
        takes = "one argument for each role" if arity is None else f"{arity} argument(s)"
        raise CellError(f"{where}: {operation} takes {takes}, got {len(arguments)}.")
    wanted = () if row is None else row.constants
    if len(expression.constants) != len(wanted) or not all(map(_is_finite, expression.constants)):
        raise CellError(
            f"{where}: {operation} takes the constants {list(wanted)}, finite numbers, got "
            f"{list(expression.constants)}."
        )
    _check_labels(where, expression, has_weights=row is not None and row.weights is not None)


def _is_finite(number: object) -> bool:
    return isinstance(number, int | float) and math.isfinite(number)


def _check_labels(where: str, expression: Expression, has_weights: bool) -> None:
    """What has weights has a label and roles, `previous` has a label, nothing else has either."""
    operation, label, roles = expression.operation, expression.label, expression.roles
    if not has_weights:
        if roles or (label is not None and operation != "previous"):
            raise CellError(f"{where}: {operation} takes no label and no roles, got one.")
        return
    for name in (label, *roles):
        if name is None or not PATTERN.fullmatch(name):
            raise CellError(f"{where}: {name!r} of {operation} does not match {PATTERN.pattern}.")
    if len(roles) != len(expression.arguments):
        raise CellError(
            f"{where}: {operation} takes a name for each argument, got {len(roles)} for "
            f"{len(expression.arguments)}."
        )
    if not roles or len({*roles, "b"}) <= len(roles):
        raise CellError(
            f"{where}: expected {operation}({label!r}) to have arguments of different names, none "
            f"of them 'b', which is a bias; got {list(roles)}."
        )
