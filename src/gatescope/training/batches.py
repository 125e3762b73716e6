"""What a model is trained on: batches of a task, and the right answers to them.

No batch holds anything that the task's score is measured on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks import (
    Task,
    brackets,
    counting,
    digits,
    names,
    store_and_recall,
    sunspots,
)
from gatescope.tasks.letters import spelled
from gatescope.training.extras import needed

TRAINING_STREAM = 4
LENGTH_SEED, LENGTH_STREAM = 0, 8
"""Lengths that are the same whatever the seed: so several seeds can be trained side by side."""

Batch = tuple[NDArray[np.float64], NDArray[np.float64]]
"""x (time, batch, input) in the task's units, and the right answers (time, batch): a number or a
class, NaN where none is asked for."""


def batches(task: Task, seed: int, size: int) -> Iterator[Batch]:
    """Batches without end."""
    return _BATCHES[task.name](task, Philox(seed, TRAINING_STREAM), size)


def trained_on(task: Task) -> str:
    """In words, what the batches are made of."""
    low, high = task.lengths.trained_on
    drawn = f"{low}–{high} steps, drawn anew for each batch"
    return {
        "store_and_recall": f"sequences of {drawn}",
        "adding": f"sequences of {drawn}",
        "counting": f"the words of n from {low // 2} to {high // 2}",
        "brackets": f"strings of {drawn}, at most {brackets.DEPTH} brackets deep",
        "digits": f"{len(digits.split()[0])} of scikit-learn's {digits.ALL_IMAGES} images",
        "sunspots": f"runs of {low}–{high} years before {sunspots.HELD_OUT}",
        "names": f"{len(names.TRAINING)} of Faker's English given names",
    }[task.name]


def recipe_chosen_on(task: Task) -> str | None:
    """In words, what its recipe was chosen on, where that is apart from what is scored."""
    return {
        "adding": "other sequences and other seeds than those scored",
        "counting": "other seeds than those scored",
        "brackets": "other strings and other seeds than those scored",
        "names": "other names than those scored, and other seeds",
    }.get(task.name)


def _lengths(task: Task, draws: Philox) -> int:
    low, high = task.lengths.trained_on
    return int(draws.integers(low, high + 1))


def _store_and_recall(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    while True:
        x = store_and_recall.draw(draws, _lengths(task, draws), size)
        yield x, store_and_recall.target(x)


def _drawn(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    """What the task itself draws, in lengths that all seeds share."""
    lengths = Philox(LENGTH_SEED, LENGTH_STREAM)
    while True:
        x = task.draw(draws, _lengths(task, lengths), size)
        yield x, task.target(x)


def _counting(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    low, high = (length // 2 for length in task.lengths.trained_on)
    while True:
        x = counting.words(draws.integers(low, high + 1, size=size))
        yield x, counting.target(x)


def _names(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    codes = names.coded(names.TRAINING)
    while True:
        chosen = codes[:, draws.integers(0, codes.shape[1], size=size)]
        x = spelled(chosen[(chosen >= 0).any(axis=1)], len(names.LETTERS))
        yield x, names.target(x)


def _digits(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    data = needed("sklearn.datasets").load_digits()
    of_training, _ = digits.split()
    images = data.images[of_training].astype(np.float64).swapaxes(0, 1)
    labels = data.target[of_training].astype(np.float64)
    right = np.full((digits.ROWS, size), np.nan)
    while True:
        chosen = draws.integers(0, len(labels), size=size)
        right[-1] = labels[chosen]
        yield np.ascontiguousarray(images[:, chosen]), right.copy()


def _sunspots(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    seen = sunspots.NUMBERS[: sunspots.HELD_OUT - sunspots.FIRST_YEAR]
    while True:
        length = _lengths(task, draws)
        starts = draws.integers(0, len(seen) - length, size=size)
        windows = seen[starts + np.arange(length + 1)[:, None]]
        yield windows[:-1, :, None], windows[1:]


_BATCHES: dict[str, Callable[[Task, Philox, int], Iterator[Batch]]] = {
    "store_and_recall": _store_and_recall,
    "adding": _drawn,
    "counting": _counting,
    "brackets": _drawn,
    "digits": _digits,
    "sunspots": _sunspots,
    "names": _names,
}
