"""Where arrays lie in memory."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.kernels.spare import LARGE, SPARE

Array = NDArray[Any]
Shape = tuple[int, ...]

LINE = 64
"""Bytes that a cache holds together: a vector that lies in two of them costs two accesses."""


def aligned(shape: Shape, dtype: np.dtype[Any]) -> tuple[Array, int]:
    """Memory that begins where a line of the cache does, and its address."""
    size = prod(shape) * dtype.itemsize + LINE
    whole = SPARE.take(size) if size >= LARGE else np.empty(size, np.uint8)
    start = address(whole)
    offset = -start % LINE
    return np.ndarray(shape, dtype, whole, offset), start + offset


def _in_header(array: Array) -> int:
    """Where an array begins, as NumPy's object of it says right after what every object has."""
    return ctypes.c_void_p.from_address(id(array) + object.__basicsize__).value or 0


def _by_interface(array: Array) -> int:
    found: int = array.__array_interface__["data"][0]
    return found


def _quickest() -> Callable[[Array], int]:
    # To ask NumPy takes longer than many a step. Where its objects are others, it is asked.
    probe = np.empty(1)
    is_cpython = sys.implementation.name == "cpython"
    has_header = is_cpython and _in_header(probe) == _by_interface(probe)
    return _in_header if has_header else _by_interface


address = _quickest()
"""Where an array begins."""
