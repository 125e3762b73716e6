"""Adding: two of the values are marked; say their sum at the end (Hochreiter & Schmidhuber 1997).

The values are in 0..1 rather than −1..1, and the answer is the sum itself: what the network says
can be read off without a scale.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks.task import SCORE_STREAM, VALIDATION_STREAM, Predict, Task, read_json

VALUE, ADD = range(2)

_DOCUMENT = read_json("adding.json")
_SCORED = _DOCUMENT["scored"]


def draw(draws: Philox, length: int, count: int) -> NDArray[np.float64]:
    """One number for each step, then two for the places of the marks: each pair equally likely."""
    drawn = draws.uniform(size=(count, length + 2))
    values, places = drawn[:, :length], drawn[:, length:]
    first = np.floor(places[:, 0] * length).astype(int)
    second = np.floor(places[:, 1] * (length - 1)).astype(int)
    second += second >= first
    marks = np.zeros((count, length))
    marks[np.arange(count), first] = marks[np.arange(count), second] = 1
    return np.stack([values.T, marks.T], axis=-1)


def target(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The sum of what is marked, at the last step."""
    right = np.full(x.shape[:2], np.nan)
    right[-1] = np.where(x[..., ADD] > 0.5, x[..., VALUE], 0.0).sum(axis=0)
    return right


def scored(length: int, stream: int = SCORE_STREAM) -> NDArray[np.float64]:
    """The sequences of that length by which models are scored."""
    return draw(Philox(_SCORED["seed"], stream), length, _SCORED["sequences"])


def _scores(predict: Predict, stream: int = SCORE_STREAM) -> dict[str, float]:
    """The mean of the squared error of the last step's answer."""
    scores = {}
    for length in _SCORED["lengths"]:
        x = scored(length, stream)
        scores[str(length)] = float(np.mean((predict(x)[-1, :, 0] - target(x)[-1]) ** 2))
    return scores


ADDING = Task.described(
    _DOCUMENT,
    opening=np.array(_DOCUMENT["opening"], dtype=np.float64),
    draw=draw,
    target=target,
    scores=_scores,
    validate=lambda predict: _scores(predict, VALIDATION_STREAM),
    baselines={"always 1": _scores(lambda x: np.ones((*x.shape[:2], 1)))["30"]},
)
