"""From the call of a Keras layer to a layer observed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from gatescope.errors import RecordingError
from gatescope.recording.arrays import Array
from gatescope.recording.keras.capture import Call, put
from gatescope.recording.keras.find import as_numpy, as_tensor
from gatescope.recording.observed import Observed


def observed(call: Call) -> Observed:
    """A call, with its axes turned to (time, batch, ·).

    Raises:
        ConversionError: the layer is not supported.
        RecordingError: its mask leaves out other steps than the last ones.
    """
    layer, part = call.found.layer, call.found.part()
    names = part.weights.cell.states
    # Keras gives its outputs in the order of computing.
    outputs = call.outputs[:, :: -1 if layer.go_backwards else 1]
    return Observed(
        weights=part.weights,
        direction=part.direction,
        x=call.sequences.swapaxes(0, 1),
        h=outputs.swapaxes(0, 1),
        initial=_named(names, call.initial),
        last=_named(names, call.states),
        lengths=_lengths(call.mask, call.found.name),
        precision=str(layer.cell.compute_dtype),
        source=call.found.source,
        step=partial(_step, layer, names),
    )


def _step(layer: Any, names: Sequence[str], x: Array, states: Mapping[str, Array]) -> Any:
    """One step by a layer itself, which keeps no state of it."""
    given = [as_tensor(layer, states[name]) for name in _ordered(names)]
    with put(layer, "return_state", True), put(layer, "stateful", False):
        _, *after = layer(as_tensor(layer, x[:, None]), initial_state=given)
    return _named(names, [as_numpy(state) for state in after])


def _named(names: Sequence[str], states: Sequence[Array]) -> dict[str, Array]:
    return dict(zip(_ordered(names), states, strict=True))


def _ordered(names: Sequence[str]) -> list[str]:
    """Our names of states in Keras' order, which has h first."""
    return sorted(names, key=lambda name: name != "h")


def _lengths(mask: Any, name: str) -> Array | None:
    if mask is None:
        return None
    flags: Array = np.asarray(mask[0] if isinstance(mask, (list, tuple)) else mask)
    flags = flags.reshape(flags.shape[0], flags.shape[1]).astype(bool)
    lengths: Array = flags.sum(axis=1)
    at_ends = np.arange(flags.shape[1]) < lengths[:, None]
    if not np.array_equal(flags, at_ends) or not lengths.all():
        raise RecordingError(
            f"Expected the mask of the layer {name!r} to leave out the last steps of a sequence, "
            "and never all of them, got one that leaves out others. Pad the sequences at their "
            "ends: keras.utils.pad_sequences(…, padding='post')."
        )
    return lengths.astype(np.int64)
