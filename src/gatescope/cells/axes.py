"""Which axis a node's values have: the layer's units, its projections, or the input's features."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from gatescope.cells.graph import Node
from gatescope.cells.operations import OPERATIONS
from gatescope.errors import CellError

Axis = Literal["unit", "proj", "input"]


def axes(cell: str, nodes: Collection[Node]) -> dict[str, Axis]:
    """The axis of each node, by id: what is computed number by number has one throughout.

    Raises:
        CellError: values of two axes are joined number by number, or what is projected has no
            number for each unit.
    """
    found = {node.id: own for node in nodes if (own := _own(node)) is not None}
    count = -1
    while len(found) > count:
        count = len(found)
        for node in nodes:
            _spread(cell, node, found)
    # What nothing says more of, as a state that never changes, has a number for each unit.
    of_nodes = {node.id: found.get(node.id, "unit") for node in nodes}
    _check_projections(cell, nodes, of_nodes)
    return of_nodes


def _spread(cell: str, node: Node, found: dict[str, Axis]) -> None:
    """Give a node, and what stands beside it number by number, the axis that one of them has."""
    if _own(node) is not None:
        return
    # A state before the step has the axis of the state after it.
    others = node.arguments or (str(node.label),)
    known = {found[name]: name for name in (node.id, *others) if name in found}
    if len(known) > 1:
        sizes = ", ".join(f"{name!r} is ({axis})" for axis, name in known.items())
        raise CellError(
            f"Cell {cell!r}: expected {node.operation} at {node.id!r} to join values of one axis; "
            f"{sizes}. Bring them to the same by an affine or a projection first."
        )
    for axis in known:
        found.update(dict.fromkeys((node.id, *others), axis))


def _own(node: Node) -> Axis | None:
    if node.operation == "input":
        return "input"
    operation = OPERATIONS.get(node.operation)
    return operation.axis if operation else None


def _check_projections(cell: str, nodes: Collection[Node], of_nodes: dict[str, Axis]) -> None:
    for node in nodes:
        (first, *_) = (*node.arguments, node.id)
        if node.operation == "projection" and of_nodes[first] != "unit":
            raise CellError(
                f"Cell {cell!r}: expected the projection at {node.id!r} to take values of the "
                f"layer's units, got {first!r}, which is ({of_nodes[first]})."
            )
