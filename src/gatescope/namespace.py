"""The functions of an array's own library, by the names of the array API standard."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import array_api_compat
import numpy as np

IS_STANDARD = hasattr(np, "isdtype")
"""From version 2 on NumPy has the names of the standard itself."""

_FOUND: dict[tuple[type, ...], ModuleType] = {}
"""By the arrays' types: finding it costs more than a small operation does."""


def array_namespace(*arrays: Any) -> Any:
    """NumPy, or PyTorch behind the standard's names: whatever the arrays are of."""
    kinds = tuple(map(type, arrays))
    if kinds in _FOUND:
        return _FOUND[kinds]
    # Behind those names NumPy would be loaded with all its submodules, a quarter of a second.
    is_numpy = IS_STANDARD and all(isinstance(array, np.ndarray) for array in arrays)
    found = np if is_numpy else array_api_compat.array_namespace(*arrays)
    if isinstance(found, ModuleType):
        _FOUND[kinds] = found
    return found
