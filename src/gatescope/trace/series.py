"""One layer's arrays in a store that grows, and how far they have come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
import xarray as xr
import zarr
from numpy.typing import NDArray
from zarr.codecs import Crc32cCodec

from gatescope.trace.chunks import chunks

Array = NDArray[Any]
Block = Mapping[str, Array]
"""What one call adds: each array that grows, by its name."""

FILLS = {"f": np.nan, "i": 0}


class Series:
    """The group of one layer: arrays that grow along `along`, the others as they were at first.

    `time` and `batch` count what is written, whether or not anyone was told of it.
    """

    def __init__(self, group: zarr.Group, along: str, time: int, batch: int) -> None:
        self._group, self._along = group, along
        self.time, self.batch = time, batch
        # A chunk that is missing is damage, and never one that was empty.
        always: Any = {"write_empty_chunks": True}
        self._arrays: dict[str, Any] = {n: a.with_config(always) for n, a in group.arrays()}
        self._growing = [n for n, a in self._arrays.items() if along in a.metadata.dimension_names]

    @classmethod
    def create(cls, group: zarr.Group, first: xr.Dataset, along: str) -> Series:
        """An empty series for traces like `first`, with its attributes and all that never grows."""
        group.attrs.update(first.attrs)
        for name, variable in first.variables.items():
            _create(group, str(name), variable, first.sizes, along)
        batch = 0 if along == "batch" else int(first.sizes["batch"])
        return cls(group, along, 0, batch)

    def forget_beyond(self) -> None:
        """Wipe what a writer left that died before it could tell anyone."""
        ends = {"time": self.time, "batch": self.batch}
        for array in (self._arrays[name] for name in self._growing):
            place = array.metadata.dimension_names.index(self._along)
            end, chunk = ends[self._along], array.chunks[place]
            # What lies in the last chunk beyond the end would come back when the array grows.
            whole = _resized(array.shape, place, -(-end // chunk) * chunk)
            array.resize(whole)
            beyond = (*(slice(None) for _ in range(place)), slice(end, None))
            array[beyond] = array.fill_value
            array.resize(_resized(array.shape, place, end))

    def append(self, blocks: Sequence[Block]) -> None:
        """Write blocks behind what is there, those of about one length together."""
        if self._along == "time":
            self._write(_joined(blocks, axis=0))
            return
        step = max(a.chunks[0] for a in self._arrays.values() if _has_time(a))
        for _, alike in groupby(blocks, key=lambda block: -(-_time(block) // step)):
            run = [*alike]
            time = max(map(_time, run))
            self._write(_joined([_padded(block, time) for block in run], axis=-1))

    def _write(self, block: Block) -> None:
        added = next(a for a in block.values() if a.ndim == 3).shape
        start = {"time": self.time, "batch": self.batch}
        if self._along == "time":
            self.time += added[0]
        else:
            self.time, self.batch = max(self.time, added[0]), self.batch + added[1]
        sizes = {"time": self.time, "batch": self.batch}
        for name in self._growing:
            array, dims = self._arrays[name], self._arrays[name].metadata.dimension_names
            array.resize(tuple(sizes.get(d, n) for d, n in zip(dims, array.shape, strict=True)))
            place = dims.index(self._along)
            where = [slice(n) for n in block[name].shape]
            where[place] = slice(start[self._along], sizes[self._along])
            array[tuple(where)] = block[name]


def _create(group: zarr.Group, name: str, variable: xr.Variable, sizes: Any, along: str) -> None:
    dims, grows = [str(d) for d in variable.dims], along in variable.dims
    shape = tuple(0 if grows and d in ("time", along) else sizes[d] for d in dims)
    array = group.create_array(
        name,
        shape=shape,
        chunks=chunks(dims, sizes, variable.dtype.itemsize, along) if grows else shape,
        dtype=variable.dtype,
        fill_value=FILLS[variable.dtype.kind],
        dimension_names=dims,
        attributes=dict(variable.attrs),
        # Gates hardly compress, and cost ten times as much to write; damage should be seen.
        compressors=[Crc32cCodec()],
    )
    if not grows:
        array[...] = variable.values


def _resized(shape: Sequence[int], place: int, size: int) -> tuple[int, ...]:
    return (*shape[:place], size, *shape[place + 1 :])


def _has_time(array: Any) -> bool:
    return "time" in array.metadata.dimension_names


def _time(block: Block) -> int:
    return max((len(a) for a in block.values() if a.ndim == 3), default=1)


def _padded(block: Block, time: int) -> Block:
    """A block with NaN up to so many steps."""
    return {name: _stretched(a, time) if a.ndim == 3 else a for name, a in block.items()}


def _stretched(array: Array, time: int) -> Array:
    if len(array) == time:
        return array
    whole = np.full((time, *array.shape[1:]), np.nan, array.dtype)
    whole[: len(array)] = array
    return whole


def _joined(blocks: Sequence[Block], axis: int) -> Block:
    """Blocks one behind the other: along time, or along batch, which stands before the units."""
    return {
        name: np.concatenate([b[name] for b in blocks], axis=axis if axis == 0 else _batch(array))
        for name, array in blocks[0].items()
    }


def _batch(array: Array) -> int:
    return 1 if array.ndim == 3 else 0
