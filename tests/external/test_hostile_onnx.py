"""ONNX models that are damaged or made to harm: refused, nothing written."""

from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from damage import damaged, read_or_refused
from gatescope import load_weights
from gatescope.convert import limits
from gatescope.errors import ConversionError
from onnx_models import model, node, parameters
from samples import Array


def with_tensor(tensor: TensorProto, folder: Path) -> Path:
    """A model whose W is a tensor given."""
    others = [numpy_helper.from_array(a, n) for n, a in parameters("GRU").items() if n != "W"]
    graph = helper.make_graph([node("GRU")], "model", [], [], [tensor, *others])
    (folder / "model").mkdir()
    onnx.save(helper.make_model(graph), folder / "model" / "m.onnx")
    return folder / "model" / "m.onnx"


def external(array: Array, **place: str) -> TensorProto:
    tensor = TensorProto(name="W", data_type=TensorProto.FLOAT, dims=array.shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in place.items():
        tensor.external_data.add(key=key, value=value)
    return tensor


W = parameters("GRU")["W"]


@pytest.mark.parametrize("location", ["../data.bin", "{folder}/data.bin", "link.bin", "", "."])
def test_external_data_outside_the_folder_is_refused(location: str, tmp_path: Path) -> None:
    (tmp_path / "data.bin").write_bytes(W.tobytes())
    path = with_tensor(external(W, location=location.format(folder=tmp_path)), tmp_path)
    (path.parent / "link.bin").symlink_to(tmp_path / "data.bin")
    with pytest.raises(ConversionError, match="leads out of its folder"):
        load_weights(path)


@pytest.mark.parametrize(
    "place",
    [
        {"offset": "4"},
        {"offset": "-8"},
        {"offset": "x"},
        {"length": "8"},
        {"length": "9" * 30},
        {"offset": "9" * 30},
    ],
    ids=str,
)
def test_external_data_that_is_not_all_there_is_refused(
    place: dict[str, str], tmp_path: Path
) -> None:
    path = with_tensor(external(W, location="data.bin", **place), tmp_path)
    (path.parent / "data.bin").write_bytes(W.tobytes())
    with pytest.raises(ConversionError, match=r"in 'data.bin' at .*, got none that can be read"):
        load_weights(path)


@pytest.mark.parametrize("dims", [(1, 10**9, 10**9), (1, 12, 4), (1, -12, -3), (2**62, 2**62, 4)])
def test_a_tensor_of_a_size_that_is_not_there_is_refused(
    dims: tuple[int, ...], tmp_path: Path
) -> None:
    tensor = TensorProto(name="W", data_type=TensorProto.FLOAT, dims=dims, raw_data=W.tobytes())
    with pytest.raises(ConversionError, match="Expected its W to "):
        load_weights(with_tensor(tensor, tmp_path))


def test_a_constant_made_of_itself_is_refused(tmp_path: Path) -> None:
    circle = [helper.make_node("Identity", [a], [b]) for a, b in (("W", "V"), ("V", "W"))]
    arrays = {n: a for n, a in parameters("GRU").items() if n != "W"}
    tensors = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph([*circle, node("GRU")], "model", [], [], tensors)
    onnx.save(helper.make_model(graph), tmp_path / "m.onnx")
    with pytest.raises(ConversionError, match="made of itself"):
        load_weights(tmp_path / "m.onnx")


def test_a_text_that_is_none_is_refused(tmp_path: Path) -> None:
    content = model([node("GRU")], parameters("GRU")).SerializeToString()
    assert content.count(b"layer") == 1
    (tmp_path / "m.onnx").write_bytes(content.replace(b"layer", b"l\xff\xfeer"))
    with pytest.raises(ConversionError, match="cannot be read"):
        load_weights(tmp_path / "m.onnx")


def test_numbers_of_an_unknown_kind_are_refused(tmp_path: Path) -> None:
    tensor = TensorProto(name="W", data_type=99, dims=W.shape, raw_data=W.tobytes())
    with pytest.raises(ConversionError, match="floating numbers, got type 99"):
        load_weights(with_tensor(tensor, tmp_path))


def behind(nodes: list[onnx.NodeProto], folder: Path) -> Path:
    """A model whose W is made by some nodes from V."""
    arrays = parameters("GRU")
    arrays["V"] = arrays.pop("W")
    tensors = [numpy_helper.from_array(array, name) for name, array in arrays.items()]
    graph = helper.make_graph([*nodes, node("GRU")], "model", [], [], tensors)
    onnx.save(helper.make_model(graph), folder / "m.onnx")
    return folder / "m.onnx"


def chain(operator: str, times: int, inputs: int = 1, **options: int) -> list[onnx.NodeProto]:
    names = ["V", *(f"n{k}" for k in range(times - 1)), "W"]
    return [
        helper.make_node(operator, [names[k]] * inputs, [names[k + 1]], **options)
        for k in range(times)
    ]


def test_numbers_that_double_again_and_again_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "AT_LEAST", 2**16)
    with pytest.raises(ConversionError, match=r"Expected a node Concat in .* at most 65,536 bytes"):
        load_weights(behind(chain("Concat", 60, inputs=2, axis=1), tmp_path))


def test_numbers_behind_too_many_nodes_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="too many nodes"):
        load_weights(behind(chain("Identity", 5000), tmp_path))


def test_numbers_that_are_computed_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="one that is made by a node Mul"):
        load_weights(behind(chain("Mul", 1, inputs=2), tmp_path))


def test_a_node_that_is_not_as_onnx_defines_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="got one that cannot be computed"):
        load_weights(behind(chain("Concat", 1, inputs=2, axis=7), tmp_path))


def test_a_model_damaged_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "m.onnx"
    for content in damaged(model([node("LSTM")], parameters("LSTM")).SerializeToString()):
        path.write_bytes(content)
        read_or_refused(path)
