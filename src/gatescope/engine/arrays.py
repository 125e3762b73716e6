"""Which arrays kernels compute with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

KERNEL_DTYPES = (np.dtype("float32"), np.dtype("float64"))


def has_kernel(arrays: Sequence[Any]) -> bool:
    """Whether kernels compute with such arrays: NumPy's, all of one type that they have."""
    dtype = arrays[0].dtype
    if dtype not in KERNEL_DTYPES:
        return False
    return all(isinstance(array, np.ndarray) and array.dtype == dtype for array in arrays)
