import json

import numpy as np
import pytest
import xarray as xr

from gatescope.cells import ALL, LSTM, Cell
from gatescope.edits import Clamp
from gatescope.engine import backward, forward
from gatescope.errors import TraceError
from gatescope.trace import FORMAT, build, cell_of, edits_of
from samples import layer, numbers

T, B, I, H = 5, 2, 3, 4  # noqa: E741
X = numbers(T, B, I)


def trace_of(cell: Cell, **options: object) -> xr.Dataset:
    result = forward(layer(cell, I, H), X)
    values = {v: result[v] for v in cell.values}
    found = backward(result, {"h": numbers(T, B, H)})
    gradients = {"x": found.x, "h": found["h"], "h0": found.initial["h"], **found.parameters}
    arguments = {"x": X, "values": values, "initial": result.initial, "gradients": gradients}
    return build(result.weights, **{**arguments, **options})  # type: ignore[arg-type]


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_a_trace_holds_every_value_state_and_parameter_with_its_axes(cell: Cell) -> None:
    trace = trace_of(cell)
    assert trace.sizes == {"time": T, "batch": B, "unit": H, "input": I, "unit_prev": H}
    for value in cell.values:
        assert trace[value].dims == ("time", "batch", "unit")
    for state in cell.states:
        assert trace[f"{state}0"].dims == ("batch", "unit")
    for parameter, axes in cell.parameters.items():
        assert trace[parameter].dims == trace[f"grad_{parameter}"].dims == axes


def test_a_value_says_what_it_is_in_words() -> None:
    trace = trace_of(LSTM)
    names = {v: trace[v].attrs["long_name"] for v in ("f", "g", "c0", "x")}
    assert names == {
        "f": "forget gate",
        "g": "candidate",
        "c0": "cell state at the start",
        "x": "input",
    }


def test_a_trace_says_where_it_came_from() -> None:
    edits = [Clamp("f", 0.5, unit=1)]
    trace = trace_of(LSTM, edits=edits, source="here", direction="reverse")
    assert cell_of(trace) == LSTM
    assert json.loads(trace.attrs["edits"]) == [edits[0].to_json()]
    assert [type(edit) for edit in edits_of(trace)] == [Clamp]
    attributes = {key: trace.attrs[key] for key in ("format", "source", "direction")}
    assert attributes == {"format": FORMAT, "source": "here", "direction": "reverse"}


def test_what_lies_beyond_a_length_is_nan_and_nothing_else_is() -> None:
    trace = trace_of(LSTM, lengths=np.array([5, 2]))
    for name in [*LSTM.values, "x", "grad_x", "grad_h"]:
        assert np.isnan(trace[name][2:, 1]).all()
        assert np.isfinite(trace[name][:, 0]).all()
        assert np.isfinite(trace[name][:2, 1]).all()
    for name in ("h0", "c0", "f.h", "grad_f.h", "grad_h0"):
        assert np.isfinite(trace[name]).all()
    assert trace["length"].values.tolist() == [5, 2]


def test_arrays_of_sizes_that_do_not_agree_are_refused() -> None:
    with pytest.raises(TraceError, match="Expected arrays of sizes that agree"):
        trace_of(LSTM, x=X[:3])
