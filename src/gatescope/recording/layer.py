"""One layer, in one direction, over a sequence, as a trace."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import xarray as xr

from gatescope.edits import Coefficients, Edit, compose
from gatescope.engine import Result, backward, forward
from gatescope.errors import EditError, InputError
from gatescope.recording.arrays import Array, cast
from gatescope.recording.order import Order
from gatescope.recording.sequence import as_gradients, as_sequence, as_states
from gatescope.trace import build
from gatescope.trace.schema import Direction
from gatescope.weights import Weights, plain

DTYPES = ("float32", "float64")


def run_layer(
    weights: Weights,
    x: Any,
    *,
    initial: Any = None,
    lengths: Any = None,
    edits: Any = (),
    gradients: Any = None,
    dtype: Any = None,
    engine: Any = "auto",
    direction: Direction = "forward",
) -> xr.Dataset:
    """One layer's trace. `gatescope.run` says what the arguments mean; they are checked here."""
    original, weights = str(weights.dtype).removeprefix("torch."), in_numpy(weights, dtype)
    inputs, lengths = as_sequence(x, lengths, weights)
    order = Order(direction, lengths)
    edits = _edits(edits)
    shape = (*inputs.shape[:2], weights.hidden_size)
    composed = compose(weights.cell, edits, shape=shape, proj_size=weights.proj_size)
    states = as_states(initial, inputs, weights)
    result = forward(
        weights,
        order.there(inputs),
        initial={s: order.states(array) for s, array in states.items()},
        edits={v: Coefficients(order.there(c.a), order.there(c.b)) for v, c in composed.items()},
        lengths=order.lengths,
        engine=engine,
    )
    trace = build(
        weights,
        x=inputs,
        values={v: order.back(result[v]) for v in weights.cell.values},
        initial={s: order.states_back(array) for s, array in result.initial.items()},
        gradients=None if gradients is None else _gradients(result, gradients, order),
        lengths=lengths,
        edits=edits,
        direction=direction,
    )
    return trace.assign_attrs(dtype=original)


def in_numpy(weights: Weights, dtype: Any = None) -> Weights:
    """The weights as NumPy arrays of float32 or float64; half precision is computed in float32."""
    parameters = {name: plain(p) for name, p in weights.items()}
    try:
        own = np.result_type(*parameters.values(), np.float32)
        wanted = str(own if dtype is None else np.dtype(dtype))
    except TypeError:
        wanted = str(dtype)
    if wanted not in DTYPES:
        raise InputError(f"Expected dtype= to be one of {DTYPES}, got {wanted!r}.")
    return Weights(weights.cell, {name: cast(p, wanted) for name, p in parameters.items()})


def _edits(edits: Any) -> tuple[Any, ...]:
    if isinstance(edits, Edit) or not isinstance(edits, Iterable):
        raise EditError(f"Expected edits= as a list, got {edits!r}. Write edits=[…].")
    return tuple(edits)


def _gradients(result: Result, gradients: Any, order: Order) -> dict[str, Array]:
    """Gradients by everything, from those by some values; none comes from beyond a length."""
    cell, given = result.weights.cell, as_gradients(gradients, result, order.given)
    found = backward(result, {name: order.there(g) for name, g in given.items()})
    return {
        **{v: order.back(found[v]) for v in cell.values},
        "x": order.back(found.x),
        **{f"{s}0": order.states_back(g) for s, g in found.initial.items()},
        **found.parameters,
    }
