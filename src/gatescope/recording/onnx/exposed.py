"""What the recurrent nodes of a graph are given and give, made outputs of the whole model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onnx import GraphProto, TensorProto, helper

from gatescope.convert.onnx_places import Around, Place
from gatescope.recording.onnx.batchwise import time_first

if TYPE_CHECKING:
    from onnx import ModelProto, ValueInfoProto

GIVEN = {"X": (0, 3), "sequence_lens": (4, 1), "initial_h": (5, 3), "initial_c": (6, 3)}
GIVES = {"Y": (0, 4), "Y_h": (1, 3), "Y_c": (2, 3)}
"""By ONNX's names, where each stands among the inputs or outputs of a node, and its axes."""

_INT32 = TensorProto.INT32


@dataclass(frozen=True)
class Tap:
    """A value of a graph, by its name there, with ONNX's number of its type and its axes."""

    name: str
    kind: int
    axes: int

    def described(self) -> ValueInfoProto:
        return helper.make_tensor_value_info(self.name, self.kind, [None] * self.axes)


def expose(
    model: ModelProto, places: Sequence[Place], kinds: Sequence[int]
) -> list[Mapping[str, str]]:
    """Give a model outputs for each recurrent node: their names, by those of `GIVEN` and `GIVES`.

    `kinds` are ONNX's numbers of the nodes' types. In the branch of an `If` that is not taken, an
    output is empty.
    """
    prefix = _unused(model)
    exposed: list[Mapping[str, str]] = []
    for k, (place, kind) in enumerate(zip(places, kinds, strict=True)):
        own = f"{prefix}{k}_"
        time_first(place, own)
        names = {}
        for role, tap in _taps(place, own, kind):
            for depth, around in enumerate(reversed(place.around)):
                tap = _passed_on(tap, around, f"{tap.name}_{depth}")
            model.graph.output.append(tap.described())
            names[role] = tap.name
        exposed.append(names)
    return exposed


def _taps(place: Place, prefix: str, kind: int) -> Iterator[tuple[str, Tap]]:
    node = place.node
    for role, (at, axes) in GIVEN.items():
        if at < len(node.input) and node.input[at]:
            its_kind = _INT32 if role == "sequence_lens" else kind
            yield role, _tap(place.graph, node.input[at], Tap(prefix + role, its_kind, axes))
    gives = 3 if node.op_type == "LSTM" else 2
    node.output.extend([""] * (gives - len(node.output)))
    for role, (at, axes) in GIVES.items():
        if at < gives:
            node.output[at] = node.output[at] or f"{prefix}own_{role}"
            yield role, _tap(place.graph, node.output[at], Tap(prefix + role, kind, axes))


def _tap(graph: GraphProto, value: str, tap: Tap) -> Tap:
    """A value under a name of its own: it may be an input, or an output already."""
    graph.node.append(helper.make_node("Identity", [value], [tap.name]))
    return tap


def _passed_on(tap: Tap, around: Around, name: str) -> Tap:
    """A value of a branch, as an output of the `If` around it."""
    for attribute in around.node.attribute:
        if attribute.type == attribute.GRAPH:
            inside = tap
            if attribute.name != around.attribute:
                inside = replace(tap, name=f"{name}_none")
                nothing = helper.make_tensor("", tap.kind, [0] * tap.axes, [])
                made = helper.make_node("Constant", [], [inside.name], value=nothing)
                attribute.g.node.append(made)
            attribute.g.output.append(inside.described())
    around.node.output.append(name)
    return replace(tap, name=name)


def _unused(model: ModelProto) -> str:
    """A beginning that no name in the model has."""
    content, prefix = model.SerializeToString(), "gatescope_"
    while prefix.encode() in content:
        prefix += "_"
    return prefix
