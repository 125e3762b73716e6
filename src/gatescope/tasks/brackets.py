"""Brackets: three kinds of them, nested; say which closing one is due (a Dyck language).

A string is drawn step by step: where both are possible, an opening bracket and a closing one are
equally likely, and so are the three kinds. It is closed at its end where its length is even.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks.letters import codes_of, spelled
from gatescope.tasks.task import SCORE_STREAM, VALIDATION_STREAM, Predict, Task, read_json

KINDS = 3
NONE = KINDS
"""The answer where no bracket is open."""

_DOCUMENT = read_json("brackets.json")
_SCORED = _DOCUMENT["scored"]
DEPTH: int = _DOCUMENT["depth"]
"""How many brackets are open at most."""


def draw(draws: Philox, length: int, count: int) -> NDArray[np.float64]:
    """Two numbers for each step: whether a bracket opens, and of which kind."""
    drawn = draws.uniform(size=(count, length, 2))
    codes = np.stack([_string(one) for one in drawn], axis=1)
    return spelled(codes, 2 * KINDS)


def _string(drawn: NDArray[np.float64]) -> NDArray[np.int64]:
    """One string: kinds 0, 1, 2 open, the same + 3 close."""
    codes: list[int] = []
    due: list[int] = []
    for step, (opens, kind) in enumerate(drawn):
        if not due or (len(due) < min(DEPTH, len(drawn) - step) and opens < 0.5):
            due.append(int(kind * KINDS))
            codes.append(due[-1])
        else:
            codes.append(KINDS + due.pop())
    return np.array(codes)


def target(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The kind of the bracket opened last and not closed, or 3; NaN from the first wrong one on."""
    return np.stack([_due(codes) for codes in codes_of(x).T], axis=1)


def _due(codes: NDArray[np.int64]) -> NDArray[np.float64]:
    right = np.full(len(codes), np.nan)
    due: list[int] = []
    for step, code in enumerate(codes):
        if 0 <= code < KINDS:
            due.append(int(code))
        elif code < 0 or not due or due.pop() != code - KINDS:
            break
        right[step] = due[-1] if due else NONE
    return right


def scored(length: int, stream: int = SCORE_STREAM) -> NDArray[np.float64]:
    """The strings of that length by which models are scored."""
    return draw(Philox(_SCORED["seed"], stream), length, _SCORED["sequences"])


def _scores(predict: Predict, stream: int = SCORE_STREAM) -> dict[str, float]:
    """The share of all steps of all strings at which the most probable answer is right."""
    scores = {}
    for length in _SCORED["lengths"]:
        x = scored(length, stream)
        scores[str(length)] = float(np.mean(predict(x).argmax(-1) == target(x)))
    return scores


def _last_opened(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The answer of one who looks at a single bracket: its own closer, and none after a closer."""
    codes = codes_of(x)
    return np.eye(KINDS + 1)[np.where(codes < KINDS, codes, NONE)]


BRACKETS = Task.described(
    _DOCUMENT,
    draw=draw,
    target=target,
    scores=_scores,
    validate=lambda predict: _scores(predict, VALIDATION_STREAM),
    baselines={"from the last bracket alone": _scores(_last_opened)["24"]},
)
