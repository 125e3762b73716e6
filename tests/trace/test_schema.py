from collections.abc import Callable
from typing import Any

import pytest
import xarray as xr

from gatescope import LSTM, run
from gatescope.errors import TraceError
from gatescope.trace import validate
from samples import layer, numbers

TRACE = run(layer(LSTM), numbers(5, 2))


def test_a_trace_is_given_back_as_it_is() -> None:
    assert validate(TRACE) is TRACE


def test_a_trace_may_hold_more() -> None:
    validate(TRACE.assign(note=("time", numbers(5))))


REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("an xarray.Dataset, got dict", dict),
    ("an xarray.Dataset, got DataArray", lambda: TRACE["h"]),
    ("of format 'gatescope-trace 1', got None", xr.Dataset),
    (
        "got 'gatescope-trace 9'. Make it with gatescope.run",
        lambda: TRACE.assign_attrs(format="gatescope-trace 9"),
    ),
    ("direction to be one of", lambda: TRACE.assign_attrs(direction="sideways")),
    ("attribute 'cell' to hold JSON", lambda: TRACE.assign_attrs(cell="{")),
    ("attribute 'cell' to hold JSON", lambda: TRACE.assign_attrs(cell=1)),
    ("The trace's cell cannot be read: Expected a cell's", lambda: TRACE.assign_attrs(cell="{}")),
    ("attribute 'edits' to hold JSON", lambda: TRACE.assign_attrs(edits="clamp")),
    ("the trace's edits as a list, got int", lambda: TRACE.assign_attrs(edits="5")),
    ("edits cannot be read: Expected an edit", lambda: TRACE.assign_attrs(edits="[{}]")),
    ("'f' ('time', 'batch', 'unit') in the trace; it is missing", lambda: TRACE.drop_vars("f")),
    ("the variable 'c0'", lambda: TRACE.drop_vars("c0")),
    ("the variable 'f.h' ('unit', 'unit_prev')", lambda: TRACE.drop_vars("f.h")),
    (
        "'h' to have the dimensions ('time', 'batch', 'unit'), got ('batch', 'time', 'unit')",
        lambda: TRACE.assign(h=TRACE["h"].transpose("batch", "time", "unit")),
    ),
    ("'f' to have the dimensions", lambda: TRACE.isel(batch=0)),
]


@pytest.mark.parametrize(("sentence", "make"), REFUSED)
def test_what_is_no_trace_is_refused(sentence: str, make: Callable[[], Any]) -> None:
    with pytest.raises(TraceError) as refused:
        validate(make())
    assert sentence in str(refused.value)


@pytest.mark.parametrize("attribute", ["cell", "edits"])
@pytest.mark.parametrize("depth", [900, 57_000])  # beyond what Python shows, or reads
def test_what_is_nested_too_deep_is_refused(attribute: str, depth: int) -> None:
    nested = '{"a":' * depth + "1" + "}" * depth
    with pytest.raises(TraceError, match=f"trace's .*{attribute}"):
        validate(TRACE.assign_attrs({attribute: nested}))


def test_what_was_left_out_is_named() -> None:
    named = TRACE.drop_vars(["g", "x"]).assign_attrs(left_out='["g", "x"]')
    assert validate(named) is named


@pytest.mark.parametrize(
    ("missing", "named"), [("g", '["x"]'), ("f.h", '["f.h"]'), ("h0", '["h0"]'), ("g", '"g"')]
)
def test_what_is_missing_unnamed_or_never_left_out_is_refused(missing: str, named: str) -> None:
    with pytest.raises(TraceError):
        validate(TRACE.drop_vars(missing).assign_attrs(left_out=named))
