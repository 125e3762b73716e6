"""The arrays that a program works on, by the roles of its buffers."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from operator import is_
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.kernels.program import Place, Program
from gatescope.engine.kernels.space import LINE, Shape, Space
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

    @classmethod
    def of(cls, program: Program, space: Space, given: Mapping[str, Array]) -> Memory:
        """Memory for a run, of which some of the arrays are `given`."""
        is_small, dtype, shapes = space.is_small, space.dtype, space.shapes
        workspace, base = aligned((space.whole if is_small else space.total,), dtype)
        if space.zeroed:
            workspace[: space.zeroed] = 0
        arrays = {**given}
        places = {role: base + offset for role, offset in space.offsets.items()}
        for role, offset in space.apart.items():
            if is_small:
                arrays[role] = np.ndarray(shapes[role], dtype, workspace, offset)
                places[role] = base + offset
            else:
                arrays[role], places[role] = aligned(shapes[role], dtype)
        bases = [places[role] if role in places else address(given[role]) for role in program.roles]
        return cls(space, arrays, workspace, bases + [base + place for place in space.panels])

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


def aligned(shape: Shape, dtype: np.dtype[Any]) -> tuple[Array, int]:
    """Fresh memory that begins where a line of the cache does, and its address."""
    whole = np.empty(prod(shape) + LINE // dtype.itemsize, dtype)
    start = address(whole)
    offset = -start % LINE
    return np.ndarray(shape, dtype, whole, offset), start + offset


def _in_header(array: Array) -> int:
    """Where an array begins, as NumPy's object of it says right after what every object has."""
    return ctypes.c_void_p.from_address(id(array) + object.__basicsize__).value or 0


def _by_interface(array: Array) -> int:
    found: int = array.__array_interface__["data"][0]
    return found


def _quickest() -> Callable[[Array], int]:
    # To ask NumPy takes longer than many a step. Where its objects are others, it is asked.
    probe = np.empty(1)
    is_cpython = sys.implementation.name == "cpython"
    has_header = is_cpython and _in_header(probe) == _by_interface(probe)
    return _in_header if has_header else _by_interface


address = _quickest()
"""Where an array begins."""


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
