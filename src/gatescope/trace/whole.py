"""Whether all the files of a store are there and of the size that they should have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from zarr.codecs import BytesCodec, Crc32cCodec

from gatescope.errors import TraceError

Index = tuple[int, ...]


def check_whole(folder: Path, array: Any, sizes: dict[str, int], lengths: NDArray[Any]) -> None:
    """Refuse an array of which a chunk is missing or cut off, within the sizes that are complete.

    `lengths` are those of the sequences, where their steps end.

    Raises:
        TraceError: one is.
    """
    dims = array.metadata.dimension_names or ()
    ends = [min(sizes.get(d, n), n) for d, n in zip(dims, array.shape, strict=True)]
    if any(sizes.get(d, n) > n for d, n in zip(dims, array.shape, strict=True)):
        raise _damaged(folder, f"an array of the shape {array.shape}, where {sizes} should be")
    counts = [-(-end // chunk) for end, chunk in zip(ends, array.chunks, strict=True)]
    size = _size(array)
    for index in _needed(dims, counts, array.chunks, lengths):
        file = folder.joinpath("c", *map(str, index))
        try:
            found = file.stat().st_size
        except OSError as error:
            raise _damaged(folder, f"no chunk {'/'.join(map(str, index))}") from error
        if size is not None and found != size:
            raise _damaged(folder, f"a chunk {file.name} of {found} bytes, where {size} should be")


def _needed(
    dims: Iterable[str], counts: list[int], chunks: Index, lengths: NDArray[Any]
) -> Iterator[Index]:
    """The chunks that hold a number: none lies beyond the longest of its sequences."""
    if [*dims][:2] != ["time", "batch"]:
        yield from product(*map(range, counts))
        return
    time, batch = chunks[:2]
    for j in range(counts[1]):
        longest = int(lengths[j * batch : (j + 1) * batch].max(initial=0))
        for k in range(min(counts[0], -(-longest // time))):
            yield from ((k, j, *rest) for rest in product(*map(range, counts[2:])))


def _size(array: Any) -> int | None:
    """The bytes of each chunk, where nothing compresses them."""
    known = (BytesCodec, Crc32cCodec)
    if not all(isinstance(codec, known) for codec in array.metadata.codecs):
        return None
    checks = sum(isinstance(codec, Crc32cCodec) for codec in array.metadata.codecs)
    return int(np.prod(array.chunks)) * int(array.dtype.itemsize) + 4 * checks


def _damaged(folder: Path, what: str) -> TraceError:
    return TraceError(
        f"Expected a whole array at {folder}, got {what}. The store is damaged, or was not copied "
        "to its end: copy it again, or record again."
    )
