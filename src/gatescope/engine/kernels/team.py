"""Threads that run kernels together. Machine code runs without Python's lock, so that threads are
enough.

One of them leads: the one that was asked for a run. The others wait for the next run for a moment,
for many come one after the other, and then sleep.
"""

from __future__ import annotations

import atexit
import os
from ctypes import CFUNCTYPE, PYFUNCTYPE, c_int64, c_void_p
from functools import cache
from threading import Lock, Thread
from typing import Any, NamedTuple

import numpy as np

from gatescope.engine.kernels import job, machine, openmp
from gatescope.engine.kernels.address import aligned

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


def work(own: int, threads: int) -> None:
    """Do the job at an address, on so many threads, or alone where they are at work already."""
    functions = _functions()
    if threads > 1:
        if openmp.share(functions.place, own, threads):
            return
        if _team(threads, os.getpid()).lead(own):
            return
    functions.alone(own)


class Team:
    """Some threads, and what they share."""

    def __init__(self, threads: int) -> None:
        self._shared, self._place = aligned((job.shared_size(threads - 1),), np.dtype(np.int64))
        self._shared[:] = 0
        self._shared[job.OTHERS :: job.LINE] = 1  # all sleep
        self._is_led, self._is_over = Lock(), False
        self._bells = [Lock() for _ in range(threads - 1)]
        for bell in self._bells:
            bell.acquire()
        self._threads = [
            Thread(target=self._follow, args=own, name="gatescope-kernel", daemon=True)
            for own in enumerate(self._bells)
        ]
        for thread in self._threads:
            thread.start()
        atexit.register(self.end)

    def lead(self, own: int) -> bool:
        """Do a job together; not where one is being done."""
        functions = _functions()
        if not self._is_led.acquire(blocking=False):
            return False
        try:
            try:
                functions.begin(self._place, own)
                self._wake()
            finally:  # interrupted or not: once it is open, nobody leaves before all have
                functions.lead(self._place, own)
        finally:
            self._is_led.release()
        return True

    def end(self) -> None:
        """Let the threads end. None is to be in machine code when that is given back."""
        self._is_over = True
        self._wake()
        for thread in self._threads:
            thread.join()

    def _wake(self) -> None:
        for number, bell in enumerate(self._bells):
            if _functions().rouse(self._place, number):
                bell.release()

    def _follow(self, number: int, bell: Any) -> None:
        while not self._is_over:
            bell.acquire()
            _functions().follow(self._place, number)


@cache
def _team(threads: int, process: int) -> Team:
    # By process: one that was forked has no threads of its parent's.
    return Team(threads)


class _Functions(NamedTuple):
    """What is called in machine code. The shortest do not let go of Python's lock for it."""

    place: int
    """Where `alone` is."""
    alone: Any
    begin: Any
    rouse: Any
    lead: Any
    follow: Any


_TYPES = {
    job.ALONE: CFUNCTYPE(None, c_void_p),
    job.BEGIN: PYFUNCTYPE(None, c_void_p, c_void_p),
    job.ROUSE: PYFUNCTYPE(c_int64, c_void_p, c_int64),
    job.LEAD: CFUNCTYPE(None, c_void_p, c_void_p),
    job.FOLLOW: CFUNCTYPE(None, c_void_p, c_int64),
}

_ENGINES = list[Any]()


@cache
def _functions() -> _Functions:
    job.find_yield()
    engine = machine.compiled(job.source())
    _ENGINES.append(engine)  # its code lives as long as it does
    find = engine.get_function_address
    return _Functions(find(job.ALONE), **{n: kind(find(n)) for n, kind in _TYPES.items()})
