"""What a person hands in with a sequence, brought to the shapes of an engine or refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from gatescope.engine import Result
from gatescope.engine.checks import check_gradients, check_initial
from gatescope.errors import InputError
from gatescope.recording.arrays import Array, by_name, cast, check_finite, numeric
from gatescope.weights import Weights


def as_sequence(x: Any, lengths: Any, weights: Weights) -> tuple[Array, Array | None]:
    """`x` as (time, batch, input) in the weights' dtype, and `lengths` as (batch) or None.

    What lies beyond a length is zero.

    Raises:
        InputError: `x` is not numeric, has another width, is empty, or holds NaN or infinity
            within the lengths; a length is no whole number within the steps.
    """
    array = cast(numeric(_ordered(x), "x"), weights.dtype)
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
    _check_all_finite(array)
    return array, known


def _lengths(lengths: Any, time: int, batch: int) -> Array:
    array = numeric(lengths, "lengths")
    if array.dtype.kind not in "iu" or array.shape != (batch,):
        raise InputError(
            f"Expected lengths= as a list of {batch} whole number(s), one for each sequence, "
            f"got {lengths!r}."
        )
    if array.min() < 1 or array.max() > time:
        raise InputError(f"Expected lengths= within 1..{time}, got {lengths!r}.")
    return array.astype(np.int64)


def _check_all_finite(array: Array) -> None:
    bad = np.argwhere(~np.isfinite(array))
    if bad.size:
        step, sequence, channel = bad[0]
        raise InputError(
            f"Expected finite numbers, got {array[tuple(bad[0])]} at step {step}, sequence "
            f"{sequence}, input {channel} (counted from 0). Replace or cut it."
        )


def as_states(initial: Any, x: Array, weights: Weights) -> dict[str, Array]:
    """States at the start, (unit) or (batch, unit), as (batch, unit) in the weights' dtype.

    Raises:
        InputError: a state is unknown, of another size, not numeric, or not finite.
    """
    states = {}
    for name, value in by_name(initial, "initial").items():
        array = cast(numeric(value, f"initial[{name!r}]"), weights.dtype)
        check_finite(array, f"initial[{name!r}]")
        is_shared = array.ndim == 1
        states[name] = np.broadcast_to(array, (x.shape[1], *array.shape)) if is_shared else array
    check_initial(weights, x, states)
    return states


def as_gradients(gradients: Any, result: Result, lengths: Array | None) -> dict[str, Array]:
    """Gradients by values, (time, unit) or (time, batch, unit), zero beyond the lengths.

    Raises:
        InputError: a value is unknown, or its gradient of another size, not numeric, not finite.
    """
    found = {}
    for name, value in by_name(gradients, "gradients").items():
        array = cast(numeric(value, f"gradients[{name!r}]"), result.weights.dtype)
        found[name] = array[:, None, :] if array.ndim == 2 else array
    check_gradients(result, found)
    for name, array in found.items():
        if lengths is not None:
            array[~within(lengths, array.shape[0])] = 0
        check_finite(array, f"gradients[{name!r}]")
    return found


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
