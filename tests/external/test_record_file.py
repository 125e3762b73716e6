"""A model's file, run on an input."""

from pathlib import Path

import httpx
import numpy as np
import onnx
import pytest
import torch
import xarray as xr
from torch import nn

import gatescope as gs
from command import served
from gatescope.cli.opening import opened_path
from gatescope.errors import InputError
from gatescope.recording.file import record_file
from onnx_models import X, model, node, parameters
from samples import layer, numbers
from torch_models import contracting


def paths(tree: xr.DataTree) -> list[str]:
    return sorted(each.path for each in tree.subtree if each.has_data)


def test_a_file_with_one_layer_needs_no_name(tmp_path: Path) -> None:
    layer(gs.LSTM).save(tmp_path / "lstm.safetensors")
    found = record_file(tmp_path / "lstm.safetensors", {"x": numbers(4, 2)})
    assert paths(found) == ["/0/forward"]
    expected = gs.run(layer(gs.LSTM), numbers(4, 2))
    np.testing.assert_array_equal(found["0/forward"]["c"], expected["c"])
    assert found["0/forward"].attrs["source"] == "lstm.safetensors"


def test_of_several_layers_one_is_named(tmp_path: Path) -> None:
    both = nn.ModuleDict({"encoder": nn.GRU(2, 3, bidirectional=True), "decoder": nn.RNN(6, 2)})
    torch.save(contracting(both).state_dict(), path := tmp_path / "both.pt")
    x = numbers(4, 2).astype(np.float32)
    found = record_file(path, x, module="encoder")
    assert paths(found) == ["/encoder/0/forward", "/encoder/0/reverse"]
    y, _ = both["encoder"](torch.tensor(x))
    h = [found[f"encoder/0/{d}"]["h"].values[:, 0] for d in ("forward", "reverse")]
    np.testing.assert_allclose(np.concatenate(h, axis=-1), y.detach(), atol=1e-6)
    for wrong in (None, "nix"):
        with pytest.raises(InputError, match=r"\['encoder', 'decoder'\].*--layer"):
            record_file(path, x, module=wrong)
    with pytest.raises(InputError, match=r"the arrays \['a', 'b'\]"):
        record_file(path, {"a": x, "b": x}, module="encoder")


def test_an_onnx_model_is_run_as_a_whole(tmp_path: Path) -> None:
    onnx.save(model([node("GRU")], parameters("GRU")), path := tmp_path / "gru.onnx")
    found = record_file(path, {"X": X})
    assert "certificate" in found["layer/0/forward"].attrs
    with pytest.raises(InputError, match="as a whole"):
        record_file(path, X, module="layer")


def test_open_takes_a_file_and_its_input(tmp_path: Path) -> None:
    file, x = tmp_path / "lstm.safetensors", tmp_path / "x.csv"
    layer(gs.LSTM).save(file)
    np.savetxt(x, numbers(4, 2), delimiter=",")
    with served("open", str(file), "--input", str(x), "--no-browser", "--port", "0") as server:
        address, _, token = server.address.partition("/#token=")
        key = {"authorization": f"Bearer {token}"}
        facts = httpx.get(f"{address}/api/opened", headers=key).json()
    assert facts["title"] == "lstm.safetensors"
    assert [(each["path"], each["time"]) for each in facts["layers"]] == [("0/forward", 4)]
    for path, inputs in ((file, None), (tmp_path, x)):
        with pytest.raises(InputError, match="--input"):
            opened_path(path, inputs=inputs, layer=None, labels=None)
