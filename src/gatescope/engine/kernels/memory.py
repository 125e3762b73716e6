"""The arrays that a program works on, by the roles of its buffers."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import prod
from operator import is_
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.kernels.program import Place, Program
from gatescope.engine.kernels.space import LINE, Shape, Space, rounded
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
    """Where each buffer of the program begins; the workspace itself comes last."""

    @classmethod
    def of(
        cls, program: Program, space: Space, given: Mapping[str, Array], weights: Weights
    ) -> Memory:
        """Memory for a run, of which some of the arrays are `given`."""
        take = _pieces(space) if space.is_small else partial(aligned, dtype=space.dtype)
        workspace, base = take((space.total,))
        workspace[: space.zeroed] = 0
        arrays, bases = dict[str, Array](), list[int]()
        for buffer in program.buffers:
            role = buffer.role
            if role in space.offsets:
                bases.append(base + space.offsets[role])
                if buffer.names:
                    parts = [weights.parameters[name] for name in buffer.names]
                    np.concatenate(parts, out=_part(workspace, space, role))
            elif role in given:
                arrays[role] = given[role]
                bases.append(address(given[role]))
            else:
                arrays[role], start = take(space.shapes[role])
                bases.append(start)
        return cls(space, arrays, workspace, (*bases, base))

    def __getitem__(self, role: str) -> Array:
        """A buffer; one in the workspace as a copy, for the workspace ends with the run."""
        if role in self.arrays:
            return self.arrays[role]
        return _part(self.workspace, self.space, role).copy()


def _pieces(space: Space) -> Callable[[Shape], tuple[Array, int]]:
    """Gives the parts of one array in turn, each with its address."""
    dtype, offset = space.dtype, 0
    whole, base = aligned((space.whole,), dtype)

    def take(shape: Shape) -> tuple[Array, int]:
        nonlocal offset
        start = offset
        offset += rounded(prod(shape) * dtype.itemsize)
        return np.ndarray(shape, dtype, whole, start), base + start

    return take


def _part(workspace: Array, space: Space, role: str) -> Array:
    return np.ndarray(space.shapes[role], space.dtype, workspace, space.offsets[role])


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


def address(array: Any) -> int:
    """Where an array begins."""
    if array.flags.writeable and array.flags.c_contiguous and array.size:
        # By far the quickest way; NumPy's own describes the whole array.
        return ctypes.addressof(ctypes.c_char.from_buffer(array))
    found: int = array.__array_interface__["data"][0]
    return found


def table(places: Sequence[int]) -> Any:
    """Addresses, as machine code reads them."""
    return (ctypes.c_void_p * len(places))(*places)


_Tables = dict[tuple[str, ...], tuple[list[Array], Any]]
_TABLES: WeakKeyDictionary[Weights, _Tables] = WeakKeyDictionary()


def parameters(weights: Weights, names: tuple[str, ...]) -> tuple[list[Array], Any]:
    """Some parameters, and the table of their addresses, which is kept for as long as they are.

    What is not laid out row by row is copied, anew for each run: its numbers may have changed.
    """
    own = [weights.parameters[name] for name in names]
    tables = _TABLES.setdefault(weights, {})
    known = tables.get(names)
    if known is not None and all(map(is_, known[0], own)):
        return known
    laid_out = [np.ascontiguousarray(array) for array in own]
    found = laid_out, table([address(array) for array in laid_out])
    if all(map(is_, laid_out, own)):
        tables[names] = found
    return found
