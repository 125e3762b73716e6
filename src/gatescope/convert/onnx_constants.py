"""Constants of an ONNX graph: the arrays that its nodes are given for good."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from gatescope.convert.bfloat16 import single
from gatescope.errors import ConversionError
from gatescope.extras import needed

if TYPE_CHECKING:
    from onnx import GraphProto, NodeProto, TensorProto

_DTYPES = {"FLOAT": "<f4", "DOUBLE": "<f8", "FLOAT16": "<f2", "BFLOAT16": "<u2"}


@dataclass(frozen=True, eq=False)
class Constants:
    """What is known of the names in a graph: its own, then those of the graphs around it."""

    path: Path
    tensors: Mapping[str, TensorProto]
    producers: Mapping[str, NodeProto]

    @classmethod
    def of(cls, graph: GraphProto, path: Path, around: Constants | None) -> Constants:
        """Those of a graph, within those of the graph around it."""
        # A name of the inner graph hides the outer one, whatever makes it.
        own = {name for node in graph.node for name in node.output}
        own |= {getattr(given, "name", given) for given in graph.input}
        outer = {} if around is None else around.tensors
        nodes = {} if around is None else around.producers
        return cls(
            path,
            {n: t for n, t in outer.items() if n not in own}
            | {tensor.name: tensor for tensor in getattr(graph, "initializer", ())},
            {n: p for n, p in nodes.items() if n not in own}
            | {name: node for node in graph.node for name in node.output},
        )

    def array(self, name: str, what: str) -> NDArray[Any]:
        """The array of a name; `what` it is to a node, for an error.

        Raises:
            ConversionError: it is computed while the model runs, or cannot be read.
        """
        seen = set()
        while name not in self.tensors and name not in seen:
            seen.add(name)
            node = self.producers.get(name)
            if node is not None and node.op_type == "Constant":
                return self._array(_value(node, what), what)
            if node is None or node.op_type != "Identity":
                made = (
                    f"made by a node {node.op_type}" if node is not None else "given when it runs"
                )
                raise ConversionError(
                    f"Expected {what} to stand in the file, got one that is {made}. Export the "
                    "model with constant folding."
                )
            name = node.input[0]
        if name not in self.tensors:
            raise ConversionError(f"Expected {what} to stand in the file, got one made of itself.")
        return self._array(self.tensors[name], what)

    def _array(self, tensor: TensorProto, what: str) -> NDArray[Any]:
        onnx = needed("onnx", by="An ONNX file", extra="onnx")
        kinds = {number: name for name, number in onnx.TensorProto.DataType.items()}
        kind = kinds.get(tensor.data_type, f"type {tensor.data_type}")
        shape = tuple(tensor.dims)
        if kind not in _DTYPES or any(size < 0 for size in shape):
            raise ConversionError(
                f"Expected {what} to be a tensor of floating numbers, got {kind} of the shape "
                f"{shape}. Export the model before it is quantised."
            )
        size = math.prod(shape) * np.dtype(_DTYPES[kind]).itemsize
        data = self._data(tensor, kind, size, what)
        if len(data) != size:
            raise ConversionError(
                f"Expected {what} to hold {math.prod(shape):,} numbers, by its shape {shape}, got "
                f"{len(data):,} bytes of {kind}. The file is damaged."
            )
        if kind == "BFLOAT16":
            return single(data, shape)
        return np.frombuffer(data, _DTYPES[kind]).reshape(shape)

    def _data(self, tensor: TensorProto, kind: str, size: int, what: str) -> bytes:
        if tensor.external_data:
            return self._external({e.key: e.value for e in tensor.external_data}, size, what)
        if tensor.raw_data:
            return tensor.raw_data
        # Numbers can stand one by one instead: those of 16 bits as whole ones.
        fields = {"FLOAT": tensor.float_data, "DOUBLE": tensor.double_data}
        if kind in fields:
            return np.asarray(fields[kind], _DTYPES[kind]).tobytes()
        return np.asarray(tensor.int32_data).astype("<u2").tobytes()

    def _external(self, place: Mapping[str, str], size: int, what: str) -> bytes:
        """Numbers that stand in a file of their own, in the model's folder."""
        folder = self.path.parent.resolve()
        location = place.get("location", "")
        file = (folder / location).resolve()
        if not location or not file.is_relative_to(folder) or not file.is_file():
            raise ConversionError(
                f"Expected {what} in a file beside {self.path}, got {location!r}, which is not "
                "there or leads out of its folder. Put the model and its data in one folder."
            )
        try:
            offset = int(place.get("offset", 0))
            if int(place.get("length", size)) != size or offset + size > file.stat().st_size:
                raise ValueError(f"it would be {size:,} bytes")
            with file.open("rb") as data:
                data.seek(offset)
                return data.read(size)
        except (OSError, ValueError, OverflowError) as error:
            raise ConversionError(
                f"Expected {what} in {location!r} at {place}, got none that can be read ({error}). "
                "Export the model again."
            ) from error


def _value(node: NodeProto, what: str) -> TensorProto:
    for attribute in node.attribute:
        if attribute.name == "value":
            tensor: TensorProto = attribute.t
            return tensor
    raise ConversionError(
        f"Expected {what} to be a dense tensor, got a Constant of "
        f"{[attribute.name for attribute in node.attribute]}. Export the model again."
    )
