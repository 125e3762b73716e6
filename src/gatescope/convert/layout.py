"""How other tools stack a layer's parameters, and the one place where they are taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from gatescope.cells import OPERATIONS, Cell, Node
from gatescope.weights import Weights

Array = Any


@dataclass(frozen=True)
class Layout:
    """A tool's form of a cell: its affines by label, in the order in which blocks are stacked.

    One block can belong to several affines: the GRU's candidate, with the reset after the product,
    has one of the input and one of the past. `peepholes` are the diagonals, in the order in which
    their vectors are stacked.
    """

    cell: Cell
    blocks: tuple[tuple[str, ...], ...]
    peepholes: tuple[str, ...] = ()

    def block(self, label: str) -> int:
        """Which block of the stack an affine's parameters stand in."""
        return next(k for k, labels in enumerate(self.blocks) if label in labels)


@dataclass(frozen=True, eq=False)
class Stacked:
    """Parameters as most tools keep them: matrices (block · unit, size), biases (block · unit).

    There is a bias with the input's product, one with the past's, or neither; and peepholes,
    (block · unit), or a projection, (proj, unit), where the cell has them.
    """

    input: Array
    recurrent: Array
    input_bias: Array | None = None
    recurrent_bias: Array | None = None
    peepholes: Array | None = None
    projection: Array | None = None

    @property
    def size(self) -> int:
        """How many units there are: as many as a step reads, or as are projected to those."""
        read = self.recurrent if self.projection is None else self.projection
        return int(read.shape[-1]) if read.ndim else 0


def unstack(layout: Layout, stacked: Stacked) -> Weights:
    """The parameters by our names, as weights."""
    return Weights(layout.cell, parameters(layout, stacked))


def parameters(layout: Layout, stacked: Stacked) -> dict[str, Array]:
    """The parameters by our names.

    Biases of one affine are added up: where the input and the past come together in one sum, two
    biases are one; where they have an affine each, each keeps its own.
    """
    size = stacked.size
    found: dict[str, Array] = {}
    for node in layout.cell.nodes:
        operation = OPERATIONS.get(node.operation)
        if operation is None or operation.weights is None:
            continue
        if operation.axis == "proj":
            (name,) = layout.cell.parameters_of(node)
            found[name] = _given(stacked.projection)
        elif operation.weights == "matrix":
            start = layout.block(str(node.label)) * size
            found |= _of_affine(node, stacked, slice(start, start + size))
        else:
            start = layout.peepholes.index(str(node.label)) * size
            (name,) = layout.cell.parameters_of(node)
            found[name] = _given(stacked.peepholes)[start : start + size]
    return found


def _given(array: Array | None) -> Array:
    assert array is not None, "a layout is given all that its cell has"
    return array


def _of_affine(node: Node, stacked: Stacked, rows: slice) -> dict[str, Array]:
    found: dict[str, Array] = {}
    biases: list[Array] = []
    for role, argument in zip(node.roles, node.arguments, strict=True):
        of_input = argument == "x"
        matrix, bias = (
            (stacked.input, stacked.input_bias)
            if of_input
            else (stacked.recurrent, stacked.recurrent_bias)
        )
        found[f"{node.label}.{role}"] = matrix[rows]
        if bias is not None:
            biases.append(bias[rows])
    # A layer without biases has zeros, which PyTorch and NumPy make alike.
    found[f"{node.label}.b"] = sum(biases[1:], biases[0]) if biases else 0 * matrix[rows][:, 0]
    return found
