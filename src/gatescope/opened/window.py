"""Windows: some steps of some values, exact, or in bins where there are more than columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from gatescope.errors import RequestError
from gatescope.opened.bins import Array, Bins, read, read_bins
from gatescope.opened.limits import ANSWER, check
from gatescope.opened.run import Run

COLUMNS = 4096
"""More than a screen has."""


@dataclass(frozen=True)
class Span:
    """The steps from `start` to `stop` of `steps`, in bins of `width`.

    Bins begin at multiples of their width, so that one is the same in every window.
    """

    start: int
    stop: int
    width: int
    steps: int

    @classmethod
    def of(cls, start: int, stop: int, columns: int, *, steps: int) -> Span:
        """The narrowest bins of which at most `columns` hold the steps; widths are powers of two.

        Raises:
            RequestError: the steps are none of the run's, or the columns none of a screen.
        """
        if not 0 <= start < stop <= steps:
            raise RequestError(f"Expected steps within 0..{steps}, got {start}..{stop}.")
        if not 1 <= columns <= COLUMNS:
            raise RequestError(f"Expected columns within 1..{COLUMNS}, got {columns}.")
        width = 1
        while -(-stop // width) - start // width > columns:
            width *= 2
        first, last = start // width * width, -(-stop // width) * width
        return cls(first, min(last, steps), width, steps)

    @property
    def columns(self) -> int:
        return -(-(self.stop - self.start) // self.width)

    def metadata(self) -> dict[str, str]:
        return {name: str(getattr(self, name)) for name in ("start", "stop", "width")}


def window(run: Run, place: int, names: Iterable[str], batch: int, span: Span) -> dict[str, Array]:
    """Values of one sequence over a span, float32.

    Exact, `f` is (time, unit); in bins, `f.mean`, `f.low` and `f.high` are (column, unit). What
    lies beyond the sequence's length is NaN.

    Raises:
        RequestError: there is no such layer, value or sequence, or it is too much for one answer.
    """
    layer, tensors = run[place], dict[str, Array]()
    variables = {name: layer.variable(name, batch) for name in names}
    numbers = sum(variable.shape[1] for variable in variables.values()) * span.columns
    advice = "Ask for fewer columns, or for fewer values at once."
    check(numbers, ANSWER, "a number of values in a window", advice)
    end = min(span.stop, layer.length(batch))
    for name, variable in variables.items():
        if span.width == 1:
            tensors[name] = _filled(read(variable, span.start, end), span.columns)
        else:
            bins = _bins(run, place, name, batch, span)
            for how in ("mean", "low", "high"):
                tensors[f"{name}.{how}"] = _filled(getattr(bins, how), span.columns)
    return tensors


def _bins(run: Run, place: int, name: str, batch: int, span: Span) -> Bins:
    level = run.overview(place, name, batch).level(span.width)
    if level is not None:
        return level[slice(span.start // span.width, -(-span.stop // span.width))]
    layer = run[place]
    end = max(span.start, min(span.stop, layer.length(batch)))
    return read_bins(layer.variable(name, batch), span.start, end, span.width)


def _filled(rows: Array, columns: int) -> Array:
    """Rows as float32, with NaN below them up to so many."""
    full = np.full((columns, rows.shape[1]), np.nan, np.float32)
    full[: len(rows)] = rows
    return full
