"""Store and recall: keep the last stored value, say it when asked.

A sequence begins with a store and ends with a recall. In between, each step is a store or a recall
with the probabilities in the task's JSON, else it is to be ignored: rarely enough that a value has
to be held for many steps with other values passing by, which is what makes a unit a latch.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks.task import SCORE_STREAM, Predict, Task, read_json

VALUE, STORE, RECALL = range(3)

_DOCUMENT = read_json("store_and_recall.json")
_SCORED = _DOCUMENT["scored"]


def draw(draws: Philox, length: int, count: int) -> NDArray[np.float64]:
    """Two numbers for each step: the value, and what is to be done with it."""
    value, action = np.moveaxis(draws.uniform(size=(count, length, 2)), (0, 1, 2), (2, 1, 0))
    chance = _DOCUMENT["probabilities"]
    store = action < chance["store"]
    recall = ~store & (action < chance["store"] + chance["recall"])
    store[0], recall[0] = True, False
    if length > 1:
        store[-1], recall[-1] = False, True
    return np.stack([-1 + 2 * value, store, recall], axis=-1)


def held(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The value stored last, at each step; 0 before the first store."""
    latest, rows = np.zeros(x.shape[1]), []
    for step in x:
        latest = np.where(step[:, STORE] > 0.5, step[:, VALUE], latest)
        rows.append(latest)
    return np.stack(rows)


def target(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is held, at a recall; otherwise 0. A step that stores and recalls says its own value."""
    return np.where(x[..., RECALL] > 0.5, held(x), 0.0)


def scored(length: int) -> NDArray[np.float64]:
    """The sequences of that length by which models are scored."""
    return draw(Philox(_SCORED["seed"], SCORE_STREAM), length, _SCORED["sequences"])


def _scores(predict: Predict) -> dict[str, float]:
    """The mean, over all steps of all sequences, of the squared error."""
    scores = {}
    for length in _SCORED["lengths"]:
        x = scored(length)
        scores[str(length)] = float(np.mean((predict(x)[..., 0] - target(x)) ** 2))
    return scores


STORE_AND_RECALL = Task.described(
    _DOCUMENT,
    opening=np.array(_DOCUMENT["opening"], dtype=np.float64),
    draw=draw,
    target=target,
    scores=_scores,
    baselines={"always 0": _scores(lambda x: np.zeros((*x.shape[:2], 1)))["30"]},
)
