"""The recording of an ONNX model, from its file to its trace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xarray as xr
from onnx import helper

from gatescope.convert.onnx import NO_TEXT, damaged
from gatescope.errors import RecordingError
from gatescope.recording.observed import Observed, as_tree, check_policy, judge
from gatescope.recording.onnx.expected import check_expected
from gatescope.recording.onnx.exposed import expose
from gatescope.recording.onnx.model import whole_model
from gatescope.recording.onnx.observe import observed
from gatescope.recording.onnx.readings import hint
from gatescope.recording.onnx.session import outputs

if TYPE_CHECKING:
    from gatescope.convert.onnx_places import Place
    from gatescope.recording.arrays import Array


@dataclass(frozen=True, eq=False)
class Heard:
    """A layer and direction that ran, and the place of its node."""

    place: Place
    layer: Observed


def recorded(
    path: Path, inputs: Any, expected: Any, certify: Any
) -> tuple[xr.DataTree, dict[str, Array]]:
    """The trace of a model's run, and its outputs; see `gatescope.record_onnx`."""
    check_policy(certify)
    model, found, places = whole_model(path)
    own = [output.name for output in model.graph.output]
    try:
        names = expose(model, places, [_kind(place) for place in places])
    except NO_TEXT as error:
        raise damaged(path, error) from error
    given = outputs(model, inputs)
    its_own = {name: given[name] for name in own}
    if expected is not None:
        check_expected(model, places, inputs, its_own, expected, certify)
    layers: dict[str, Heard] = {}
    for module, place, roles in zip(found.values(), places, names, strict=True):
        values = {role: given[name] for role, name in roles.items()}
        for where, layer in observed(module, values, path.name):
            layers[where] = Heard(place, layer)
    return as_tree(_traces(layers, [place.name for place in places], certify)), its_own


def _kind(place: Place) -> int:
    """ONNX's number of the type in which a node computes."""
    dtype = place.constants.array(place.node.input[1], "its W").dtype
    return int(helper.np_dtype_to_tensor_dtype(dtype))


def _traces(
    layers: Mapping[str, Heard], names: Sequence[str], certify: Any
) -> dict[str, xr.Dataset]:
    if not layers:
        raise RecordingError(
            f"Expected a recurrent node to run on these inputs, but none did: all of {names} stand "
            "in branches of an If that were not taken."
        )
    traces = {}
    for path, heard in layers.items():
        values, certificate = heard.layer.played()
        if not certificate.holds:
            more = hint(heard.place, heard.layer, path)
            judge(f"Layer {path!r}: {certificate.complaint()}{more}", certify)
        traces[path] = heard.layer.trace(values, certificate)
    return traces
