"""What is found in a file: its modules by name, and their convention in words."""

import sys
from pathlib import Path

import numpy as np
import pytest

from gatescope import GRU, GRU_RESET_AFTER, LSTM, load_weights, run
from gatescope.cells import (
    ALL,
    LSTM_COUPLED,
    LSTM_PEEPHOLE,
    RNN_RELU,
    Cell,
    gru,
    hard_sigmoid,
    lstm,
)
from gatescope.convert import Recurrent
from gatescope.convert.convention import convention
from gatescope.errors import ConversionError, MissingExtra, WeightsError
from samples import layer, numbers

X = numbers(5, 2)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (GRU, "r before the product; open z takes the new"),
        (gru("before", "old"), "r before the product; open z keeps the old"),
        (GRU_RESET_AFTER, "r after the product; open z keeps the old"),
        (gru("after", "new"), "r after the product; open z takes the new"),
        (LSTM, ""),
        (RNN_RELU, "relu"),
        (LSTM_PEEPHOLE, "peepholes"),
        (LSTM_COUPLED, "f = 1 − i"),
        (lstm(gate=hard_sigmoid, limit=3.0), "clip 3; hard sigmoid 0.2, 0.5"),
    ],
    ids=lambda given: getattr(given, "name", ""),
)
def test_the_convention_is_read_off_the_graph(cell: Cell, words: str) -> None:
    assert convention(cell) == words


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_a_file_of_our_own_is_one_layer(cell: Cell, tmp_path: Path) -> None:
    layer(cell).save(tmp_path / "w.safetensors")
    found = load_weights(tmp_path / "w.safetensors")
    assert list(found) == [""]
    assert [part.path for part in found.parts] == ["0/forward"]
    own = run(found[""], X)["0/forward"]
    assert own["h"].equals(run(layer(cell), X)["h"])


def test_a_file_of_our_own_that_does_not_fit_together_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "w.safetensors"
    layer(LSTM).save(path)
    path.write_bytes(path.read_bytes().replace(b'"f.h"', b'"q.h"'))
    with pytest.raises(WeightsError, match=r"missing \['f.h'\]"):
        load_weights(path)


def test_a_layer_that_reads_from_the_end_is_run_from_the_end() -> None:
    weights = layer(LSTM)
    h = run(Recurrent("back", "ONNX LSTM", (weights,), ("reverse",)), X)["0/reverse"]["h"]
    assert np.array_equal(h, run(weights, X[::-1])["h"][::-1])


@pytest.mark.parametrize("content", [b"", b"PNG", b"\x89HDX", b"0" * 100])
def test_a_file_of_another_kind_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    with pytest.raises(ConversionError, match=r"Expected .*safetensors.* got one that begins"):
        load_weights(path)


@pytest.mark.parametrize(
    ("beginning", "module", "extra"),
    [
        (b"\x08\x08", "onnx", "onnx"),
        (b"\x89HDF\r\n\x1a\n", "h5py", "keras"),
        (b"\x80\x02", "torch", "torch"),
    ],
)
def test_what_a_kind_of_file_needs_is_told_with_the_command_that_adds_it(
    beginning: bytes, module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    (tmp_path / "m").write_bytes(beginning)
    with pytest.raises(MissingExtra, match=rf"pip install 'gatescope\[{extra}\]'"):
        load_weights(tmp_path / "m")


@pytest.mark.parametrize("name", ["", "none.safetensors"])
def test_what_is_no_file_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="got none that can be read"):
        load_weights(tmp_path / name)


def test_a_file_without_recurrent_layers_is_refused(tmp_path: Path) -> None:
    from safetensors.numpy import save_file

    save_file({"linear.weight": np.zeros((2, 2))}, tmp_path / "m.safetensors")
    with pytest.raises(ConversionError, match="in which none is found"):
        load_weights(tmp_path / "m.safetensors")
