"""A cell's equations, from its graph, in the form in which papers write them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gatescope.cells.operations import OPERATIONS, SYMBOL

if TYPE_CHECKING:
    from gatescope.cells.cell import Cell

DIGITS = 4
"""Of a constant; the JSON has all of them."""


def equation(cell: Cell, value: str) -> str:
    """`f_t = \\sigma(W_f \\cdot [h_{t-1}, x_t] + b_f)`; other named values stay symbols."""
    return f"{cell.word(value).symbol}_t = {_operation(cell, value)}"


def _term(cell: Cell, node_id: str, needs: int) -> str:
    """A node inside another's line: a symbol where it has a name, in parentheses where needed."""
    node = cell[node_id]
    if node.operation == "input":
        return "x_t"
    if node.operation == "previous":
        return f"{cell.word(str(node.label)).symbol}_{{t-1}}"
    if node_id in cell.values:
        return f"{cell.word(node_id).symbol}_t"
    inside = _operation(cell, node_id)
    return inside if OPERATIONS[node.operation].binding >= needs else f"({inside})"


def _operation(cell: Cell, node_id: str) -> str:
    node = cell[node_id]
    operation = OPERATIONS[node.operation]
    # The one argument of an affine stands beside its matrix, as in a product.
    needs = SYMBOL if len(node.roles) == 1 else operation.needs
    terms = [_term(cell, argument, needs) for argument in node.arguments]
    if operation.weights is None:
        constants = zip(operation.constants, map(_number, node.constants), strict=True)
        return operation.latex.format(*terms, **dict(constants)).replace("+ -", "- ")
    subscript = cell.word(str(node.label)).subscript or str(node.label)
    return operation.latex.format(
        subscript=subscript if len(subscript) == 1 else f"{{{subscript}}}",
        arguments=terms[0] if len(terms) == 1 else f"[{', '.join(terms)}]",
    )


def _number(constant: float) -> str:
    return f"{constant:.{DIGITS}g}"
