"""ONNX models: their nodes come back as weights, whose h is that of ONNX Runtime."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from gatescope import load_weights, run
from gatescope.convert import Found, Recurrent
from gatescope.errors import ConversionError
from onnx_models import (
    BATCH,
    TIME,
    UNITS,
    X,
    branches,
    looped,
    model,
    node,
    output,
    parameters,
)
from samples import Array, numbers
from tolerances import assert_close

LSTM_P = ["X", "W", "R", "B", "", "", "", "P"]
DIRECTIONS = {"forward": 1, "reverse": 1, "bidirectional": 2}


def saved(made: onnx.ModelProto, folder: Path) -> Path:
    path = folder / "model.onnx"
    onnx.save(made, path)
    return path


def found(made: onnx.ModelProto, folder: Path) -> Found:
    return load_weights(saved(made, folder))


def replayed(recurrent: Recurrent) -> Array:
    """(time, direction, batch, unit), as ONNX has it."""
    tree = run(recurrent, X)["0"]
    return np.stack([tree[d]["h"].values for d in recurrent.directions], axis=1)


@pytest.mark.parametrize("bias", [True, False], ids=["bias", "no bias"])
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize(
    ("operator", "options", "cell"),
    [
        ("LSTM", {}, "lstm"),
        ("GRU", {}, "gru_z_old"),
        ("GRU", {"linear_before_reset": 1}, "gru_reset_after"),
        ("RNN", {}, "rnn"),
        ("RNN", {"activations": ["Relu"]}, "rnn_relu"),
    ],
)
def test_every_operator_and_direction_is_replayed(
    operator: str, options: dict[str, Any], cell: str, direction: str, bias: bool, tmp_path: Path
) -> None:
    many = DIRECTIONS[direction]
    if "activations" in options:
        options = {"activations": options["activations"] * many}
    inputs = ["X", "W", "R"] + ["B"] * bias
    layer = node(operator, inputs=inputs, direction=direction, **options)
    made = model([layer], parameters(operator, many, bias))
    recurrent = found(made, tmp_path)["layer"]
    assert recurrent.kind == f"ONNX {operator}"
    assert {part.weights.cell.name for part in recurrent.parts} == {cell}
    assert_close(replayed(recurrent), output(made), "float32")


ALPHAS, BETAS = {"activation_alpha": [0.3, 1.5]}, {"activation_beta": [0.4, 0.7]}


@pytest.mark.parametrize(
    ("operator", "options", "cell"),
    [
        ("LSTM", {"peepholes": True}, "lstm_peephole"),
        ("LSTM", {"input_forget": 1}, "lstm_coupled"),
        (
            "LSTM",
            {"peepholes": True, "input_forget": 1, "clip": 0.2},
            "lstm_peephole_coupled_clip",
        ),
        ("LSTM", {"clip": 0.2}, "lstm_clip"),
        ("LSTM", {"activations": ["HardSigmoid", "Elu", "LeakyRelu"]}, "lstm_hard_sigmoid_elu_"),
        ("GRU", {"clip": 0.2}, "gru_z_old_clip"),
        ("GRU", {"clip": 0.2, "linear_before_reset": 1}, "gru_reset_after_clip"),
        (
            "GRU",
            {"activations": ["HardSigmoid", "ScaledTanh"], **ALPHAS, **BETAS},
            "gru_z_old_hard",
        ),
        ("GRU", {"activations": ["Sigmoid", "Affine"], **ALPHAS, **BETAS}, "gru_z_old_offset"),
        ("RNN", {"activations": ["Softplus"]}, "rnn_softplus"),
        ("RNN", {"activations": ["Softsign"], "clip": 0.2}, "rnn_softsign_clip"),
        ("RNN", {"activations": ["LeakyRelu"], "activation_alpha": [0.3]}, "rnn_leaky_relu"),
    ],
)
def test_what_attributes_make_of_a_layer_is_replayed(
    operator: str, options: dict[str, Any], cell: str, tmp_path: Path
) -> None:
    options = dict(options)
    # Weights that bring the gates to where activations bend and limits cut.
    arrays = {name: 4 * array for name, array in parameters(operator).items()}
    if options.pop("peepholes", False):
        options["inputs"] = LSTM_P
        arrays["P"] = numbers(1, 3 * UNITS, seed=9).astype(np.float32)
    made = model([node(operator, **options)], arrays)
    recurrent = found(made, tmp_path)["layer"]
    assert recurrent.parts[0].weights.cell.name.startswith(cell)
    assert_close(replayed(recurrent), output(made), "float32")


def test_directions_can_have_activations_of_their_own(tmp_path: Path) -> None:
    layer = node("RNN", direction="bidirectional", activations=["Tanh", "Relu"])
    made = model([layer], parameters("RNN", 2))
    recurrent = found(made, tmp_path)["layer"]
    assert [part.weights.cell.name for part in recurrent.parts] == ["rnn", "rnn_relu"]
    assert_close(replayed(recurrent), output(made), "float32")


def test_parameters_come_through_constants_and_identities(tmp_path: Path) -> None:
    arrays = parameters("LSTM")
    constant = helper.make_node("Constant", [], ["R"], value=numpy_helper.from_array(arrays["R"]))
    same = [
        helper.make_node("Identity", [a], [b]) for a, b in (("own", "between"), ("between", "W"))
    ]
    initial = {"own": arrays["W"], "B": arrays["B"]}
    made = model([constant, *same, node("LSTM")], initial)
    assert_close(replayed(found(made, tmp_path)["layer"]), output(made), "float32")


def test_parameters_come_through_nodes_that_move_numbers(tmp_path: Path) -> None:
    """As exporters put another tool's blocks in ONNX's order."""
    W = parameters("GRU")["W"][0]
    arrays = parameters("GRU") | {
        "rzn": np.concatenate([W[UNITS : 2 * UNITS], W[:UNITS], W[2 * UNITS :]]).T.copy(),
        "first": np.array([0]),
    }
    del arrays["W"]
    places = [helper.make_node("Transpose", ["rzn"], ["rows"])]
    for k, name in enumerate("rzn"):
        for end in (k, k + 1):
            made = numpy_helper.from_array(np.array([end * UNITS]))
            places.append(helper.make_node("Constant", [], [f"{name}{end}"], value=made))
        ends = [f"{name}{k}", f"{name}{k + 1}"]
        places.append(helper.make_node("Slice", ["rows", *ends, "first"], [name]))
    order = helper.make_node("Concat", ["z", "r", "n"], ["zrn"], axis=0)
    wrapped = helper.make_node("Unsqueeze", ["zrn", "first"], ["W"])
    made = model([*places, order, wrapped, node("GRU")], arrays)
    recurrent = found(made, tmp_path)["layer"]
    assert np.array_equal(recurrent.parts[0].weights["z.x"], W[:UNITS])
    assert_close(replayed(recurrent), output(made), "float32")


def test_both_branches_of_an_if_are_found_by_path(tmp_path: Path) -> None:
    made = branches(parameters("GRU"))
    both = found(made, tmp_path)
    assert list(both) == ["choice/else_branch/GRU_0", "choice/then_branch/layer"]
    for name, which in zip(both, (False, True), strict=True):
        expected = output(made, which=np.array(which))
        assert_close(replayed(both[name]), expected, "float32")


def test_a_model_whose_layer_was_taken_apart_is_refused_with_what_to_do(tmp_path: Path) -> None:
    apart = helper.make_node("Tanh", ["X"], ["Y"])
    graph = helper.make_graph([apart], "m", [], [])
    with pytest.raises(
        ConversionError, match=r"none is found.* dynamo=False .*export the model ag"
    ):
        load_weights(saved(helper.make_model(graph), tmp_path))


def test_a_node_in_a_loop_is_found_by_path(tmp_path: Path) -> None:
    made = looped(parameters("GRU"))
    assert_close(replayed(found(made, tmp_path)["loop/body/layer"]), output(made), "float32")


def test_nodes_of_one_name_are_told_apart(tmp_path: Path) -> None:
    first, second = node("GRU"), node("GRU")
    first.output[0] = "unused"
    assert list(found(model([first, second], parameters("GRU")), tmp_path)) == [
        "layer",
        "layer (2)",
    ]


def test_what_the_model_gives_a_layer_besides_is_said(tmp_path: Path) -> None:
    inputs = ["X", "W", "R", "B", "lengths", "h0"]
    given = {
        "lengths": np.array([TIME, 3], np.int32),
        "h0": np.zeros((1, BATCH, UNITS), np.float32),
    }
    made = model([node("GRU", inputs=inputs)], parameters("GRU") | given)
    states, lengths = found(made, tmp_path)["layer"].notes
    assert "initial=" in states
    assert "lengths=" in lengths


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("raw", [True, False])
def test_every_precision_and_form_of_numbers_is_read(dtype: str, raw: bool, tmp_path: Path) -> None:
    arrays = {n: a.astype(dtype) for n, a in parameters("LSTM").items()}
    tensors = [
        helper.make_tensor(
            n,
            helper.np_dtype_to_tensor_dtype(a.dtype),
            a.shape,
            a.tobytes() if raw else a.ravel(),
            raw=raw,
        )
        for n, a in arrays.items()
    ]
    graph = helper.make_graph([node("LSTM")], "model", [], [], tensors)
    recurrent = found(helper.make_model(graph), tmp_path)["layer"]
    exact = model([node("LSTM")], {n: a.astype("f4") for n, a in arrays.items()})
    assert_close(replayed(recurrent), output(exact), "float32")


def test_external_data_beside_the_model_is_read(tmp_path: Path) -> None:
    made = model([node("LSTM")], parameters("LSTM"))
    path = tmp_path / "model.onnx"
    options = {"save_as_external_data": True, "location": "data.bin", "size_threshold": 0}
    onnx.save(made, path, **options)
    expected = output(str(path))
    assert (tmp_path / "data.bin").stat().st_size > 0
    assert_close(replayed(load_weights(path)["layer"]), expected, "float32")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (node("GRU", inputs=LSTM_P), "peepholes (its input P)"),
        (node("LSTM", inputs=[*LSTM_P[:-1], "W"]), "its P to have 2 axes, the first of 1"),
        (node("LSTM", input_forget=2), "its input_forget to be 0 or 1, got 2"),
        (node("GRU", clip=-3.0), "its clip to be a number above 0, got -3.0"),
        (node("GRU", clip=3), "its clip to be a number above 0, got 3"),
        (node("RNN", activations=["Affine"]), "activation_alpha and activation_beta with Affine"),
        (node("RNN", activations=["Tanh"], activation_alpha=3), "its activation_alpha to be numb"),
        (node("RNN", activations=["ThresholdedRelu"]), "got ('ThresholdedRelu',), which is not"),
        (node("LSTM", activations=["HardSigmoid", "Tanh"]), "Expected 3 activations of"),
        (node("GRU", linear_before_reset=2), "its linear_before_reset to be 0 or 1, got 2"),
        (node("GRU", linear_before_reset=[1]), "its linear_before_reset to be 0 or 1, got"),
        (node("GRU", direction="sideways"), "got 'sideways'"),
        (node("GRU", direction=3), "got 3"),
        (node("GRU", activations=3), "got 3"),
        (node("GRU", direction="bidirectional"), "the first of 2 directions"),
        (node("GRU", inputs=["X", "W"]), "no W and R"),
        (
            node("GRU", inputs=["X", "W", "elsewhere"]),
            "its R to stand in the file, got one that is",
        ),
        (node("GRU", inputs=["X", "W", "W"]), "its W of 3 blocks of 3 rows"),
        (node("DynamicQuantizeLSTM", domain="com.microsoft"), "com.microsoft.DynamicQuantizeLSTM"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(
    made: onnx.NodeProto, words: str, tmp_path: Path
) -> None:
    arrays = parameters("LSTM" if made.op_type == "LSTM" else "GRU")
    if made.op_type == "RNN":
        arrays = parameters("RNN")
    tensors = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    path = saved(helper.make_model(helper.make_graph([made], "m", [], [], tensors)), tmp_path)
    with pytest.raises(ConversionError) as refused:
        load_weights(path)
    assert words in str(refused.value)
