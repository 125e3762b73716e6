"""An ONNX model in one piece, as it is handed to ONNX Runtime."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatescope.convert.onnx import find_onnx, parse_onnx
from gatescope.convert.onnx_external import external_bytes
from gatescope.convert.onnx_places import Place, places
from gatescope.errors import ConversionError, RecordingError
from gatescope.extras import needed

if TYPE_CHECKING:
    from onnx import GraphProto, ModelProto, TensorProto

    from gatescope.convert import Found

LARGEST = 2**31 - 1
"""What protobuf can put into one piece, in bytes."""


def whole_model(path: Path) -> tuple[ModelProto, Found, list[Place]]:
    """A model with all its data, its recurrent modules, and the places of their nodes, in order.

    Raises:
        ConversionError: it is damaged, is too large, has data outside its folder, or holds a
            recurrent node that is not supported, or none.
        RecordingError: a recurrent node stands where it cannot be watched.
    """
    _check_size(_size_of(path), path)
    model = parse_onnx(path)
    found = find_onnx(path, model)
    for name in found.refused:
        found[name]  # says why
    there = list(places(path, model))
    for place in there:
        _refuse_unwatched(place, model)
    _load_external(model, path)
    return model, found, there


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise ConversionError(
            f"Expected an ONNX model at {path}, got none that can be read ({error.strerror})."
        ) from error


def _check_size(size: int, path: Path) -> None:
    if size > LARGEST:
        raise ConversionError(
            f"Expected a model of at most {LARGEST:,} bytes, with its data, got {size:,} in "
            f"{path}. Record a part of it: onnx.utils.extract_model cuts one out."
        )


def _refuse_unwatched(place: Place, model: ModelProto) -> None:
    """Refuse what runs more than once, and so gives no one array."""
    for around in place.around:
        if around.node.op_type != "If":
            raise RecordingError(
                f"Expected the node {place.name!r} in the graph itself or in an If, got it in a "
                f"{around.node.op_type}, whose rounds keep their values to themselves. Unroll it "
                "when exporting; gatescope.load_weights reads its weights as they are."
            )
    outermost = place.around[0].graph if place.around else place.graph
    if outermost is not model.graph:
        raise RecordingError(
            f"Expected the node {place.name!r} in the graph itself, got it in a function. Save "
            "onnx.inliner.inline_local_functions(model) and record that."
        )


def _load_external(model: ModelProto, path: Path) -> None:
    """Put the data that stand in other files into the model."""
    outside = [tensor for tensor in _tensors(model) if tensor.external_data]
    sizes = [_bytes(tensor) for tensor in outside]
    _check_size(_size_of(path) + sum(sizes), path)
    for tensor, size in zip(outside, sizes, strict=True):
        data = external_bytes(path, tensor, size, f"the tensor {tensor.name!r}")
        tensor.ClearField("external_data")
        tensor.data_location = tensor.DEFAULT
        tensor.raw_data = data


def _bytes(tensor: TensorProto) -> int:
    helper = needed("onnx.helper", by="record_onnx", extra="onnx")
    try:
        itemsize = helper.tensor_dtype_to_np_dtype(tensor.data_type).itemsize
    except KeyError:
        itemsize = 0
    if not itemsize or any(size < 0 for size in tensor.dims):
        raise ConversionError(
            f"Expected the tensor {tensor.name!r} to be of numbers, got type {tensor.data_type} of "
            f"the shape {tuple(tensor.dims)} in another file. The model is damaged."
        )
    size: int = math.prod(tensor.dims) * itemsize
    return size


def _tensors(model: ModelProto) -> Iterator[TensorProto]:
    yield from _of_graph(model.graph)
    for function in model.functions:
        yield from _of_graph(function)


def _of_graph(graph: GraphProto | Any) -> Iterator[TensorProto]:
    yield from getattr(graph, "initializer", ())
    for node in graph.node:
        for attribute in node.attribute:
            yield from (attribute.t, *attribute.tensors)
            for inner in (attribute.g, *attribute.graphs):
                yield from _of_graph(inner)
