"""The functions of an array's own library, by the names of the array API standard."""

from __future__ import annotations

from typing import Any

import array_api_compat
import numpy as np

IS_STANDARD = hasattr(np, "isdtype")
"""From version 2 on NumPy has the names of the standard itself."""


def array_namespace(*arrays: Any) -> Any:
    """NumPy, or PyTorch behind the standard's names: whatever the arrays are of."""
    # Behind those names NumPy would be loaded with all its submodules, a quarter of a second.
    if IS_STANDARD and all(isinstance(array, np.ndarray) for array in arrays):
        return np
    return array_api_compat.array_namespace(*arrays)
