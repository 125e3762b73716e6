"""Rows divided among threads. Machine code runs without Python's lock, so that they are enough."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

VARIABLES = ("GATESCOPE_NUM_THREADS", "OMP_NUM_THREADS")


def count() -> int:
    """How many threads a kernel uses: as the environment says, or as many as there are cores."""
    for variable in VARIABLES:
        said = os.environ.get(variable, "")
        if said.isdigit() and int(said) > 0:
            return int(said)
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def divide(
    work: Callable[[int, int], object], rows: int, most: int, shares: NDArray[Any] | None = None
) -> None:
    """Run `work(first, last)` over parts of `rows`, on at most `most` threads.

    A row is computed alike whichever part it falls into, and so the result does not depend on how
    many threads there are. `shares` is how much is done with each row, where they are not alike.
    """
    parts = min(count(), most, rows) if min(most, rows) > 1 else 1
    if parts == 1:
        work(0, rows)
        return
    bounds = _bounds(rows, parts, shares)
    pool = _pool(parts - 1, os.getpid())
    others = [pool.submit(work, *bounds[n : n + 2]) for n in range(1, parts)]
    work(*bounds[:2])
    for other in others:
        other.result()


def _bounds(rows: int, parts: int, shares: NDArray[Any] | None) -> list[int]:
    if shares is None:
        return [part * rows // parts for part in range(parts + 1)]
    ends = [part * shares[-1] / parts for part in range(1, parts)]
    return [0, *np.searchsorted(shares, ends).tolist(), rows]


@cache
def _pool(threads: int, process: int) -> ThreadPoolExecutor:
    # A process that was forked has no threads of its parent's.
    return ThreadPoolExecutor(threads, thread_name_prefix="gatescope-kernel")
