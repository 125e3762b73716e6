from typing import Any

import numpy as np
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from gatescope import LSTM, run
from gatescope.errors import InputError
from gatescope.trace import validate
from samples import layer, numbers

WEIGHTS = layer(LSTM)
X = numbers(3, 2, 2)

DTYPES = (
    npst.floating_dtypes(sizes=(16, 32, 64))
    | npst.integer_dtypes()
    | npst.boolean_dtypes()
    | npst.complex_number_dtypes(sizes=(64, 128))
    | npst.datetime64_dtypes()
    | npst.unicode_string_dtypes(max_len=3)
)
ARRAYS = npst.arrays(DTYPES, npst.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3))
LEAVES = st.none() | st.integers() | st.floats() | st.text(max_size=3)
NESTED = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3), max_leaves=8)
THINGS = (
    ARRAYS
    | NESTED
    | st.dictionaries(st.text(max_size=2), st.integers())
    | npst.arrays(np.float64, (3, 2, 2))
    | npst.arrays(np.float32, (3, 2), elements=st.floats(-1, 1, width=32))
)
DIMENSIONS = st.permutations(["time", "batch", "input", "step"])


@st.composite
def labelled(draw: st.DrawFn) -> xr.DataArray:
    array = draw(ARRAYS)
    return xr.DataArray(array, dims=draw(DIMENSIONS)[: array.ndim])


def run_or_refused(x: Any, **options: Any) -> None:
    try:
        trace = run(WEIGHTS, x, **options)
    except InputError:
        return
    validate(trace)
    if "lengths" not in options:
        assert all(np.isfinite(trace[value]).all() for value in LSTM.values)


@settings(max_examples=200)
@given(THINGS | labelled())
def test_any_sequence_is_run_or_refused(x: Any) -> None:
    run_or_refused(x)


@given(THINGS, st.sampled_from(["float32", "float64"]))
def test_any_sequence_is_run_or_refused_in_another_dtype(x: Any, dtype: str) -> None:
    run_or_refused(x, dtype=dtype)


@given(THINGS | st.lists(st.integers(0, 4), min_size=2, max_size=2))
def test_any_lengths_are_kept_or_refused(lengths: Any) -> None:
    run_or_refused(X, lengths=lengths)


@given(THINGS | st.dictionaries(st.sampled_from(["h", "c", "z"]), THINGS, max_size=2))
def test_any_initial_states_are_taken_or_refused(initial: Any) -> None:
    run_or_refused(X, initial=initial)


@given(THINGS | st.dictionaries(st.sampled_from(["h", "f", "z"]), THINGS, max_size=2))
def test_any_gradients_are_taken_or_refused(gradients: Any) -> None:
    run_or_refused(X, gradients=gradients)
