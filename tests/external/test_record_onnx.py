"""Recorded ONNX models: every value is of ONNX Runtime's own run."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import pytest
import xarray as xr
from onnx import TensorProto, helper, numpy_helper

from gatescope import open as open_trace
from gatescope import record_onnx, save
from gatescope.errors import CertificateError, InputError, RecordingError
from gatescope.recording.certificate import CertificateWarning
from gatescope.recording.onnx import recording
from onnx_models import BATCH, INPUTS, TIME, UNITS, X, branches, looped, model, node, output
from onnx_models import parameters as parameters_of
from samples import Array, numbers


def saved(made: onnx.ModelProto, folder: Path) -> Path:
    path = folder / "m.onnx"
    onnx.save(made, path)
    return path


def layers(tree: xr.DataTree) -> list[str]:
    return [each.path for each in tree.subtree if each.has_data]


def certificate(trace: Any) -> dict[str, Any]:
    return dict(json.loads(trace.attrs["certificate"]))


@pytest.mark.parametrize(("direction", "many"), [("reverse", 1), ("bidirectional", 2)])
@pytest.mark.parametrize(
    ("operator", "options"),
    [("LSTM", {}), ("GRU", {}), ("GRU", {"linear_before_reset": 1}), ("RNN", {})],
)
def test_every_operator_is_recorded_and_certified(
    operator: str, options: dict[str, Any], direction: str, many: int, tmp_path: Path
) -> None:
    made = model([node(operator, direction=direction, **options)], parameters_of(operator, many))
    path = saved(made, tmp_path)
    before = path.read_bytes()
    tree = record_onnx(path, X)
    directions = ["forward", "reverse"][-many:]
    assert layers(tree) == [f"/layer/0/{d}" for d in directions]
    own = output(made)
    for k, each in enumerate(directions):
        trace = tree[f"layer/0/{each}"]
        assert np.array_equal(trace["h"], own[:, k])
        assert np.array_equal(trace["x"], X)
        compared = {"h", "h_last"} | ({"c_last"} if operator == "LSTM" else set())
        assert certificate(trace)["differences"].keys() == compared
        assert certificate(trace)["holds"]
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"m.onnx": before}


def test_the_models_own_outputs_are_given_by_their_names(tmp_path: Path) -> None:
    made = model([node("GRU")], parameters_of("GRU"))
    tree, given = record_onnx(saved(made, tmp_path), X, outputs=True)
    assert layers(tree) == ["/layer/0/forward"]
    assert list(given) == ["Y"]
    assert np.array_equal(given["Y"], output(made))


def ragged() -> tuple[onnx.ModelProto, dict[str, Array]]:
    """An LSTM in both directions, of sequences of different lengths, from given states."""
    states = {f"initial_{s}": numbers(2, BATCH, UNITS, seed=k) for k, s in enumerate("hc")}
    given = {s: a.astype(np.float32) for s, a in states.items()}
    given["lengths"] = np.array([TIME, TIME - 2], np.int32)
    inputs = ["X", "W", "R", "B", "lengths", "initial_h", "initial_c"]
    layer = node("LSTM", inputs=inputs, direction="bidirectional")
    return model([layer], parameters_of("LSTM", 2) | given), given


def test_lengths_and_given_states_are_those_of_the_run(tmp_path: Path) -> None:
    made, given = ragged()
    tree = record_onnx(saved(made, tmp_path), X)
    inside = np.arange(TIME)[:, None] < given["lengths"]
    for k, each in enumerate(("forward", "reverse")):
        trace = tree[f"layer/0/{each}"]
        assert trace["length"].values.tolist() == given["lengths"].tolist()
        assert np.isnan(trace["f"].values[~inside]).all()
        assert np.isnan(trace["x"].values[~inside]).all()
        assert np.array_equal(trace["h"].values[inside], output(made)[:, k][inside])
        assert np.array_equal(trace["c0"], given["initial_c"][k])
        assert np.array_equal(trace["h0"], given["initial_h"][k])


def test_the_branch_of_an_if_that_is_taken_is_recorded(tmp_path: Path) -> None:
    made = branches(parameters_of("GRU"))
    path = saved(made, tmp_path)
    for which, name in ((True, "then_branch/layer"), (False, "else_branch/GRU_0")):
        tree = record_onnx(path, {"X": X, "which": np.array(which)})
        assert layers(tree) == [f"/choice/{name}/0/forward"]
        own = output(made, which=np.array(which))[:, 0]
        assert np.array_equal(tree[f"choice/{name}/0/forward"]["h"], own)


def test_an_if_within_an_if_is_recorded(tmp_path: Path) -> None:
    inner = branches(parameters_of("GRU"))
    y = helper.make_tensor_value_info("Y", TensorProto.FLOAT, [None] * 4)
    nothing = helper.make_tensor("", TensorProto.FLOAT, [1, 1, 1, 1], [0.0])
    zero = helper.make_node("Constant", [], ["Y"], value=nothing)
    graphs = {
        "then_branch": helper.make_graph(inner.graph.node, "outer then", [], [y]),
        "else_branch": helper.make_graph([zero], "outer else", [], [y]),
    }
    outer = helper.make_node("If", ["which"], ["Y"], name="outer", **graphs)
    path = saved(model([outer], parameters_of("GRU"), ("X", "which")), tmp_path)
    tree = record_onnx(path, {"X": X, "which": np.array(True)})
    assert layers(tree) == ["/outer/then_branch/choice/then_branch/layer/0/forward"]
    with pytest.raises(RecordingError, match="but none did"):
        record_onnx(path, {"X": X, "which": np.array(False)})


def test_a_node_in_a_loop_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match=r"'loop/body/layer' in .*, got it in a Loop"):
        record_onnx(saved(looped(parameters_of("GRU")), tmp_path), X)


def test_a_node_in_a_function_is_refused_by_name(tmp_path: Path) -> None:
    arrays = parameters_of("GRU")
    values = [
        helper.make_node("Constant", [], [n], value=numpy_helper.from_array(a))
        for n, a in arrays.items()
    ]
    opset = [helper.make_opsetid("", 14)]
    function = helper.make_function("own", "mine", ["X"], ["Y"], [*values, node("GRU")], opset)
    made = model([helper.make_node("mine", ["X"], ["Y"], domain="own")], {}, checked=False)
    made.functions.append(function)
    made.opset_import.append(helper.make_opsetid("own", 1))
    with pytest.raises(RecordingError, match=r"'mine/layer' .*, got it in a function"):
        record_onnx(saved(made, tmp_path), X)


def test_a_batch_that_comes_first_is_recorded_time_first(tmp_path: Path) -> None:
    """ONNX Runtime has no layout=1: the oracle is the same node with layout=0."""
    options: dict[str, Any] = {
        "direction": "bidirectional",
        "inputs": ["X", "W", "R", "B", "", "h"],
    }
    h = numbers(2, BATCH, UNITS, seed=3).astype(np.float32)
    arrays = parameters_of("GRU", 2)
    made = model([node("GRU", **options)], arrays | {"h": h})
    turned = model([node("GRU", layout=1, **options)], arrays | {"h": h.swapaxes(0, 1).copy()})
    turned.graph.input[0].CopyFrom(helper.make_tensor_value_info("X", TensorProto.FLOAT, None))
    own = output(made)
    whole = own.transpose(2, 0, 1, 3)
    tree = record_onnx(saved(turned, tmp_path), X.swapaxes(0, 1), expected=whole)
    for k, each in enumerate(("forward", "reverse")):
        assert np.array_equal(tree[f"layer/0/{each}"]["h"], own[:, k])


def in_precision(dtype: str) -> onnx.ModelProto:
    kind = helper.np_dtype_to_tensor_dtype(np.dtype(dtype))
    arrays = {n: a.astype(dtype) for n, a in parameters_of("LSTM").items()}
    return model([node("LSTM")], arrays, kind=kind)


def test_half_precision_is_certified_by_its_own_tolerance(tmp_path: Path) -> None:
    made, x = in_precision("float16"), X.astype("float16")
    trace = record_onnx(saved(made, tmp_path), X)["layer/0/forward"]
    assert certificate(trace)["precision"] == trace.attrs["dtype"] == "float16"
    assert trace["h"].dtype == "float32"
    assert np.array_equal(trace["h"], output(made, X=x)[:, 0])


def test_a_precision_that_onnx_runtime_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordingError, match="does not support double"):
        record_onnx(saved(in_precision("float64"), tmp_path), X)


def test_layers_between_others_are_named_as_in_the_model(tmp_path: Path) -> None:
    """The second reads what was made of the first; names have the slashes that exporters give."""
    first = node("GRU", name="/encoder//rnn/GRU")
    first.output[0] = "first"
    between = [
        helper.make_node("Squeeze", ["first", "one"], ["flat"]),
        helper.make_node("Relu", ["flat"], ["kinked"]),
    ]
    second = node("LSTM", name="../head", inputs=["kinked", "V", "U"])
    arrays = parameters_of("GRU") | {"one": np.array([1])}
    own = parameters_of("LSTM", inputs=UNITS)
    made = model([first, *between, second], arrays | {"V": own["W"], "U": own["R"]})
    tree = record_onnx(saved(made, tmp_path), X)
    assert layers(tree) == ["/_../head/0/forward", "/encoder/rnn/GRU/0/forward"]
    h = tree["encoder/rnn/GRU/0/forward"]["h"]
    assert np.array_equal(tree["_../head/0/forward"]["x"], np.maximum(h, 0))
    save(tree, tmp_path / "run.zarr")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["m.onnx", "run.zarr"]
    assert layers(open_trace(tmp_path / "run.zarr")) == layers(tree)


def test_a_forgotten_linear_before_reset_is_found_by_the_models_own_output(
    tmp_path: Path,
) -> None:
    arrays = parameters_of("GRU")
    own = output(model([node("GRU", linear_before_reset=1)], arrays))
    path = saved(model([node("GRU")], arrays), tmp_path)
    with pytest.raises(
        CertificateError, match=r"With linear_before_reset=1 in \['layer'\] it fits"
    ):
        record_onnx(path, X, expected={"Y": own})
    with pytest.warns(CertificateWarning, match="linear_before_reset=1"):
        assert layers(record_onnx(path, X, expected=own, certify="warn"))
    with pytest.raises(CertificateError, match="export it again"):
        record_onnx(path, X, expected=own + 1)


def test_a_runtime_that_reads_the_reset_otherwise_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(made: onnx.ModelProto, inputs: Any) -> Any:
        layer = next(each for each in made.graph.node if each.op_type == "GRU")
        layer.attribute.append(helper.make_attribute("linear_before_reset", 1))
        given = as_it_is(made, inputs)
        del layer.attribute[-1]
        return given

    as_it_is = recording.outputs
    monkeypatch.setattr(recording, "outputs", otherwise)
    path = saved(model([node("GRU")], parameters_of("GRU")), tmp_path)
    message = r"^Layer 'layer/0/forward': .* With linear_before_reset=1 instead of 0 the layer"
    with pytest.raises(CertificateError, match=message):
        record_onnx(path, X)


def test_a_runtime_that_computes_something_else_is_an_error_without_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubled(made: onnx.ModelProto, inputs: Any) -> Any:
        given = as_it_is(made, inputs)
        return {name: a if a.ndim != 4 else 2 * a for name, a in given.items()}

    as_it_is = recording.outputs
    monkeypatch.setattr(recording, "outputs", doubled)
    path = saved(model([node("LSTM")], parameters_of("LSTM")), tmp_path)
    with pytest.raises(CertificateError, match=r"^Layer 'layer/0/forward': expected h(?!.* fits)"):
        record_onnx(path, X)


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({"Z": X}, r"inputs for \['X'\], got \['Z'\]"),
        (X[0], rf"'X' with the shape \({TIME}, {BATCH}, {INPUTS}\), got \({BATCH}, {INPUTS}\)"),
        (X[..., :1], "with the shape"),
        ([[[1.0], [1.0, 2.0]]], "rows of different lengths"),
        (np.full(X.shape, "1"), "'X' to be of float32, got <U1"),
    ],
)
def test_inputs_that_do_not_fit_are_refused(inputs: Any, words: str, tmp_path: Path) -> None:
    path = saved(model([node("RNN")], parameters_of("RNN")), tmp_path)
    with pytest.raises(InputError, match=words):
        record_onnx(path, inputs)


def test_options_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    path = saved(model([node("RNN")], parameters_of("RNN")), tmp_path)
    with pytest.raises(RecordingError, match="Expected certify="):
        recording.recorded(path, X, None, "sample")
    with pytest.raises(InputError, match=r"by the outputs \['Y'\], got \['Z'\]"):
        record_onnx(path, X, expected={"Z": X})
    with pytest.raises(InputError, match=r"expected\['Y'\] with the shape"):
        record_onnx(path, X, expected=X)
