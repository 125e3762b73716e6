"""How a store that grows is cut into chunks, each of which is a file."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

SIZE = 2**20
"""Bytes of a chunk: a window is read in few files, and a file is read in no time."""
LEAST_STEPS = 64
"""Of a sequence that grows, in one chunk: sequences side by side are parted before steps are."""
SMALL = 2**16
"""Bytes of a chunk of what a sequence has once."""


def chunks(
    dims: Sequence[str], sizes: Mapping[str, int], itemsize: int, along: str
) -> tuple[int, ...]:
    """A chunk's shape, for an array of these dimensions that grows along one of them.

    `sizes` are those of what comes first. Only `time` and `batch` are ever cut.
    """
    row = itemsize * math.prod(max(1, sizes[d]) for d in dims if d not in ("time", "batch"))
    cut = _cut([d for d in dims if d in ("time", "batch")], sizes, row, along)
    return tuple(cut.get(d, max(1, sizes[d])) for d in dims)


def _cut(dims: Sequence[str], sizes: Mapping[str, int], row: int, along: str) -> dict[str, int]:
    if len(dims) < 2:
        return dict.fromkeys(dims, max(1, SMALL // row))
    rows = max(1, SIZE // row)
    if along == "time":
        batch = min(sizes["batch"], max(1, rows // LEAST_STEPS))
        return {"time": max(1, rows // batch), "batch": batch}
    time = min(sizes["time"], rows)
    return {"time": time, "batch": max(1, rows // time)}
