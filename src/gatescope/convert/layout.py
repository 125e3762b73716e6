"""How other tools stack a layer's parameters, and the one place where they are taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

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


class Piece(NamedTuple):
    """A block of one of the stacks: its name in `Stacked`, which block, of how many."""

    stack: str
    block: int = 0
    blocks: int = 1


@cache
def pieces(layout: Layout) -> dict[str, tuple[Piece, ...]]:
    """Of which pieces each parameter is the sum, by our names.

    Biases of one affine are added up: where the input and the past come together in one sum, two
    biases are one; where they have an affine each, each keeps its own.
    """
    found: dict[str, tuple[Piece, ...]] = {}
    for node in layout.cell.nodes:
        operation = OPERATIONS.get(node.operation)
        if operation is None or operation.weights is None:
            continue
        if operation.weights == "matrix" and operation.axis != "proj":
            found |= _of_affine(layout, node)
        else:
            (name,) = layout.cell.parameters_of(node)
            found[name] = (_of_node(layout, node),)
    return found


def _of_affine(layout: Layout, node: Node) -> dict[str, tuple[Piece, ...]]:
    place = layout.block(str(node.label)), len(layout.blocks)
    stacks = ["input" if argument == "x" else "recurrent" for argument in node.arguments]
    matrices = {
        f"{node.label}.{role}": (Piece(stack, *place),)
        for role, stack in zip(node.roles, stacks, strict=True)
    }
    return matrices | {f"{node.label}.b": tuple(Piece(f"{s}_bias", *place) for s in stacks)}


def _of_node(layout: Layout, node: Node) -> Piece:
    if OPERATIONS[node.operation].axis == "proj":
        return Piece("projection")
    names = layout.peepholes
    return Piece("peepholes", names.index(str(node.label)), len(names))


def parameters(layout: Layout, stacked: Stacked) -> dict[str, Array]:
    """The parameters by our names, as `pieces` says."""
    cut: dict[str, Arrays] = {}
    found: dict[str, Array] = {}
    for name, own in pieces(layout).items():
        parts = []
        for piece in own:
            array = getattr(stacked, piece.stack)
            if array is not None:
                cut.setdefault(piece.stack, _cut(array, piece.blocks))
                parts.append(cut[piece.stack][piece.block])
        # A layer without biases has zeros, which PyTorch and NumPy make alike.
        found[name] = sum(parts[1:], parts[0]) if parts else 0 * [*found.values()][-1][:, 0]
    return found


def _cut(array: Array, blocks: int) -> Arrays:
    size = len(array) // blocks
    if getattr(array, "requires_grad", False):
        # At once: then the gradients of all blocks come together once, and not each by itself in
        # an array of the whole size.
        return tuple(array.split(size))
    return [array[k * size : (k + 1) * size] for k in range(blocks)]
