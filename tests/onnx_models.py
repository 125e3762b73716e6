"""ONNX models of one recurrent node, that the tests of reading them share."""

from typing import Any

import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
from onnx import TensorProto, helper, numpy_helper

from samples import Array, numbers

BLOCKS = {"LSTM": 4, "GRU": 3, "RNN": 1}
TIME, BATCH, INPUTS, UNITS = 6, 2, 3, 4
X = numbers(TIME, BATCH, INPUTS, seed=7).astype(np.float32)


def parameters(operator: str, directions: int = 1, bias: bool = True) -> dict[str, Array]:
    """W, R and B, that contract."""
    rows = BLOCKS[operator] * UNITS
    shapes = {"W": (rows, INPUTS), "R": (rows, UNITS)} | ({"B": (2 * rows,)} if bias else {})
    bound = np.float32(0.5 / np.sqrt(UNITS))
    return {
        name: bound * numbers(directions, *shape, seed=k).astype(np.float32)
        for k, (name, shape) in enumerate(shapes.items())
    }


def node(operator: str, **options: Any) -> onnx.NodeProto:
    inputs = options.pop("inputs", ["X", "W", "R", "B"])
    name = options.pop("name", "layer")
    return helper.make_node(operator, inputs, ["Y"], name=name, hidden_size=UNITS, **options)


def model(
    nodes: list[onnx.NodeProto], arrays: dict[str, Array], inputs: tuple[str, ...] = ("X",)
) -> onnx.ModelProto:
    """A model that gives Y of X, with some arrays as its initialisers."""
    types = {"X": TensorProto.FLOAT, "which": TensorProto.BOOL}
    shapes = {"X": [TIME, BATCH, INPUTS], "which": []}
    graph = helper.make_graph(
        nodes,
        "model",
        [helper.make_tensor_value_info(n, types[n], shapes[n]) for n in inputs],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, [None] * 4)],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(made)
    return made


def output(made: onnx.ModelProto | str, **feeds: Any) -> Array:
    """What ONNX Runtime makes of X: (time, direction, batch, unit)."""
    content = made if isinstance(made, str) else made.SerializeToString()
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["Y"], {"X": X, **feeds})[0])
