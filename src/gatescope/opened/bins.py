"""Many steps as few: the mean of each bin of steps, and its extremes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

Array = NDArray[Any]

BLOCK = 16 * 2**20
"""Numbers that are read at once, at most: what is drawn never needs the whole trace in memory."""


@dataclass(frozen=True, eq=False)
class Bins:
    """Bins of `width` steps: their `mean`, `low` and `high`, each (bin, unit).

    The last one is shorter where `steps` is no multiple of `width`.
    """

    width: int
    steps: int
    mean: Array
    low: Array
    high: Array

    def __getitem__(self, bins: slice) -> Bins:
        last = min(bins.stop * self.width, self.steps)
        steps = max(0, last - bins.start * self.width)
        return Bins(self.width, steps, self.mean[bins], self.low[bins], self.high[bins])

    @property
    def nbytes(self) -> int:
        return self.mean.nbytes + self.low.nbytes + self.high.nbytes

    @property
    def counts(self) -> Array:
        """How many steps are in each, (bin, 1)."""
        last = len(self.mean) - 1
        counts = np.full((last + 1, 1), self.width, self.mean.dtype)
        counts[last:] = self.steps - last * self.width
        return counts

    def doubled(self) -> Bins:
        """Two bins in each."""
        counts = self.counts
        sums, counts = _paired(self.mean * counts, np.add), _paired(counts, np.add)
        low, high = _paired(self.low, np.minimum), _paired(self.high, np.maximum)
        return Bins(2 * self.width, self.steps, sums / counts, low, high)


def bins_of(values: Array, width: int) -> Bins:
    """The bins of values (time, unit)."""
    whole = len(values) // width
    parts = [values[: whole * width].reshape(whole, width, values.shape[1])]
    if len(values) % width:
        parts.append(values[None, whole * width :])
    with np.errstate(invalid="ignore", over="ignore"):  # what is infinite stays so
        mean, low, high = (
            np.concatenate([getattr(part, how)(axis=1) for part in parts])
            for how in ("mean", "min", "max")
        )
    return Bins(width, len(values), mean, low, high)


def read_bins(variable: xr.DataArray, start: int, stop: int, width: int) -> Bins:
    """The bins of the steps from `start` to `stop` of a variable (time, unit), read in blocks."""
    parts = [bins_of(block, width) for block in blocks(variable, start, stop, width)]
    joined = (np.concatenate([getattr(p, how) for p in parts]) for how in ("mean", "low", "high"))
    return Bins(width, stop - start, *joined)


def blocks(variable: xr.DataArray, start: int, stop: int, width: int) -> Iterator[Array]:
    """The values of some steps, (time, unit), as blocks of whole bins, of which one is empty
    where there is no step."""
    size = max(1, BLOCK // (variable.shape[1] * width)) * width
    for first in range(start, max(stop, start + 1), size):
        yield read(variable, first, min(first + size, stop))


def read(variable: xr.DataArray, start: int, stop: int) -> Array:
    """The values of some steps, (time, unit)."""
    return np.asarray(variable.isel(time=slice(start, max(start, stop))).values)


def _paired(rows: Array, combine: np.ufunc) -> Array:
    """Each row combined with the next one; the last stays where it has none."""
    even, odd = rows[::2], rows[1::2]
    combined: Array = combine(even[: len(odd)], odd)
    return np.concatenate([combined, even[len(odd) :]])
