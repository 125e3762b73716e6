"""Edits where no model stands behind a trace: a layer is run again from what its trace holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from gatescope.edits import Edit
from gatescope.errors import EditError, GatescopeError, RequestError
from gatescope.opened.edited import Edited, Output
from gatescope.opened.layer import Layer
from gatescope.opened.steps import weights
from gatescope.recording.layer import run_layer
from gatescope.trace import edits_of
from gatescope.weights import Weights

STEPS = 20_000
NUMBERS = 2**22
"""Steps, and numbers of one value, of a layer that is run again: a few seconds of time."""


@dataclass(frozen=True, eq=False)
class Alone:
    """Runs each layer by itself, from its own input: no other layer sees what changed."""

    layers: Sequence[Layer]

    def edited(self, edits: Mapping[str, Sequence[Edit]]) -> Edited:
        known = {layer.path: layer for layer in self.layers}
        if unknown := [path for path in edits if path not in known]:
            raise EditError(f"Expected one of the paths {list(known)}, got {unknown[0]!r}.")
        changed = {path: _run_again(known[path], own) for path, own in edits.items() if own}
        outputs = [_compared(known[path], again) for path, again in changed.items()]
        return Edited(changed, outputs[0] if len(outputs) == 1 else None)


def _compared(before: Layer, after: Layer) -> Output | None:
    """What a layer passes on, where its trace has kept that."""
    if "h" not in before.values:
        return None
    return Output("h", *(np.asarray(layer.trace["h"].values) for layer in (before, after)))


def _run_again(layer: Layer, edits: Sequence[Edit]) -> Layer:
    """The layer with more edits than those that were in force already."""
    trace, cell = layer.trace, layer.cell
    _check_runs(layer)
    try:
        again = run_layer(
            Weights(cell, weights(layer)),
            trace["x"].values,
            initial={state: trace[f"{state}0"].values for state in cell.states},
            lengths=layer.lengths,
            edits=[*edits_of(trace), *edits],
            direction=trace.attrs["direction"],
        )
    except GatescopeError as error:
        raise type(error)(f"Layer {layer.path!r}: {error}" if layer.path else str(error)) from error
    return replace(layer, trace=again)


def _check_runs(layer: Layer) -> None:
    if "x" not in layer.values:
        raise RequestError("Expected a trace with its input x to run it again; x was left out.")
    numbers = layer.steps * layer.trace.sizes["batch"] * layer.trace.sizes["unit"]
    if layer.steps > STEPS or numbers > NUMBERS:
        raise RequestError(
            f"Expected a run of at most {STEPS} steps and {NUMBERS} numbers of each value to run "
            f"again with edits, got {layer.steps} steps and {numbers} numbers. Record a shorter "
            "one, or edit the model with gatescope.edit."
        )
