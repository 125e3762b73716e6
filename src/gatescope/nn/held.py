"""In which tensors a module holds the parameters of a layer: one each, or stacked as PyTorch's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from gatescope.cells import Cell
from gatescope.convert.layout import Layout
from gatescope.convert.layout import pieces as pieces_of
from gatescope.weights import Weights

Array = Any

Piece = tuple[int, int, int]
"""A block of a tensor: the tensor's number, which block, of how many."""


@dataclass(frozen=True, eq=False)
class Held:
    """A cell, and the pieces of the tensors whose sum each of its parameters is; zero if none."""

    cell: Cell
    pieces: Mapping[str, tuple[Piece, ...]]

    @classmethod
    @cache
    def by_name(cls, cell: Cell) -> Held:
        """A tensor for each parameter, in the cell's order."""
        return cls(cell, {name: ((number, 0, 1),) for number, name in enumerate(cell.parameters)})

    @classmethod
    @cache
    def stacked(cls, layout: Layout, stacks: tuple[str, ...]) -> Held:
        """A tensor for each of the stacks, by their names in `Stacked`."""
        numbers = {stack: number for number, stack in enumerate(stacks)}
        found = {
            name: tuple((numbers[p.stack], p.block, p.blocks) for p in own if p.stack in numbers)
            for name, own in pieces_of(layout).items()
        }
        return cls(layout.cell, found)

    def __reduce__(self) -> Any:
        # A copy is the same again: what is known of a layer is known by identity.
        return held, (self.document,)

    @cached_property
    def document(self) -> str:
        """As JSON: a graph with an operator in it stands on its own."""
        return json.dumps({"cell": self.cell.to_json(), "pieces": self.pieces})

    def weights(self, arrays: Sequence[Array]) -> Weights:
        """The weights that tensors hold; what is no sum is no copy either."""
        found: dict[str, Array] = {}
        for name, own in self.pieces.items():
            parts = [_block(arrays[number], *place) for number, *place in own]
            found[name] = sum(parts[1:], parts[0]) if parts else 0 * [*found.values()][-1][:, 0]
        return Weights(self.cell, found)

    def sums(self, arrays: Sequence[Array]) -> dict[str, list[Array]]:
        """The parts of what is a sum, which is to be renewed where their numbers have changed."""
        return {
            name: [_block(arrays[number], *place) for number, *place in own]
            for name, own in self.pieces.items()
            if len(own) > 1
        }

    def gradients(self, of: Mapping[str, Array]) -> list[Array]:
        """The gradients by the tensors, of those by the parameters; each in memory of its own."""
        return [np.concatenate([of[name] for name in names]) for names in self._names]

    def sizes(self, tensors: Sequence[Array]) -> dict[str, int]:
        """The sizes of the cell's axes, by the tensors' shapes."""
        found: dict[str, int] = {}
        for tensor, names in zip(tensors, self._names, strict=True):
            rows, *others = tensor.shape
            shape = (rows // len(names), *others)
            found.update(zip(self.cell.parameters[names[0]], shape, strict=True))
        return found

    @property
    def count(self) -> int:
        """How many tensors there are."""
        return len(self._names)

    @cached_property
    def _names(self) -> list[list[str]]:
        """Whose blocks each tensor holds, in order."""
        places = sorted((p[:2], name) for name, own in self.pieces.items() for p in own)
        numbers = dict.fromkeys(number for (number, _), _ in places)
        return [[name for (n, _), name in places if n == number] for number in numbers]


def _block(array: Array, block: int, blocks: int) -> Array:
    size = len(array) // blocks
    return array[block * size : (block + 1) * size]


@cache
def held(document: str) -> Held:
    """What a document says."""
    found = json.loads(document)
    return Held(Cell.from_json(found["cell"]), found["pieces"])
