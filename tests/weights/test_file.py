import json
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from gatescope.cells import GRU, LSTM, Cell
from gatescope.errors import WeightsError
from gatescope.weights import FORMAT, Weights, read, write
from samples import CELLS, layer


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
@pytest.mark.parametrize("dtype", ["float64", "float32", "float16"])
def test_weights_come_back_from_their_file(cell: Cell, dtype: str, tmp_path: Path) -> None:
    weights = layer(cell, 3, 4).astype(dtype)
    weights.save(tmp_path / "w.safetensors")
    back = Weights.load(tmp_path / "w.safetensors", cell)
    assert back.cell == cell
    assert back.dtype == dtype
    assert all(np.array_equal(back[name], weights[name]) for name in cell.parameters)


def test_arrays_that_are_not_the_cells_are_kept_apart(tmp_path: Path) -> None:
    readout = np.eye(3)
    write(tmp_path / "w.safetensors", layer(LSTM), {"readout.weight": readout})
    weights, others = read(tmp_path / "w.safetensors")
    assert list(weights) == list(LSTM.parameters)
    assert np.array_equal(others["readout.weight"], readout)


def test_an_array_that_is_not_contiguous_is_written_in_its_order(tmp_path: Path) -> None:
    weights = layer(LSTM)
    turned = Weights(LSTM, {**weights, "f.h": weights["f.h"].T})
    turned.save(tmp_path / "w.safetensors")
    assert np.array_equal(Weights.load(tmp_path / "w.safetensors")["f.h"], weights["f.h"].T)


def test_a_file_of_another_cell_is_refused(tmp_path: Path) -> None:
    layer(LSTM).save(tmp_path / "w.safetensors")
    with pytest.raises(WeightsError, match=r"the cell 'gru' in .*w.safetensors, got 'lstm'"):
        Weights.load(tmp_path / "w.safetensors", GRU)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match=r"at .*none\.safetensors, got one that cannot be read"):
        Weights.load(tmp_path / "none.safetensors")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="cannot be read"):
        Weights.load(tmp_path)


def test_a_file_that_is_no_safetensors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are no weights at all", "utf-8")
    with pytest.raises(WeightsError, match=r"Expected a safetensors file at .*Save it again"):
        Weights.load(path)


def test_safetensors_of_something_else_are_refused(tmp_path: Path) -> None:
    save_file({"a": np.zeros(3)}, tmp_path / "other.safetensors")
    with pytest.raises(WeightsError, match=f"to say that it is '{FORMAT}', got None"):
        Weights.load(tmp_path / "other.safetensors")


@pytest.mark.parametrize(
    ("sentence", "cell"),
    [
        ("Expecting value", "no JSON"),
        ("Expected a cell's JSON with the keys", json.dumps({"name": "lstm"})),
        ("decoding a JSON array", "[" * 100_000),
        ("missing", json.dumps(GRU.to_json())),
    ],
)
def test_a_file_whose_cell_does_not_fit_is_refused_by_its_name(
    sentence: str, cell: str, tmp_path: Path
) -> None:
    path = tmp_path / "w.safetensors"
    save_file(dict(layer(LSTM)), path, metadata={"format": FORMAT, "cell": cell})
    with pytest.raises(WeightsError) as refused:
        Weights.load(path)
    assert str(path) in str(refused.value)
    assert sentence in str(refused.value)
