"""What a person hands in as a sequence, brought to (time, batch, input) or refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from gatescope.errors import InputError
from gatescope.weights import Weights

Array = NDArray[Any]


def as_sequence(x: Any, lengths: Any, weights: Weights) -> tuple[Array, Array | None]:
    """`x` as (time, batch, input) in the weights' dtype, and `lengths` as (batch) or None.

    What lies beyond a length is zero.

    Raises:
        InputError: `x` is not numeric, has another width, is empty, or holds NaN or infinity
            within the lengths; a length is no whole number within the steps.
    """
    array = _numeric(_ordered(x), "x").astype(weights.dtype)
    if array.ndim == 2:
        array = array[:, None, :]
    if array.ndim != 3 or array.shape[-1] != weights.input_size:
        raise InputError(
            f"Expected x as (time, input) or (time, batch, input) with {weights.input_size} "
            f"input(s), got the shape {np.shape(x)}."
        )
    if array.size == 0:
        raise InputError(f"Expected at least one step and one sequence, got {np.shape(x)}.")
    known = None if lengths is None else _lengths(lengths, *array.shape[:2])
    if known is not None:
        array[~within(known, array.shape[0])] = 0
    _check_finite(array)
    return array, known


def _lengths(lengths: Any, time: int, batch: int) -> Array:
    array = _numeric(lengths, "lengths")
    if array.dtype.kind not in "iu" or array.shape != (batch,):
        raise InputError(f"Expected lengths= as {batch} whole number(s), got {lengths!r}.")
    if array.min() < 1 or array.max() > time:
        raise InputError(f"Expected lengths= within 1..{time}, got {lengths!r}.")
    return array.astype(np.int64)


def _check_finite(array: Array) -> None:
    bad = np.argwhere(~np.isfinite(array))
    if bad.size:
        step, sequence, channel = bad[0]
        raise InputError(
            f"Expected finite numbers, got {array[tuple(bad[0])]} at step {step}, sequence "
            f"{sequence}, input {channel} (counted from 0). Replace or cut it."
        )


def as_states(initial: Mapping[str, Any] | None, batch: int, dtype: Any) -> dict[str, Array]:
    """States at the start, (unit) or (batch, unit), as (batch, unit) of `dtype`."""
    states = {}
    for name, value in (initial or {}).items():
        array = _numeric(value, f"initial[{name!r}]").astype(dtype)
        if not np.isfinite(array).all():
            raise InputError(f"Expected initial[{name!r}] to be finite, got NaN or infinity.")
        states[name] = np.broadcast_to(array, (batch, *array.shape)) if array.ndim == 1 else array
    return states


def within(lengths: Array, time: int) -> NDArray[np.bool_]:
    """Which steps lie within each sequence, (time, batch)."""
    return np.arange(time)[:, None] < lengths[None, :]


def reverse(array: Array, lengths: Array | None) -> Array:
    """Each sequence back to front, along the first axis; what lies beyond its length stays."""
    if lengths is None:
        return array[::-1]
    steps = np.arange(array.shape[0])[:, None]
    order = np.where(within(lengths, array.shape[0]), lengths[None, :] - 1 - steps, steps)
    return np.take_along_axis(array, order[:, :, None], axis=0)


def _ordered(x: Any) -> Any:
    """A labelled array in the order of a trace's axes."""
    if not isinstance(x, xr.DataArray):
        return x
    known: Sequence[str] = ("time", "batch", "input")
    if set(x.dims) - set(known) or not {"time", "input"} <= set(x.dims):
        raise InputError(f"Expected x with the dimensions {known}, got {x.dims}. Rename them.")
    return x.transpose(*(d for d in known if d in x.dims))


def _numeric(array: Any, name: str) -> Array:
    try:
        numbers = np.asarray(array)
    except ValueError as error:
        raise InputError(
            f"Expected {name} to be a full array, got rows of different lengths. "
            "Pad them, and give lengths=."
        ) from error
    if numbers.dtype.kind not in "fiub":
        raise InputError(f"Expected {name} to hold real numbers, got {numbers.dtype}.")
    return numbers
