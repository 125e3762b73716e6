from typing import Any

import numpy as np
import pytest
import xarray as xr

from gatescope import Clamp, run
from gatescope.cells import ALL, GRU, LSTM, Cell
from gatescope.engine import forward
from gatescope.trace import cell_of, edits_of, validate
from samples import SIZES, Array, layer, numbers, several_edits
from tolerances import assert_close

X = numbers(5, 2, 2)


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
@pytest.mark.parametrize(("time", "batch", "inputs", "units"), SIZES)
def test_a_trace_holds_what_the_engine_computes(
    cell: Cell, time: int, batch: int, inputs: int, units: int
) -> None:
    weights, x = layer(cell, inputs, units), numbers(time, batch, inputs)
    initial = {state: numbers(batch, units) for state in cell.states}
    trace = validate(run(weights, x, initial=initial))
    result = forward(weights, x, initial=initial)
    assert cell_of(trace) == cell
    for value in cell.values:
        assert np.array_equal(trace[value], result[value])
    for state in cell.states:
        assert np.array_equal(trace[f"{state}0"], initial[state])
    for parameter in cell.parameters:
        assert np.array_equal(trace[parameter], weights[parameter])
    assert np.array_equal(trace["x"], x)


@pytest.mark.parametrize(
    "x",
    [
        X[:, 0].tolist(),
        X[:, 0].astype(np.float32),
        X[:, :1],
        xr.DataArray(X[:, 0].T, dims=("input", "time")),
        xr.DataArray(X[:, :1], dims=("time", "batch", "input")).transpose("batch", "time", "input"),
    ],
    ids=["a list", "another dtype", "a batch of one", "turned", "batch first, and labelled so"],
)
def test_a_sequence_may_come_in_any_form_that_says_what_it_is(x: Any) -> None:
    single = X[:, :1].astype(np.asarray(x).dtype).astype(float)
    trace = run(layer(LSTM), x)
    assert trace.sizes["batch"] == 1
    assert np.array_equal(trace["h"], forward(layer(LSTM), single)["h"])


def test_whole_numbers_are_a_sequence() -> None:
    assert run(layer(LSTM), [[0, 1], [1, 0]])["x"].dtype == np.float64


def test_what_is_given_is_not_changed() -> None:
    x = np.where(np.arange(5)[:, None, None] < 3, X, np.nan)
    given = x.copy()
    run(layer(LSTM), x, lengths=[3, 3])
    assert np.array_equal(x, given, equal_nan=True)


def test_one_initial_state_serves_every_sequence() -> None:
    h = numbers(3)
    one, each = (run(layer(GRU), X, initial={"h": v}) for v in (h, np.stack([h, h])))
    xr.testing.assert_identical(one, each)


def test_a_sequence_can_be_run_in_two_parts() -> None:
    weights = layer(LSTM)
    whole, first = run(weights, X), run(weights, X[:2])
    second = run(weights, X[2:], initial={s: first[s][-1] for s in ("h", "c")})
    assert np.array_equal(second["h"], whole["h"][2:])


def test_edits_reach_the_trace_and_are_noted_in_it() -> None:
    edits = several_edits(LSTM, 5, 2, 3)
    trace = run(layer(LSTM), X, edits=edits)
    assert np.array_equal(trace["h"], forward(layer(LSTM), X, edits=edits)["h"])
    again = run(layer(LSTM), X, edits=edits_of(trace))
    xr.testing.assert_identical(again, trace)


def test_edits_may_come_from_a_generator() -> None:
    trace = run(layer(LSTM), X, edits=(Clamp(v, 0.5) for v in ("f", "i")))
    assert len(edits_of(trace)) == 2
    assert np.array_equal(trace["i"], np.full((5, 2, 3), 0.5))


@pytest.mark.parametrize("dtype", ["float32", np.float32, np.dtype("float32")])
def test_a_dtype_that_is_asked_for_is_computed_in(dtype: Any) -> None:
    trace = run(layer(LSTM), X, dtype=dtype)
    assert {trace[v].dtype for v in trace} == {np.dtype("float32")}
    assert trace.attrs["dtype"] == "float64"
    assert_close(trace["h"], run(layer(LSTM), X)["h"], "float32")


def test_half_precision_is_computed_in_single_and_noted() -> None:
    half = layer(LSTM).astype(np.float16)
    trace = run(half, X)
    assert trace["h"].dtype == np.float32
    assert trace.attrs["dtype"] == "float16"
    assert np.array_equal(trace["f.h"], half["f.h"].astype(np.float32))


def test_the_engines_give_the_same_trace() -> None:
    expected = run(layer(LSTM), X, engine="reference")
    for engine in ("auto", "kernel"):
        trace = run(layer(LSTM), X, engine=engine)
        xr.testing.assert_allclose(trace, expected, rtol=1e-12, atol=1e-12)
        assert trace.attrs == expected.attrs


def lists(array: Array) -> Any:
    return array.tolist()


@pytest.mark.parametrize("form", [np.asarray, lists, xr.DataArray])
def test_a_swap_takes_the_values_of_another_run(form: Any) -> None:
    from gatescope import Swap

    other = run(layer(LSTM), numbers(5, 2, 2, seed=4))["h"].values
    trace = run(layer(LSTM), X, edits=[Swap("h", form(other), time=2)])
    assert np.array_equal(trace["h"][2], other[2])
