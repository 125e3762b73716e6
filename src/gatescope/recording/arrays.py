"""What a person hands in as an array, brought to NumPy or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.errors import InputError
from gatescope.weights import plain

Array = NDArray[Any]


def numeric(array: Any, name: str) -> Array:
    """An array of real numbers.

    Raises:
        InputError: it holds something else, or its rows have different lengths.
    """
    try:
        numbers = plain(array)
    except ValueError as error:
        raise InputError(
            f"Expected {name} to be a full array, got rows of different lengths. "
            "Pad them, and give lengths=."
        ) from error
    if numbers.dtype.kind not in "fiub":
        raise InputError(f"Expected {name} to hold real numbers, got {numbers.dtype}.")
    return numbers


def cast(array: Array, dtype: Any) -> Array:
    """A copy in another dtype; what is too large for it becomes infinity, without a warning."""
    with np.errstate(over="ignore"):
        return array.astype(dtype)


def by_name(given: Any, name: str) -> Mapping[str, Any]:
    """A mapping, empty for None.

    Raises:
        InputError: it is something else.
    """
    if given is not None and not isinstance(given, Mapping):
        raise InputError(
            f"Expected {name}= to map names to arrays, got {type(given).__name__}. "
            f'Write {name}={{"h": …}}.'
        )
    return given or {}


def check_finite(array: Array, name: str) -> None:
    """Refuse NaN and infinity."""
    if not np.isfinite(array).all():
        raise InputError(f"Expected {name} to be finite, got NaN or infinity.")
