"""Golden vectors of the tasks: openings, samples and targets, by which the page is held."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.tasks import Task, load_task, tasks

SEEDS = (0, 1, 2**32 - 1)


def samplers() -> list[dict[str, Any]]:
    """For each task: its opening, and samples of several seeds and lengths, or of their own."""
    return [
        entry
        for task in map(load_task, tasks())
        for entry in (_opening(task), *(_sample(task, s, n) for s in SEEDS for n in _lengths(task)))
    ]


def _lengths(task: Task) -> list[int | None]:
    longest = task.lengths.sample[1]
    return [None, task.lengths.min, longest, longest + 5]


def _opening(task: Task) -> dict[str, Any]:
    return {"task": task.name, "opening": True, **_rows(task, task.opening[:, None])}


def _sample(task: Task, seed: int, length: int | None) -> dict[str, Any]:
    asked = {} if length is None else {"length": length}
    return {"task": task.name, "seed": seed, **asked, **_rows(task, task.sample(seed, length))}


def _rows(task: Task, x: NDArray[np.float64]) -> dict[str, Any]:
    target = [None if np.isnan(right) else float(right) for right in task.target(x)[:, 0]]
    return {"x": x[:, 0].tolist(), "target": target}
