"""All of a value over one sequence, read once: by bins that double in width, and by unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gatescope.opened.bins import Array, Bins, bins_of, blocks
from gatescope.opened.layer import Layer
from gatescope.opened.limits import WHOLE, check

FINEST = 16
"""Steps in the narrowest bins that are kept: narrower ones are quickly read."""

ROOM = 32 * 2**20
"""Bytes that the bins of one value take at most; a longer run's narrowest bins are wider."""

NEAR = 0.05
"""A value is saturated within this share of its range from one of its ends."""


@dataclass(frozen=True, eq=False)
class Overview:
    """`levels` are bins of the whole sequence, the narrowest first, each twice as wide as the one
    before; `mean` and `variance` are by unit, and so is `saturation`, the share of steps near an
    end of the value's range, where it has one."""

    levels: tuple[Bins, ...]
    mean: Array
    variance: Array
    saturation: Array | None

    def level(self, width: int) -> Bins | None:
        """The bins of that width, if they are kept."""
        return next((bins for bins in self.levels if bins.width == width), None)

    @cached_property
    def extent(self) -> tuple[float, float]:
        """The smallest and the largest value."""
        return float(self.levels[-1].low.min()), float(self.levels[-1].high.max())

    @property
    def nbytes(self) -> int:
        return sum(bins.nbytes for bins in self.levels)


def overview(layer: Layer, name: str, batch: int) -> Overview:
    """The overview of a layer's value over one sequence.

    Raises:
        RequestError: the layer has no such value, or the batch no such sequence, or it is too long
            to be seen as a whole.
    """
    variable, steps = layer.variable(name, batch), layer.length(batch)
    check(steps * variable.shape[1], WHOLE, "a number of values", "Zoom in.")
    ends = None if name == "x" else layer.cell.range(name)
    width = _finest(steps, variable.shape[1])
    finest, within, near = list[Bins](), list[Array](), list[Array]()
    for block in blocks(variable, 0, steps, width):
        finest.append(bins_of(block, width))
        within.append(_squares_within(block, finest[-1]))
        if ends is not None:
            near.append(_near(block, *ends))
    levels = list(_levels(_concatenated(finest)))
    mean, variance = _moments(levels[0], np.sum(within, axis=0))
    share = np.sum(near, axis=0) / steps if near else None
    return Overview(tuple(levels), mean, variance, share)


def _finest(steps: int, units: int) -> int:
    width, of_one = FINEST, 3 * 2 * np.dtype(np.float64).itemsize * units
    while width < steps and -(-steps // width) * of_one > ROOM:
        width *= 2
    return width


def _concatenated(parts: list[Bins]) -> Bins:
    joined = (np.concatenate([getattr(p, how) for p in parts]) for how in ("mean", "low", "high"))
    return Bins(parts[0].width, sum(part.steps for part in parts), *joined)


def _levels(bins: Bins) -> Iterator[Bins]:
    yield bins
    while len(bins.mean) > 1:
        bins = bins.doubled()
        yield bins


def _near(values: Array, low: float, high: float) -> Array:
    """How many steps of each unit lie near an end of the range."""
    margin = NEAR * (high - low)
    return np.asarray(((values <= low + margin) | (values >= high - margin)).sum(axis=0))


def _squares_within(block: Array, bins: Bins) -> Array:
    """By unit, the sum of the squared differences of all steps from the means of their bins."""
    whole = len(block) // bins.width
    cut, total = whole * bins.width, np.zeros(block.shape[1])
    shape = (whole, bins.width, block.shape[1])
    for steps, means in [
        (block[:cut].reshape(shape), bins.mean[:whole, None]),
        (block[None, cut:], bins.mean[whole:, None]),
    ]:
        if steps.size:
            apart = steps - means
            total += np.einsum("nwu,nwu->nu", apart, apart).sum(axis=0, dtype=np.float64)
    return total


def _moments(bins: Bins, within: Array) -> tuple[Array, Array]:
    """Mean and variance by unit: what lies within the bins, and what between them."""
    means, counts = bins.mean.astype(np.float64), bins.counts
    mean = (counts * means).sum(axis=0) / bins.steps
    between = (counts * (means - mean) ** 2).sum(axis=0)
    return mean, (within + between) / bins.steps
