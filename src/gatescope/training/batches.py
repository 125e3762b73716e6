"""What a model is trained on: batches of a task, and the loss of an answer to them.

No batch holds anything that the task's score is measured on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.generator import Philox
from gatescope.tasks import Task, digits, store_and_recall, sunspots
from gatescope.training.extras import needed

TRAINING_STREAM = 4
Batch = tuple[NDArray[np.float64], NDArray[Any]]
"""x (time, batch, input) in the task's units, and the targets for `LOSSES`."""


def batches(task: Task, seed: int, size: int) -> Iterator[Batch]:
    """Batches without end."""
    return _BATCHES[task.name](task, Philox(seed, TRAINING_STREAM), size)


def trained_on(task: Task) -> str:
    """In words, what the batches are made of."""
    low, high = task.lengths.trained_on
    return {
        "store_and_recall": f"sequences of {low}–{high} steps, drawn anew for each batch",
        "digits": f"{len(digits.split()[0])} of scikit-learn's {digits.ALL_IMAGES} images",
        "sunspots": f"runs of {low}–{high} years before {sunspots.HELD_OUT}",
    }[task.name]


def _lengths(task: Task, draws: Philox) -> int:
    low, high = task.lengths.trained_on
    return int(draws.integers(low, high + 1))


def _store_and_recall(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    while True:
        x = store_and_recall.draw(draws, _lengths(task, draws), size)
        yield x, store_and_recall.target(x)


def _digits(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    data = needed("sklearn.datasets").load_digits()
    of_training, _ = digits.split()
    images = data.images[of_training].astype(np.float64).swapaxes(0, 1)
    labels = data.target[of_training].astype(np.int64)
    while True:
        chosen = draws.integers(0, len(labels), size=size)
        yield np.ascontiguousarray(images[:, chosen]), labels[chosen]


def _sunspots(task: Task, draws: Philox, size: int) -> Iterator[Batch]:
    seen = sunspots.NUMBERS[: sunspots.HELD_OUT - sunspots.FIRST_YEAR]
    while True:
        length = _lengths(task, draws)
        starts = draws.integers(0, len(seen) - length, size=size)
        windows = seen[starts + np.arange(length + 1)[:, None]]
        yield windows[:-1, :, None], windows[1:]


_BATCHES: dict[str, Callable[[Task, Philox, int], Iterator[Batch]]] = {
    "store_and_recall": _store_and_recall,
    "digits": _digits,
    "sunspots": _sunspots,
}
