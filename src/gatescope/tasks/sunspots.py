"""Sunspots: the yearly mean sunspot numbers, 1700 to 2008; say next year's.

The numbers are statsmodels' (public domain, see data/NOTICE.md). A model is trained on years before
the held-out ones; each held-out year is predicted from the years of context before it.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks.task import Predict, Task, read_json

_DOCUMENT = read_json("sunspots.json")
_FILE = read_json("sunspots_yearly.json")

FIRST_YEAR: int = _FILE["first_year"]
NUMBERS = np.array(_FILE["numbers"], dtype=np.float64)
HELD_OUT: int = _DOCUMENT["held_out"]["first_year"]
"""The first year that no training has seen."""
CONTEXT: int = _DOCUMENT["held_out"]["context"]


def years(first: int, count: int) -> NDArray[np.float64]:
    """The numbers of `count` years, (time, input)."""
    start = first - FIRST_YEAR
    return NUMBERS[start : start + count, None]


def draw(draws: Philox, length: int, count: int) -> NDArray[np.float64]:
    """One number for each sequence: the year that it begins with; the year after it is known."""
    starts = draws.integers(0, len(NUMBERS) - length, size=count)
    drawn: NDArray[np.float64] = NUMBERS[starts + np.arange(length)[:, None]][..., None]
    return drawn


def target(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The next step's number; at the last step the next year's, if all years are unchanged."""
    numbers = x[..., 0]
    last = np.array([_year_after(sequence) for sequence in numbers.T])
    return np.concatenate([numbers[1:], last[None]])


def _year_after(sequence: NDArray[np.float64]) -> float:
    if len(sequence) >= len(NUMBERS):
        return np.nan
    windows = sliding_window_view(NUMBERS[:-1], len(sequence))
    found = np.flatnonzero((windows == sequence).all(axis=1))
    # A single year's number may occur twice: then nobody can say which year follows.
    return float(NUMBERS[found[0] + len(sequence)]) if len(found) == 1 else np.nan


def _scores(predict: Predict) -> dict[str, float]:
    """The root of the mean squared error of the last step's answer, over the held-out years."""
    first = HELD_OUT - FIRST_YEAR
    starts = np.arange(first, len(NUMBERS)) - CONTEXT
    x = NUMBERS[starts + np.arange(CONTEXT)[:, None]][..., None]
    errors = predict(x)[-1, :, 0] - NUMBERS[first:]
    return {"held-out": float(np.sqrt(np.mean(errors**2)))}


SUNSPOTS = Task.described(
    _DOCUMENT,
    opening=years(_DOCUMENT["opening"]["first_year"], _DOCUMENT["opening"]["years"]),
    draw=draw,
    target=target,
    scores=_scores,
    baselines={_DOCUMENT["score"]["baseline"]: _scores(lambda x: x)["held-out"]},
)
