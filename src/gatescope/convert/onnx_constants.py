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
from gatescope.convert.limits import check_size
from gatescope.convert.onnx_external import external_bytes
from gatescope.errors import ConversionError
from gatescope.extras import needed

if TYPE_CHECKING:
    from onnx import FunctionProto, GraphProto, NodeProto, TensorProto

OWN = ("", "ai.onnx")
"""What ONNX calls its own operators' domain."""

_DTYPES = {"FLOAT": "<f4", "DOUBLE": "<f8", "FLOAT16": "<f2", "BFLOAT16": "<u2", "INT64": "<i8"}
_MOVING = ("Identity", "Cast", "Concat", "Reshape", "Slice", "Squeeze", "Transpose", "Unsqueeze")
"""Operators that put numbers in another order and compute none: exporters leave them in place."""


@dataclass(frozen=True, eq=False)
class Constants:
    """What is known of the names in a graph: its own, then those of the graphs around it."""

    path: Path
    opset: int
    tensors: Mapping[str, TensorProto]
    producers: Mapping[str, NodeProto]

    def within(self, graph: GraphProto | FunctionProto) -> Constants:
        """What is known within a graph that stands in this one."""
        # A name of the inner graph hides the outer one, whatever makes it.
        own = {name for node in graph.node for name in node.output}
        own |= {getattr(given, "name", given) for given in graph.input}
        tensors = {n: t for n, t in self.tensors.items() if n not in own}
        producers = {n: p for n, p in self.producers.items() if n not in own}
        tensors |= {tensor.name: tensor for tensor in getattr(graph, "initializer", ())}
        producers |= {name: node for node in graph.node for name in node.output}
        return Constants(self.path, self.opset, tensors, producers)

    def array(self, name: str, what: str) -> NDArray[Any]:
        """The array of a name; `what` it is to a node, for an error.

        Raises:
            ConversionError: it is computed while the model runs, or cannot be read.
        """
        try:
            return self._known(name, what, {})
        except RecursionError as error:
            raise ConversionError(
                f"Expected {what} to stand in the file, got one at the end of too many nodes. "
                "Export the model with constant folding."
            ) from error

    def _known(self, name: str, what: str, known: dict[str, NDArray[Any] | None]) -> NDArray[Any]:
        """An array, and in `known` all that it is made from, each made once."""
        if name not in known:
            known[name] = None
            known[name] = self._made(name, what, known)
        array = known[name]
        if array is None:
            raise ConversionError(f"Expected {what} to stand in the file, got one made of itself.")
        return array

    def _made(self, name: str, what: str, known: dict[str, NDArray[Any] | None]) -> NDArray[Any]:
        if name in self.tensors:
            return self._array(self.tensors[name], what)
        node = self.producers.get(name)
        if node is None or node.domain not in OWN or node.op_type not in ("Constant", *_MOVING):
            made = "given when it runs" if node is None else f"made by a node {node.op_type}"
            raise ConversionError(
                f"Expected {what} to stand in the file, got one that is {made}. Export the model "
                "with constant folding."
            )
        if node.op_type == "Constant":
            return self._array(_value(node, what), what)
        inputs = {each: self._known(each, what, known) for each in node.input if each}
        return self._moved(node, inputs, what)

    def _moved(
        self, node: NodeProto, inputs: Mapping[str, NDArray[Any]], what: str
    ) -> NDArray[Any]:
        """What a node makes of constants, by ONNX's own definition of it."""
        reference = needed("onnx.reference", by="An ONNX file", extra="onnx")
        size = sum(inputs[each].nbytes for each in node.input if each)
        check_size(size, self.path, f"a node {node.op_type}")
        try:
            run = reference.ReferenceEvaluator(node, opsets={"": self.opset}).run
            return np.asarray(run(None, dict(inputs))[0])
        # A node that is not as its definition wants it goes wrong in many ways.
        except Exception as error:
            raise ConversionError(
                f"Expected {what} from a node {node.op_type} as ONNX defines it, got one that "
                f"cannot be computed ({error}). Export the model again."
            ) from error

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
            return external_bytes(self.path, tensor, size, what)
        if tensor.raw_data:
            return tensor.raw_data
        # Numbers can stand one by one instead: those of 16 bits as whole ones.
        fields: dict[str, Any] = {"FLOAT": tensor.float_data, "DOUBLE": tensor.double_data}
        fields["INT64"] = tensor.int64_data
        if kind in fields:
            return np.asarray(fields[kind], _DTYPES[kind]).tobytes()
        return np.asarray(tensor.int32_data).astype("<u2").tobytes()


def _value(node: NodeProto, what: str) -> TensorProto:
    for attribute in node.attribute:
        if attribute.name == "value":
            tensor: TensorProto = attribute.t
            return tensor
    raise ConversionError(
        f"Expected {what} to be a dense tensor, got a Constant of "
        f"{[attribute.name for attribute in node.attribute]}. Export the model again."
    )
