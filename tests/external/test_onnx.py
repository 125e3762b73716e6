"""The reference against ONNX Runtime's GRU, which computes in float32 alone.

ONNX stacks its gates z r h and has z keep the old state. It has two biases of which all become one
before the recurrent product; after it, the candidate's second one stands inside the reset.
"""

from collections.abc import Callable

import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
import pytest
from onnx import TensorProto, helper

from gatescope.cells import Cell, gru
from gatescope.engine import forward
from gatescope.weights import Weights
from samples import SIZES, Array, numbers
from tolerances import assert_close

Parameters = dict[str, Array]
Mapping = Callable[[list[Array], list[Array], list[Array], list[Array]], Parameters]


def onnx_gru(W: Array, R: Array, B: Array, x: Array, h0: Array, linear_before_reset: int) -> Array:
    """Y of the operator GRU, without the axis of directions."""
    names = ["X", "W", "R", "B", "", "initial_h"]
    node = helper.make_node(
        "GRU", names, ["Y"], hidden_size=R.shape[2], linear_before_reset=linear_before_reset
    )
    feeds = {"X": x, "W": W, "R": R, "B": B, "initial_h": h0[None]}
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.FLOAT, array.shape)
        for name, array in feeds.items()
    ]
    shape = [x.shape[0], 1, *h0.shape]
    output = helper.make_tensor_value_info("Y", TensorProto.FLOAT, shape)
    graph = helper.make_graph([node], "gru", inputs, [output])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (Y,) = session.run(None, feeds)
    return np.asarray(Y)[:, 0]


def before(W: list[Array], R: list[Array], b: list[Array], c: list[Array]) -> Parameters:
    parts = {"x": W, "h": R, "b": [one + other for one, other in zip(b, c, strict=True)]}
    return {f"{v}.{role}": part[k] for role, part in parts.items() for k, v in enumerate("zrn")}


def after(W: list[Array], R: list[Array], b: list[Array], c: list[Array]) -> Parameters:
    own = {"n_x.x": W[2], "n_x.b": b[2], "n_h.h": R[2], "n_h.b": c[2]}
    return {n: p for n, p in before(W, R, b, c).items() if n[0] != "n"} | own


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize(
    ("linear_before_reset", "cell", "mapped"),
    [(0, gru("before", "old"), before), (1, gru("after", "old"), after)],
    ids=["before", "after"],
)
def test_the_reference_equals_onnx_runtimes_gru(
    linear_before_reset: int, cell: Cell, mapped: Mapping, sizes: tuple[int, int, int, int]
) -> None:
    time, batch, inputs, units = sizes
    bound = np.float32(0.5 / np.sqrt(units))
    shapes = [(1, 3 * units, inputs), (1, 3 * units, units), (1, 6 * units)]
    W, R, B = (bound * numbers(*s, seed=k).astype(np.float32) for k, s in enumerate(shapes))
    x = numbers(time, batch, inputs, seed=5).astype(np.float32)
    h0 = numbers(batch, units, seed=6).astype(np.float32)

    b, c = np.split(B[0], 2)
    parameters = mapped(*(np.split(array, 3) for array in (W[0], R[0], b, c)))
    h = forward(Weights(cell, parameters), x, initial={"h": h0})["h"]
    assert_close(h, onnx_gru(W, R, B, x, h0, linear_before_reset), "float32")
