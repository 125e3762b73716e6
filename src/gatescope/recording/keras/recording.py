"""The recording of a Keras model, from its call to its trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xarray as xr

from gatescope.errors import RecordingError
from gatescope.recording.keras.capture import Calls, watched
from gatescope.recording.keras.find import Found, find
from gatescope.recording.keras.observe import observed
from gatescope.recording.observed import Observed, as_tree, check_policy, judge


def recorded(model: Any, inputs: Any, certify: Any) -> tuple[xr.DataTree, Any]:
    """The trace of a model's call, and what it gave; see `gatescope.record_keras`."""
    check_policy(certify)
    layers = find(model)
    with watched(layers) as calls:
        given = model(inputs)
    _check_heard(layers, calls)
    traces: dict[str, xr.Dataset] = {}
    for found in layers:
        traces |= _traces(found, calls, certify)
    return as_tree(traces), given


def _check_heard(layers: Sequence[Found], calls: Calls) -> None:
    if calls.missed:
        raise RecordingError(
            f"Expected the Bidirectional {calls.missed[0].name!r} to run its two layers, got both "
            "run in one kernel, which cannot be watched. Give its layer use_cudnn=False."
        )
    if not calls.made:
        raise RecordingError(
            "Expected the model to run a recurrent layer on these inputs, but it ran none of "
            f"{list(dict.fromkeys(layer.name for layer in layers))}."
        )


def _traces(found: Found, calls: Calls, certify: Any) -> dict[str, xr.Dataset]:
    traces: dict[str, xr.Dataset] = {}
    for place in range(len(found.cells)):
        made = [c for c in calls.made if c.found is found and c.place == place]
        traces |= _of_cell([observed(call) for call in made], f"{found.name}/{place}", certify)
    return traces


def _of_cell(own: Sequence[Observed], name: str, certify: Any) -> dict[str, xr.Dataset]:
    """The traces of a cell's calls."""
    traces: dict[str, xr.Dataset] = {}
    for k, layer in enumerate(own):
        path = f"{name}/{layer.direction}".lstrip("/")
        values, certificate = layer.played()
        if not certificate.holds:
            judge(f"Layer {path!r}, call {k}: {certificate.complaint()}", certify)
        below = f"/call/{k}" if len(own) > 1 else ""
        traces[f"{path}{below}"] = layer.trace(values, certificate)
    return traces
