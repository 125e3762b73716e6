"""What a trace is: an xarray dataset that stands on its own.

Dimensions `time`, `batch`, `unit`, always all three; a projected value has `proj` in the place of
`unit`, and a size of its own. Variables: every named value of the cell,
`x` (time, batch, input), the states at the start `h0`, `c0` (batch, unit), the layer's parameters
(`f.h` (unit, unit_prev) …), `y` (time, batch, output) where a model has an output, `grad_<v>` where
gradients were asked for, `length` (batch) where sequences are ragged (NaN beyond). A recording's
trace has the attribute `certificate`: JSON of how far it lies from the model's own output. One of
which variables were left out, and cannot be computed from the rest, names them in `left_out`.
"""

from __future__ import annotations

import json
from typing import Any, Literal

import xarray as xr

from gatescope.cells import Cell
from gatescope.edits import Edit, edit_from_json
from gatescope.errors import CellError, EditError, TraceError

FORMAT = "gatescope-trace 1"
INPUT = ("time", "batch", "input")
OUTPUT = ("time", "batch", "output")
Direction = Literal["forward", "reverse"]
DIRECTIONS: tuple[Direction, ...] = ("forward", "reverse")


def cell_of(trace: xr.Dataset) -> Cell:
    """The cell that made a trace.

    Raises:
        TraceError: the trace's attribute holds none.
    """
    try:
        return Cell.from_json(_attribute(trace, "cell"))
    except (CellError, RecursionError) as error:
        raise TraceError(f"The trace's cell cannot be read: {error}") from error


def edits_of(trace: xr.Dataset) -> list[Edit]:
    """The edits in force when a trace was made.

    Raises:
        TraceError: the trace's attribute holds none.
    """
    documents = _attribute(trace, "edits")
    if not isinstance(documents, list):
        raise TraceError(f"Expected the trace's edits as a list, got {type(documents).__name__}.")
    try:
        return [edit_from_json(document) for document in documents]
    except (EditError, RecursionError) as error:
        raise TraceError(f"The trace's edits cannot be read: {error}") from error


def left_out_of(trace: xr.Dataset) -> tuple[str, ...]:
    """The variables that were left out of a trace when it was recorded.

    Raises:
        TraceError: the trace's attribute holds something else.
    """
    names = _attribute(trace, "left_out") if "left_out" in trace.attrs else []
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise TraceError(f"Expected the names of what was left out as a list, got {names!r}.")
    return tuple(names)


def variables(cell: Cell) -> dict[str, tuple[str, ...]]:
    """The variables that every trace of a cell has, with their dimensions."""
    values = {value: step(cell, value) for value in cell.values}
    initial = {f"{name}0": state(cell, name) for name in cell.states}
    return {**values, "x": INPUT, **initial, **cell.parameters}


def step(cell: Cell, value: str) -> tuple[str, ...]:
    """The dimensions of a value: `proj` in the place of `unit` where it is projected."""
    return ("time", "batch", cell.axis(value))


def state(cell: Cell, name: str) -> tuple[str, ...]:
    """The dimensions of a state at the start."""
    return ("batch", cell.axis(name))


def validate(trace: Any) -> xr.Dataset:
    """The trace itself, if it is one.

    Raises:
        TraceError: it is no dataset, its format is another, or a variable is missing or has other
            dimensions.
    """
    if not isinstance(trace, xr.Dataset):
        raise TraceError(f"Expected a trace, an xarray.Dataset, got {type(trace).__name__}.")
    if trace.attrs.get("format") != FORMAT:
        raise TraceError(
            f"Expected a trace of format {FORMAT!r}, got {trace.attrs.get('format')!r}. "
            "Make it with gatescope.run, or read it with the version that wrote it."
        )
    if trace.attrs.get("direction") not in DIRECTIONS:
        raise TraceError(
            f"Expected the attribute direction to be one of {DIRECTIONS}, got "
            f"{trace.attrs.get('direction')!r}."
        )
    edits_of(trace)
    cell, left_out = cell_of(trace), left_out_of(trace)
    for name, dims in variables(cell).items():
        if name not in trace:
            if name in left_out and name in (*cell.values, "x"):
                continue
            raise TraceError(f"Expected the variable {name!r} {dims} in the trace; it is missing.")
        if trace[name].dims != dims:
            raise TraceError(
                f"Expected {name!r} to have the dimensions {dims}, got {trace[name].dims}."
            )
    return trace


def _attribute(trace: xr.Dataset, name: str) -> Any:
    try:
        return json.loads(trace.attrs[name])
    except (KeyError, TypeError, json.JSONDecodeError, RecursionError) as error:
        raise TraceError(f"Expected the trace's attribute {name!r} to hold JSON.") from error
