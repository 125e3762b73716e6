"""One layer, in one direction, over a sequence, as a trace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import numpy as np
import xarray as xr
from array_api_compat import is_torch_array
from numpy.typing import NDArray

from gatescope.edits import Coefficients, Edit, compose
from gatescope.engine import Result, backward, forward
from gatescope.errors import InputError
from gatescope.recording.sequence import as_sequence, as_states, reverse, within
from gatescope.trace import build
from gatescope.weights import Weights

Array = NDArray[Any]
Engine = Literal["auto", "reference"]
Direction = Literal["forward", "reverse"]
Turn = Callable[[Array], Array]

ENGINES = ("auto", "reference")
DTYPES = ("float32", "float64")


def run_layer(
    weights: Weights,
    x: Any,
    *,
    initial: Mapping[str, Any] | None = None,
    lengths: Any = None,
    edits: Iterable[Edit] = (),
    gradients: Mapping[str, Any] | None = None,
    dtype: Any = None,
    engine: Engine = "auto",
    direction: Direction = "forward",
) -> xr.Dataset:
    """One layer's trace; `gatescope.run` says what the arguments mean."""
    if engine not in ENGINES:
        raise InputError(f"Expected engine= to be one of {ENGINES}, got {engine!r}.")
    original, weights = str(weights.dtype), in_numpy(weights, dtype)
    inputs, lengths = as_sequence(x, lengths, weights)
    turn: Turn = (lambda array: reverse(array, lengths)) if direction == "reverse" else _as_is
    edits = tuple(edits)
    shape = (*inputs.shape[:2], weights.hidden_size)
    result = forward(
        weights,
        turn(inputs),
        initial=as_states(initial, inputs.shape[1], weights.dtype),
        edits=_turned(compose(weights.cell, edits, shape=shape), turn),
    )
    trace = build(
        weights,
        x=inputs,
        values={v: turn(result[v]) for v in weights.cell.values},
        initial=result.initial,
        gradients=None if gradients is None else _gradients(result, gradients, turn, lengths),
        lengths=lengths,
        edits=edits,
        direction=direction,
    )
    return trace.assign_attrs(dtype=original)


def in_numpy(weights: Weights, dtype: Any = None) -> Weights:
    """The weights as NumPy arrays of float32 or float64; half precision is computed in float32."""
    parameters = {name: _array(p) for name, p in weights.items()}
    own = str(next(iter(parameters.values())).dtype)
    wanted = str(np.dtype(dtype)) if dtype is not None else own if own in DTYPES else "float32"
    if wanted not in DTYPES:
        raise InputError(f"Expected dtype= to be one of {DTYPES}, got {wanted!r}.")
    return Weights(weights.cell, {name: p.astype(wanted) for name, p in parameters.items()})


def _array(parameter: Any) -> Array:
    if is_torch_array(parameter):
        parameter = parameter.detach().cpu()
        # NumPy has no bfloat16.
        parameter = parameter.float() if parameter.element_size() < 4 else parameter
    return np.asarray(parameter)


def _as_is(array: Array) -> Array:
    return array


def _turned(coefficients: Mapping[str, Coefficients], turn: Turn) -> dict[str, Coefficients]:
    """Edits count the input's steps; a reverse layer takes them from the end."""
    return {v: Coefficients(turn(c.a), turn(c.b)) for v, c in coefficients.items()}


def _gradients(
    result: Result, gradients: Mapping[str, Any], turn: Turn, lengths: Array | None
) -> dict[str, Array]:
    """Gradients by everything, from those by some values; none comes from beyond a length."""
    cell, dtype = result.weights.cell, result.weights.dtype
    given = {name: np.asarray(g, dtype) for name, g in gradients.items()}
    given = {name: g[:, None, :] if g.ndim == 2 else g for name, g in given.items()}
    if lengths is not None:
        inside = within(lengths, result.x.shape[0])[:, :, None]
        given = {name: np.where(inside, g, 0).astype(dtype) for name, g in given.items()}
    found = backward(result, {name: turn(g) for name, g in given.items()})
    return {
        **{v: turn(found[v]) for v in cell.values},
        "x": turn(found.x),
        **{f"{s}0": g for s, g in found.initial.items()},
        **found.parameters,
    }
