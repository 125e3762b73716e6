"""Which arrays kernels compute with, and what they are to NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from array_api_compat import is_torch_array

KERNEL_DTYPES = (np.dtype("float32"), np.dtype("float64"))


def has_kernel(arrays: Sequence[Any]) -> bool:
    """Whether kernels compute with such arrays: NumPy's, all of one type that they have."""
    dtype = arrays[0].dtype
    if dtype not in KERNEL_DTYPES:
        return False
    return all(isinstance(array, np.ndarray) and array.dtype == dtype for array in arrays)


def light(array: Any) -> Any:
    """As NumPy's where the memory is the same: a small operation costs less there."""
    if type(array) is np.ndarray or not is_torch_array(array):
        return array
    is_shared = array.device.type == "cpu" and not array.requires_grad
    return array.numpy() if is_shared else array
