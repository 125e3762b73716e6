"""The threads of OpenMP, in a process that has them already, as one with PyTorch does.

After each operation of their own they wait for the next one, on all cores, for milliseconds. Other
threads beside them have half a core; they themselves are there at once.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from ctypes import CDLL, c_uint, c_void_p
from functools import cache
from typing import Any


def share(function: int, argument: int, threads: int) -> bool:
    """Let so many threads call a function at once, and wait for all; False where there are none."""
    if "torch" not in sys.modules or _FORKED:
        return False
    parallel = _parallel()
    if parallel is None:
        return False
    parallel(function, argument, threads, 0)
    return True


@cache
def _parallel() -> Any:
    """The entry that compilers call, by the name that every OpenMP library of today gives it."""
    if sys.platform == "win32":
        return None
    try:
        found = CDLL(None).GOMP_parallel
    except (OSError, AttributeError):
        return None
    found.argtypes, found.restype = [c_void_p, c_void_p, c_uint, c_uint], None
    return found


def _is_forked() -> bool:
    """Whether the process may be another's copy, which has its threads in name only."""
    is_main = multiprocessing.parent_process() is None
    return not is_main and multiprocessing.get_start_method(allow_none=True) != "spawn"


_FORKED = [True] if _is_forked() else []
"""Not empty in such a process: who waits for OpenMP there waits for ever."""

if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=lambda: _FORKED.append(True))
