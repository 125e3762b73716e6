"""Names letter by letter: given names; after each letter, say the next one or the end.

The names are Faker's (see data/NOTICE.md). Which of them are held out from training is fixed by the
split's seed; samples are drawn from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks.letters import codes_of, padded, spelled
from gatescope.tasks.task import Predict, Task, read_json

LETTERS = "abcdefghijklmnopqrstuvwxyz"
END = len(LETTERS)
SPLIT_STREAM = 6
"""The random stream that says which names are held out."""

_DOCUMENT = read_json("names.json")
_SPLIT = _DOCUMENT["split"]
_TRAINING = read_json("names_training.json")

HELD_OUT: tuple[str, ...] = tuple(read_json("names_held_out.json")["names"].split())
TRAINING: tuple[str, ...] = tuple(_TRAINING["names"].split())
VALIDATION: tuple[str, ...] = tuple(_TRAINING["validation"].split())
"""Names that are not trained on either: the recipe of training was chosen by them."""


def coded(names: Sequence[str]) -> NDArray[np.int64]:
    """Names side by side, (time, batch), in places of the alphabet; −1 beyond a name's end."""
    return padded([[LETTERS.index(letter) for letter in name] for name in names])


def split(names: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """All names, sorted, in three parts: for training, for choosing the recipe, held out."""
    order = np.argsort(Philox(_SPLIT["seed"], SPLIT_STREAM).uniform(size=len(names)))
    sizes = [round(_SPLIT[part] * len(names)) for part in ("held_out", "validation")]
    held_out, validation, training = (
        [names[k] for k in np.sort(part)] for part in np.split(order, np.cumsum(sizes))
    )
    return training, validation, held_out


def draw(draws: Philox, length: int, count: int) -> NDArray[np.float64]:
    """One number for each name. Where no name is as long, names one after another."""
    fitting = [name for name in HELD_OUT if len(name) == length] or HELD_OUT
    texts = [_joined(draws, fitting, length) for _ in range(count)]
    return spelled(coded(texts), len(LETTERS))


def _joined(draws: Philox, names: Sequence[str], length: int) -> str:
    text = ""
    while len(text) < length:
        text += names[int(draws.integers(0, len(names)))]
    return text[:length]


def target(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """The next letter, and after the last one the end; NaN beyond it."""
    codes = codes_of(x)
    following = np.concatenate([codes[1:], np.full_like(codes[:1], -1)])
    return np.where(codes < 0, np.nan, np.where(following < 0, END, following))


def cross_entropy(predict: Predict, names: Sequence[str] = HELD_OUT) -> dict[str, float]:
    """The mean, over all letters of all names, of −ln of the probability of what comes next."""
    x = spelled(coded(names), len(LETTERS))
    right = target(x)
    step, name = np.nonzero(np.isfinite(right))
    probabilities = predict(x)[step, name, right[step, name].astype(int)]
    return {"held-out": float(-np.log(probabilities).mean())}


@cache
def followers() -> NDArray[np.float64]:
    """How often each letter, or the end, follows each letter in the names of training."""
    codes = coded(TRAINING)
    right = target(spelled(codes, len(LETTERS)))
    step, name = np.nonzero(np.isfinite(right))
    counts = np.zeros((len(LETTERS), len(LETTERS) + 1))
    np.add.at(counts, (codes[step, name], right[step, name].astype(int)), 1)
    return counts


def bigram(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """What follows a letter, as often as in training; what was never seen is given a little."""
    smoothed = followers() + _DOCUMENT["bigram"]["smoothing"]
    probabilities: NDArray[np.float64] = smoothed / smoothed.sum(axis=1, keepdims=True)
    return probabilities[codes_of(x)]


TASK = Task.described(
    _DOCUMENT,
    draw=draw,
    target=target,
    scores=cross_entropy,
    validate=lambda predict: cross_entropy(predict, VALIDATION),
    baselines={_DOCUMENT["score"]["baseline"]: cross_entropy(bigram)["held-out"]},
)
