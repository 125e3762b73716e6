"""Counting: words aⁿbⁿ, letter by letter; say what may come next (Gers & Schmidhuber 2001).

After an a, either letter may come; after a b, another b as long as there are fewer b than a, then
the end alone. To know when, a network has to count (Weiss, Goldberg & Yahav 2018).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks.letters import codes_of, padded, spelled
from gatescope.tasks.task import Predict, Task, read_json

A, B = range(2)
A_OR_B, ONLY_B, END = range(3)

_DOCUMENT = read_json("counting.json")
_SCORED = _DOCUMENT["scored"]


def word(n: int) -> list[int]:
    """aⁿbⁿ."""
    return [A] * n + [B] * n


def words(counts: NDArray[np.int64]) -> NDArray[np.float64]:
    """The words of several n side by side, (time, batch, input), zero beyond their ends."""
    return spelled(padded([word(int(n)) for n in counts]), 2)


def draw(draws: Philox, length: int, count: int) -> NDArray[np.float64]:
    """The one word of that length; where that is odd, without its last b. Nothing is drawn."""
    del draws
    codes = np.array(word(-(-length // 2))[:length])
    return spelled(np.repeat(codes[:, None], count, axis=1), 2)


def target(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """What may come next; NaN from the first letter on that no word can have there."""
    codes = codes_of(x)
    seen_a, seen_b = (np.cumsum(codes == letter, axis=0) for letter in (A, B))
    is_wrong = (codes < 0) | (seen_b > seen_a) | ((codes == A) & (seen_b > 0))
    right = np.where(seen_b == 0, A_OR_B, np.where(seen_b < seen_a, ONLY_B, END))
    return np.where(np.logical_or.accumulate(is_wrong, axis=0), np.nan, right)


def _scores(predict: Predict) -> dict[str, float]:
    """The share of n whose word is right at every step, and the n up to which every one is."""
    x = words(np.arange(1, _SCORED["further"] + 1))
    right = target(x)
    is_right = np.isnan(right) | (predict(x).argmax(-1) == right)
    by_n = is_right.all(axis=0)
    every = int(np.logical_and.accumulate(by_n).sum())
    most, further = _SCORED["most"], _SCORED["further"]
    return {
        f"1–{most}": float(by_n[:most].mean()),
        f"every n up to (of {further})": float(every),
    }


def _always_one_b(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """What is right of the word of n = 1 alone: after an a either, after a b the end."""
    return np.eye(3)[np.where(x[..., A] > 0.5, A_OR_B, END)]


COUNTING = Task.described(
    _DOCUMENT,
    draw=draw,
    target=target,
    scores=_scores,
    baselines={"always one b": _scores(_always_one_b)[_DOCUMENT["score"]["main"]]},
)
