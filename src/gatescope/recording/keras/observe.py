"""From the call of a Keras layer to a layer observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import Any

from gatescope.recording.arrays import Array
from gatescope.recording.keras.capture import Call, put
from gatescope.recording.keras.find import as_numpy, as_tensor
from gatescope.recording.keras.steps import Steps
from gatescope.recording.observed import Observed


def observed(call: Call) -> Observed:
    """A call, with its axes turned to (time, batch, ·).

    Raises:
        ConversionError: the layer is not supported.
        RecordingError: its mask leaves nothing of a sequence.
    """
    layer, part = call.found.layer, call.found.part(call.place)
    cell = call.found.cells[call.place]
    names, steps = part.weights.cell.states, Steps.of(call.mask, call.found.name)
    # Keras gives its outputs in the order of computing.
    outputs = call.outputs[:, :: -1 if layer.go_backwards else 1]
    return Observed(
        weights=part.weights,
        direction=part.direction,
        x=steps.first(call.sequences),
        h=steps.first(outputs),
        initial=_named(names, call.initial),
        last=_named(names, call.states),
        lengths=steps.lengths,
        precision=str(cell.compute_dtype),
        source=call.found.source,
        step=partial(_step, layer, cell, names),
    )


def _step(
    layer: Any, cell: Any, names: Sequence[str], x: Array, states: Mapping[str, Array]
) -> Any:
    """One step by a layer itself, which keeps no state of it."""
    given = [as_tensor(cell, states[name]) for name in _ordered(names)]
    alone = {"cell": cell, "return_state": True, "stateful": False}
    with ExitStack() as stack:
        for name, value in alone.items():
            stack.enter_context(put(layer, name, value))
        _, *after = layer(as_tensor(cell, x[:, None]), initial_state=given)
    return _named(names, [as_numpy(state) for state in after])


def _named(names: Sequence[str], states: Sequence[Array]) -> dict[str, Array]:
    return dict(zip(_ordered(names), states, strict=True))


def _ordered(names: Sequence[str]) -> list[str]:
    """Our names of states in Keras' order, which has h first."""
    return sorted(names, key=lambda name: name != "h")
