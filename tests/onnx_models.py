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


def parameters(
    operator: str, directions: int = 1, bias: bool = True, inputs: int = INPUTS
) -> dict[str, Array]:
    """W, R and B, that contract."""
    rows = BLOCKS[operator] * UNITS
    shapes = {"W": (rows, inputs), "R": (rows, UNITS)} | ({"B": (2 * rows,)} if bias else {})
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
    nodes: list[onnx.NodeProto],
    arrays: dict[str, Array],
    inputs: tuple[str, ...] = ("X",),
    kind: int = TensorProto.FLOAT,
    checked: bool = True,
) -> onnx.ModelProto:
    """A model that gives Y of X, with some arrays as its initialisers."""
    types = {"X": kind, "which": TensorProto.BOOL}
    shapes = {"X": [TIME, BATCH, INPUTS], "which": []}
    graph = helper.make_graph(
        nodes,
        "model",
        [helper.make_tensor_value_info(n, types[n], shapes[n]) for n in inputs],
        [helper.make_tensor_value_info("Y", kind, [None] * 4)],
        [numpy_helper.from_array(array, name) for name, array in arrays.items()],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    if checked:
        onnx.checker.check_model(made)
    return made


def branches(arrays: dict[str, Array]) -> onnx.ModelProto:
    """One of two layers, by `which`; one of them has an R of its own."""
    y = helper.make_tensor_value_info("Y", TensorProto.FLOAT, [None] * 4)
    other = numpy_helper.from_array(-arrays["R"], "own")
    reads_own = node("GRU", name="", inputs=["X", "W", "own", "B"])
    graphs = {
        "then_branch": helper.make_graph([node("GRU")], "then", [], [y]),
        "else_branch": helper.make_graph([reads_own], "else", [], [y], [other]),
    }
    choice = helper.make_node("If", ["which"], ["Y"], name="choice", **graphs)
    return model([choice], arrays, ("X", "which"))


def looped(arrays: dict[str, Array]) -> onnx.ModelProto:
    """A layer in a loop, which reads the same X each time around."""
    value = helper.make_tensor_value_info
    turn, go = value("turn", TensorProto.INT64, []), value("go", TensorProto.BOOL, [])
    y = value("Y", TensorProto.FLOAT, [None] * 4)
    same = helper.make_node("Identity", ["go"], ["going"])
    ends = [value("going", TensorProto.BOOL, []), y]
    body = helper.make_graph([same, node("GRU")], "body", [turn, go], ends)
    loop = helper.make_node("Loop", ["times", ""], ["Ys"], name="loop", body=body)
    last = helper.make_node("Squeeze", ["Ys", "first"], ["Y"])
    return model([loop, last], arrays | {"times": np.array(1), "first": np.array([0])})


def output(made: onnx.ModelProto | str, **feeds: Any) -> Array:
    """What ONNX Runtime makes of X: (time, direction, batch, unit)."""
    content = made if isinstance(made, str) else made.SerializeToString()
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    return np.asarray(session.run(["Y"], {"X": X, **feeds})[0])
