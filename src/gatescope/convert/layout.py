"""How other tools stack a layer's parameters, and the one place where they are taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gatescope.cells import OPERATIONS, Cell, Node
from gatescope.weights import Weights

Array = Any
Arrays = Sequence[Array]


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
    blocks = _blocks(stacked, layout)
    found: dict[str, Array] = {}
    for node in layout.cell.nodes:
        operation = OPERATIONS.get(node.operation)
        if operation is None or operation.weights is None:
            continue
        if operation.axis == "proj":
            (name,) = layout.cell.parameters_of(node)
            found[name] = _given(stacked.projection)
        elif operation.weights == "matrix":
            found |= _of_affine(node, blocks, layout.block(str(node.label)))
        else:
            (name,) = layout.cell.parameters_of(node)
            found[name] = blocks.peepholes[layout.peepholes.index(str(node.label))]
    return found


@dataclass(frozen=True, eq=False)
class _Blocks:
    """The same cut into blocks, one for each affine."""

    input: Arrays
    recurrent: Arrays
    input_bias: Arrays
    recurrent_bias: Arrays
    peepholes: Arrays


def _blocks(stacked: Stacked, layout: Layout) -> _Blocks:
    size, count = stacked.size, max(len(layout.blocks), len(layout.peepholes))
    return _Blocks(
        _cut(stacked.input, size, count),
        _cut(stacked.recurrent, size, count),
        _cut(stacked.input_bias, size, count),
        _cut(stacked.recurrent_bias, size, count),
        _cut(stacked.peepholes, size, count),
    )


def _cut(array: Array | None, size: int, count: int) -> Arrays:
    if array is None:
        return ()
    if getattr(array, "requires_grad", False):
        # At once: then the gradients of all blocks come together once, and not each by itself in
        # an array of the whole size.
        return tuple(array.split(size))
    return [array[k * size : (k + 1) * size] for k in range(count)]


def _given(array: Array | None) -> Array:
    assert array is not None, "a layout is given all that its cell has"
    return array


def _of_affine(node: Node, blocks: _Blocks, place: int) -> dict[str, Array]:
    found: dict[str, Array] = {}
    biases: list[Array] = []
    for role, argument in zip(node.roles, node.arguments, strict=True):
        of_input = argument == "x"
        matrix, bias = (
            (blocks.input[place], blocks.input_bias)
            if of_input
            else (blocks.recurrent[place], blocks.recurrent_bias)
        )
        found[f"{node.label}.{role}"] = matrix
        if bias:
            biases.append(bias[place])
    # A layer without biases has zeros, which PyTorch and NumPy make alike.
    found[f"{node.label}.b"] = sum(biases[1:], biases[0]) if biases else 0 * matrix[:, 0]
    return found
