"""ONNX models that are damaged or made to harm are not recorded, and nothing is written."""

from contextlib import suppress
from pathlib import Path

import onnx
import pytest
from onnx import TensorProto, helper

from damage import damaged
from gatescope import record_onnx
from gatescope.errors import ConversionError, GatescopeError, RecordingError
from gatescope.recording.onnx import model as model_file
from onnx_models import X, model, node, output, parameters

MADE = model([node("GRU")], parameters("GRU"))


def with_data_elsewhere(folder: Path) -> Path:
    path = folder / "m.onnx"
    options = {"save_as_external_data": True, "location": "data.bin", "size_threshold": 0}
    onnx.save(model([node("GRU")], parameters("GRU")), path, **options)
    return path


def moved(path: Path, location: str) -> None:
    """A model that says that its data are somewhere else."""
    made = onnx.load(path, load_external_data=False)
    for tensor in made.graph.initializer:
        for entry in tensor.external_data:
            entry.value = location if entry.key == "location" else entry.value
    path.write_bytes(made.SerializeToString())


def test_data_beside_the_model_are_those_of_the_run(tmp_path: Path) -> None:
    trace = record_onnx(with_data_elsewhere(tmp_path), X)["layer/0/forward"]
    assert (trace["h"].values == output(MADE)[:, 0]).all()


def test_data_outside_the_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    path = with_data_elsewhere(tmp_path / "own")
    (tmp_path / "own" / "data.bin").rename(tmp_path / "data.bin")
    moved(path, "../data.bin")
    with pytest.raises(ConversionError, match="leads out of its folder"):
        record_onnx(path, X)


@pytest.mark.parametrize("dims", [[2**40, 2**20], [-1, 3]])
def test_data_of_another_tensor_than_a_layers_are_as_little_trusted(
    dims: list[int], tmp_path: Path
) -> None:
    tensor = TensorProto(name="more", data_type=TensorProto.FLOAT, dims=dims)
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="/etc/passwd")
    made = model([node("GRU")], parameters("GRU"))
    made.graph.initializer.append(tensor)
    (tmp_path / "m.onnx").write_bytes(made.SerializeToString())
    with pytest.raises(
        ConversionError, match=r"at most 2,147,483,647 bytes|got type 1 of the shape"
    ):
        record_onnx(tmp_path / "m.onnx", X)


def test_a_model_that_is_too_large_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_data_elsewhere(tmp_path)
    monkeypatch.setattr(model_file, "LARGEST", path.stat().st_size)
    with pytest.raises(ConversionError, match=r"with its data, got .* Record a part of it"):
        record_onnx(path, X)


def test_what_onnx_runtime_does_not_run_is_said(tmp_path: Path) -> None:
    last = helper.make_node("Nothing", ["Y"], ["Z"], domain="nobody")
    made = model([node("GRU"), last], parameters("GRU"), checked=False)
    made.opset_import.append(helper.make_opsetid("nobody", 1))
    (tmp_path / "m.onnx").write_bytes(made.SerializeToString())
    with pytest.raises(RecordingError, match=r"got its error: .*Nothing"):
        record_onnx(tmp_path / "m.onnx", X)


def test_a_damaged_model_is_recorded_or_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "m.onnx"
    for content in damaged(MADE.SerializeToString()):
        path.write_bytes(content)
        with suppress(GatescopeError):
            record_onnx(path, X)
    assert [*tmp_path.iterdir()] == [path]
