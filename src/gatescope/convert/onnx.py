"""ONNX models: their LSTM, GRU and RNN nodes, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from gatescope.convert.found import Candidate, Found, gather
from gatescope.convert.onnx_constants import OWN, Constants
from gatescope.convert.onnx_node import OPERATORS, recurrent
from gatescope.errors import ConversionError
from gatescope.extras import needed

if TYPE_CHECKING:
    from onnx import FunctionProto, GraphProto


def read_onnx(path: Path) -> Found:
    """The recurrent nodes of an ONNX model, those within `If` and `Loop` among them.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
        MissingExtra: onnx is not installed.
    """
    onnx = needed("onnx", by="An ONNX file", extra="onnx")
    try:
        model = onnx.load(str(path), format="protobuf", load_external_data=False)
    # The parser's error is protobuf's, which is onnx's own dependency.
    except Exception as error:
        raise _damaged(path, error) from error
    graphs = {"": model.graph} | {f"{f.name}/": f for f in model.functions}
    opset = max((o.version for o in model.opset_import if o.domain in OWN), default=1)
    outside = Constants(path, opset, {}, {})
    found = (_candidates(graph, name, outside) for name, graph in graphs.items())
    try:
        return gather(path, chain.from_iterable(found))
    # In the place of a text that is none the parser gives bytes.
    except TypeError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ConversionError:
    return ConversionError(
        f"Expected an ONNX model at {path}, got a file that cannot be read ({error}). Copy it "
        "again from where it came from."
    )


def _candidates(
    graph: GraphProto | FunctionProto, name: str, around: Constants
) -> Iterator[Candidate]:
    constants = around.within(graph)
    for k, node in enumerate(graph.node):
        own = name + (node.name or f"{node.op_type}_{k}")
        if any(word in node.op_type.upper() for word in OPERATORS):
            yield own, partial(recurrent, own, node, constants)
        for attribute in node.attribute:
            for inner in (attribute.g, *attribute.graphs):
                if inner.node:
                    yield from _candidates(inner, f"{own}/{attribute.name}/", constants)
