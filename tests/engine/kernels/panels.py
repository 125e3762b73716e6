"""A matrix in panels, by NumPy, and the functions of machine code that write and read such."""

import ctypes
from typing import Any

import numpy as np

from gatescope.engine.kernels.product import panel_width, panels_of

_INT, _POINTER = ctypes.c_int64, ctypes.c_void_p
PACKING_TYPE = ctypes.CFUNCTYPE(None, _POINTER, _INT, _INT, _INT, _POINTER, _INT, _INT)
PRODUCT_TYPE = ctypes.CFUNCTYPE(
    None, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _INT, _INT, _INT, _INT
)


def packed(matrix: Any) -> Any:
    """(argument, column) as (panel, argument, column within the panel), zero beyond the last."""
    rows, columns = matrix.shape
    dtype = matrix.dtype.name
    found = np.zeros((panels_of(dtype, columns), rows, panel_width(dtype)), matrix.dtype)
    for panel, own in enumerate(found):
        part = matrix[:, panel * panel_width(dtype) :][:, : panel_width(dtype)]
        own[:, : part.shape[1]] = part
    return found
