"""bfloat16, which NumPy does not have: the upper half of a float32."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def single(data: bytes, shape: Sequence[int]) -> NDArray[np.float32]:
    """The same numbers in single precision, from little-endian bytes."""
    upper = np.frombuffer(data, "<u2").astype(np.uint32)
    return (upper << 16).view(np.float32).reshape(shape)
