"""The arrays that a program works on, by the roles of its buffers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import is_
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.kernels.address import address, aligned
from gatescope.engine.kernels.lengths import Lengths
from gatescope.engine.kernels.program import Place, Program
from gatescope.engine.kernels.space import Space
from gatescope.weights import Weights

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Memory:
    """The memory of a run."""

    space: Space
    arrays: Mapping[str, Array]
    """What is there for every step, by role."""
    workspace: Array
    bases: Sequence[int]
    """Where each buffer of the program begins, then each packed matrix."""
    lengths: Lengths

    @classmethod
    def of(
        cls, program: Program, space: Space, given: Mapping[str, Array], lengths: Any = None
    ) -> Memory:
        """Memory for a run, of which some of the arrays are `given`.

        Where sequences end before the last step it is zero all over, for not all is written.
        """
        lengths = space.full if lengths is None else Lengths.of(lengths, *space.sizes[:2])
        is_small, dtype, shapes = space.is_small, space.dtype, space.shapes
        workspace, base = aligned((space.whole if is_small else space.total,), dtype)
        zeroed = len(workspace) if lengths.is_ragged else space.zeroed
        if zeroed:
            workspace[:zeroed] = 0
        arrays = {**given}
        places = {role: base + offset for role, offset in space.offsets.items()}
        for role, offset in space.apart.items():
            if is_small:
                arrays[role] = np.ndarray(shapes[role], dtype, workspace, offset)
                places[role] = base + offset
            else:
                arrays[role], places[role] = aligned(shapes[role], dtype)
                if lengths.is_ragged:
                    arrays[role][:] = 0
        bases = [places[role] if role in places else address(given[role]) for role in program.roles]
        bases += [base + place for place in space.panels]
        return cls(space, arrays, workspace, bases, lengths)

    def __getitem__(self, role: str) -> Array:
        """A buffer; one in the workspace as a copy, for the workspace ends with the run."""
        if role in self.arrays:
            return self.arrays[role]
        space = self.space
        offset = space.offsets[role]
        return np.ndarray(space.shapes[role], space.dtype, self.workspace, offset).copy()


@dataclass(frozen=True, eq=False)
class Values(Mapping[str, Array]):
    """The values of a run, each cut from its array when it is asked for."""

    program: Program
    places: Mapping[str, Place]
    arrays: Mapping[str, Array]
    """By role. The input is one of them, and needs no place."""

    def __getitem__(self, name: str) -> Array:
        if name in self.places:
            return view(self.program, self.arrays, self.places[name])
        if name == "x":
            return self.arrays[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(("x", *self.places))

    def __len__(self) -> int:
        return 1 + len(self.places)


def view(program: Program, arrays: Mapping[str, Array], place: Place, blocks: int = 1) -> Array:
    """A value that a program keeps at every step, (time, batch, unit), or some side by side."""
    buffer = program.buffers[place.buffer]
    whole = arrays[buffer.role]
    if buffer.kind == "states":
        whole = whole[place.shift : len(whole) - 1 + place.shift]
    if blocks == buffer.blocks:
        return whole
    size = whole.shape[-1] // buffer.blocks
    found: Array = whole[..., place.block * size : (place.block + blocks) * size]
    return found


_Known = dict[tuple[str, ...], tuple[list[Array], list[int]]]
_KNOWN: WeakKeyDictionary[Weights, _Known] = WeakKeyDictionary()


def parameters(weights: Weights, names: tuple[str, ...]) -> tuple[list[Array], list[int]]:
    """Some parameters and their addresses, which are kept for as long as the weights are.

    What is not laid out row by row is copied, anew for each run: its numbers may have changed.
    """
    own = [*map(weights.parameters.__getitem__, names)]
    tables = _KNOWN.setdefault(weights, {})
    known = tables.get(names)
    if known is not None and all(map(is_, known[0], own)):
        return known
    laid_out = [np.ascontiguousarray(array) for array in own]
    found = laid_out, [address(array) for array in laid_out]
    if all(map(is_, laid_out, own)):
        tables[names] = found
    return found
