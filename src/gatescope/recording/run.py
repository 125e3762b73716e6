"""`run`: a layer, or layers one above the other, over a sequence, as a trace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, overload

import numpy as np
import xarray as xr

from gatescope.convert import Recurrent
from gatescope.edits import Edit
from gatescope.engine import Engine
from gatescope.errors import GatescopeError, InputError
from gatescope.recording.layer import run_layer
from gatescope.trace.schema import DIRECTIONS, Direction
from gatescope.weights import Weights

Stack = Sequence[Weights | Sequence[Weights]]


@overload
def run(
    weights: Weights,
    x: Any,
    *,
    initial: Mapping[str, Any] | None = ...,
    lengths: Any = ...,
    edits: Iterable[Edit] = ...,
    gradients: Mapping[str, Any] | None = ...,
    dtype: Any = ...,
    engine: Engine = ...,
) -> xr.Dataset: ...
@overload
def run(
    weights: Stack,
    x: Any,
    *,
    initial: Mapping[str, Mapping[str, Any]] | None = ...,
    lengths: Any = ...,
    edits: Mapping[str, Iterable[Edit]] | tuple[()] = ...,
    gradients: None = ...,
    dtype: Any = ...,
    engine: Engine = ...,
) -> xr.DataTree: ...
def run(
    weights: Any,
    x: Any,
    *,
    initial: Any = None,
    lengths: Any = None,
    edits: Any = (),
    gradients: Any = None,
    dtype: Any = None,
    engine: Any = "auto",
) -> xr.Dataset | xr.DataTree:
    """Run a layer over a sequence and give every gate and state of it.

    `x` is (time, input) or (time, batch, input), an array or a DataArray. `initial` holds states
    at the start, (unit) or (batch, unit), zero where left out. `lengths` (batch) cuts ragged
    sequences: a trace is NaN beyond. `gradients` gives ∂L/∂v of a loss for some values v, each
    (time, batch, unit), and adds `grad_…` of everything to the trace. It computes in the weights'
    dtype unless `dtype` says otherwise.

    `[[forward, reverse], …]` or `[first, second, …]` are layers, each reading the one before: they
    give a tree with the paths `/0/forward`, `/0/reverse`, …; `initial` and `edits` then go by path
    (`{"0/forward": …}`), and `gradients` cannot be given.

    Raises:
        InputError: the sequence, the lengths, a state or an option does not fit.
        EditError: an edit names what the layer does not have.
    """
    options = {"lengths": lengths, "dtype": dtype, "engine": engine}
    if isinstance(weights, Weights):
        return run_layer(weights, x, initial=initial, edits=edits, gradients=gradients, **options)
    if gradients is not None:
        raise InputError("Expected gradients= for one layer, got a stack. Run its layers singly.")
    return _run_stack(_layers(weights), x, initial or {}, edits or {}, options)


def _layers(stack: Any) -> list[dict[str, tuple[Direction, Weights]]]:
    """The stack's layers, from the paths of their directions to the direction and its weights."""
    # What is found in a file may read every layer from the end alone.
    directions = stack.directions if isinstance(stack, Recurrent) else DIRECTIONS
    layers = []
    for k, layer in enumerate(stack if isinstance(stack, Sequence) else [stack]):
        both = layer if isinstance(layer, Sequence) else [layer]
        if not all(isinstance(w, Weights) for w in both) or not 1 <= len(both) <= len(DIRECTIONS):
            raise InputError(
                "Expected Weights, or a list of layers, each Weights or [forward, reverse]; "
                f"layer {k} is {layer!r}."
            )
        layers.append({f"{k}/{d}": (d, w) for d, w in zip(directions, both, strict=False)})
    if not layers:
        raise InputError("Expected at least one layer, got an empty list.")
    return layers


def _run_stack(
    layers: Sequence[Mapping[str, tuple[Direction, Weights]]],
    x: Any,
    initial: Any,
    edits: Any,
    options: dict[str, Any],
) -> xr.DataTree:
    paths = [path for layer in layers for path in layer]
    for name, given in (("initial", initial), ("edits", edits)):
        if not isinstance(given, Mapping) or not set(given) <= set(paths):
            raise InputError(f"Expected {name}= of a stack by the paths {paths}, got {given!r}.")
    traces: dict[str, xr.Dataset] = {}
    for layer in layers:
        for path, (direction, weights) in layer.items():
            own = {"initial": initial.get(path), "edits": edits.get(path, ())}
            try:
                traces[path] = run_layer(weights, x, direction=direction, **own, **options)
            except GatescopeError as error:
                raise type(error)(f"Layer {path!r}: {error}") from error
        x = np.concatenate([traces[path]["h"].values for path in layer], axis=-1)
    return xr.DataTree.from_dict({f"/{path}": trace for path, trace in traces.items()})
