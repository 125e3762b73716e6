"""Where the recurrent nodes of an ONNX model stand, and what they are called in a trace."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from gatescope.convert.onnx_constants import OWN, Constants
from gatescope.convert.onnx_layout import OPERATORS

if TYPE_CHECKING:
    from onnx import FunctionProto, GraphProto, ModelProto, NodeProto


@dataclass(frozen=True, eq=False)
class Around:
    """A node that has a graph within, as `If` and `Loop` do: the graph it stands in, the node, and
    the name of its attribute that holds the inner graph."""

    graph: GraphProto | FunctionProto
    node: NodeProto
    attribute: str


@dataclass(frozen=True, eq=False)
class Place:
    """A recurrent node: its name, the graph it stands in, what is known there, and what is around
    it, from the outermost inwards."""

    name: str
    node: NodeProto
    graph: GraphProto | FunctionProto
    constants: Constants
    around: tuple[Around, ...]


def places(path: Path, model: ModelProto) -> Iterator[Place]:
    """The recurrent nodes of a model and its functions, in their order."""
    graphs = {"": model.graph} | {f"{f.name}/": f for f in model.functions}
    opset = max((o.version for o in model.opset_import if o.domain in OWN), default=1)
    outside = Constants(path, opset, {}, {})
    for name, graph in graphs.items():
        yield from _within(graph, name, outside, ())


def _within(
    graph: GraphProto | FunctionProto, name: str, outside: Constants, around: tuple[Around, ...]
) -> Iterator[Place]:
    constants = outside.within(graph)
    for k, node in enumerate(graph.node):
        own = name + (node.name or f"{node.op_type}_{k}")
        if any(word in node.op_type.upper() for word in OPERATORS):
            yield Place(own, node, graph, constants, around)
        here = Around(graph, node, "")
        for attribute in node.attribute:
            for inner in (attribute.g, *attribute.graphs):
                if inner.node:
                    more = (*around, replace(here, attribute=attribute.name))
                    yield from _within(inner, f"{own}/{attribute.name}/", constants, more)
