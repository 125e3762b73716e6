"""Building a trace from plain arrays: the one place where traces are made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from gatescope.cells import Cell
from gatescope.edits import Edit
from gatescope.errors import TraceError
from gatescope.trace.schema import FORMAT, INPUT, state, step, validate
from gatescope.trace.schema import variables as dimensions
from gatescope.weights import Weights

Array = NDArray[Any]
Variables = dict[str, tuple[tuple[str, ...], Array, dict[str, str]]]


def build(
    weights: Weights,
    *,
    x: Array,
    values: Mapping[str, Array],
    initial: Mapping[str, Array],
    gradients: Mapping[str, Array] | None = None,
    lengths: Array | None = None,
    edits: Sequence[Edit] = (),
    source: str = "",
    direction: Literal["forward", "reverse"] = "forward",
) -> xr.Dataset:
    """A trace of one layer and direction; see `gatescope.trace.schema` for what is in it.

    Arrays are (time, batch, unit), `x` (time, batch, input), `initial` (batch, unit); projected
    ones have the axis `proj`. `gradients` are by the names of what they are the gradient of. Steps
    at and beyond `lengths` become NaN.

    Raises:
        TraceError: what was given does not make a trace.
    """
    cell = weights.cell
    variables = _values(cell, values) | _given(x, initial, cell) | _parameters(weights)
    variables |= _gradients(cell, gradients or {})
    if lengths is not None:
        variables = _cut(variables, lengths)
        variables["length"] = (("batch",), lengths, {"long_name": "length of the sequence"})
    attributes = {
        "format": FORMAT,
        "cell": json.dumps(cell.to_json(), ensure_ascii=False),
        "source": source,
        "edits": json.dumps([edit.to_json() for edit in edits]),
        "direction": direction,
    }
    try:
        trace = xr.Dataset(variables, attrs=attributes)
    except ValueError as error:
        raise TraceError(f"Expected arrays of sizes that agree: {error}") from error
    return validate(trace)


def _values(cell: Cell, values: Mapping[str, Array]) -> Variables:
    return {v: (step(cell, v), values[v], {"long_name": cell.word(v).word}) for v in cell.values}


def _given(x: Array, initial: Mapping[str, Array], cell: Cell) -> Variables:
    states = {
        f"{s}0": (state(cell, s), initial[s], {"long_name": f"{cell.word(s).word} at the start"})
        for s in cell.states
    }
    return {"x": (INPUT, x, {"long_name": "input"}), **states}


def _parameters(weights: Weights) -> Variables:
    axes = weights.cell.parameters
    return {name: (axes[name], np.asarray(p), {}) for name, p in weights.items()}


def _gradients(cell: Cell, gradients: Mapping[str, Array]) -> Variables:
    dims = dimensions(cell)
    return {
        f"grad_{name}": (dims[name], gradient, {"long_name": f"gradient of the loss by {name}"})
        for name, gradient in gradients.items()
    }


def _cut(variables: Variables, lengths: Array) -> Variables:
    """NaN at the steps beyond each sequence's length."""

    def cut(dims: tuple[str, ...], array: Array) -> Array:
        if dims[:2] != ("time", "batch"):
            return array
        whole = np.array(array)
        whole[np.arange(len(whole))[:, None] >= lengths] = np.nan
        return whole

    return {name: (dims, cut(dims, a), words) for name, (dims, a, words) in variables.items()}
