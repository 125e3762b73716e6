"""Which arrays kernels compute with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

KERNEL_DTYPES = (np.dtype("float32"), np.dtype("float64"))


def has_kernel(arrays: Sequence[Any]) -> bool:
    """Whether kernels compute with such arrays: NumPy's, all of one type that they have."""
    if not all(isinstance(array, np.ndarray) for array in arrays):
        return False
    dtype = arrays[0].dtype
    return dtype in KERNEL_DTYPES and all(array.dtype == dtype for array in arrays)
