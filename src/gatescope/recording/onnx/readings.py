"""The other reading of a GRU: exporters have been known to forget `linear_before_reset=1`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onnx import NodeProto, helper

from gatescope.convert.onnx_node import recurrent

if TYPE_CHECKING:
    from gatescope.convert.onnx_places import Place
    from gatescope.recording.observed import Observed

_OPTION = "linear_before_reset"


def reads(node: NodeProto) -> int:
    """How a node says that its reset is to be read."""
    return next((int(a.i) for a in node.attribute if a.name == _OPTION), 0)


def read_otherwise(node: NodeProto) -> NodeProto:
    """A GRU node that says the opposite."""
    other = NodeProto()
    other.CopyFrom(node)
    del other.attribute[:]
    other.attribute.extend(a for a in node.attribute if a.name != _OPTION)
    other.attribute.append(helper.make_attribute(_OPTION, 1 - reads(node)))
    return other


def hint(place: Place, layer: Observed, path: str) -> str:
    """That a layer's other reading fits what the runtime gave, when it does."""
    if place.node.op_type != "GRU":
        return ""
    module = recurrent(place.name, read_otherwise(place.node), place.constants)
    part = next(p for p in module.parts if p.direction == layer.direction)
    _, certificate = replace(layer, weights=part.weights).played()
    if not certificate.holds:
        return ""
    said = reads(place.node)
    return (
        f" With {_OPTION}={1 - said} instead of {said} the layer {path!r} fits, to "
        f"{certificate.largest:.3g}: set it in the file."
    )
