"""PyTorch's state dicts, in files that PyTorch's own tools write: the layer comes back."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from gatescope import load_weights, run
from gatescope.convert import Recurrent
from gatescope.errors import ConversionError
from tolerances import assert_close
from torch_models import Scripted, contracting, save_script, sequence

X = sequence(6, 2, 3)
LAYERS: dict[str, nn.Module] = {
    "lstm": nn.LSTM(3, 4),
    "deep": nn.LSTM(3, 4, num_layers=2, bidirectional=True),
    "projected": nn.LSTM(3, 4, num_layers=2, bidirectional=True, proj_size=2),
    "narrow": nn.LSTM(3, 4, bias=False, proj_size=1),
    "bare": nn.GRU(3, 5, bias=False),
    "gru": nn.GRU(3, 4, num_layers=3),
    "wide": nn.GRU(3, 1, bidirectional=True),
    "rnn": nn.RNN(3, 4),
    "lstm_cell": nn.LSTMCell(3, 4),
    "gru_cell": nn.GRUCell(3, 4),
    "rnn_cell": nn.RNNCell(3, 4, bias=False),
}


def own(module: nn.Module, x: Tensor) -> Any:
    """What the module itself gives: h of the top layer at every step."""
    if isinstance(module, nn.RNNBase):
        return module(x)[0].detach()
    state, outputs = None, []
    for step in x:
        state = module(step, state)
        outputs.append(state[0] if isinstance(state, tuple) else state)
    return torch.stack(outputs).detach()


def top(recurrent: Recurrent, x: Tensor) -> Any:
    """What its weights give."""
    tree = run(recurrent, x)
    last = tree[str(len(recurrent) - 1)]
    return np.concatenate([last[d]["h"] for d in recurrent.directions], axis=-1)


def save_legacy(state: Any, path: Path) -> None:
    torch.save(state, path, _use_new_zipfile_serialization=False)


def saved(state: dict[str, Tensor], path: Path) -> Path:
    KINDS[path.name](state, path)
    return path


KINDS = {"m.safetensors": save_file, "m.pt": torch.save, "legacy.pth": save_legacy}


@pytest.mark.parametrize("file", KINDS)
def test_a_models_layers_are_found_by_name_and_replayed(file: str, tmp_path: Path) -> None:
    model = contracting(nn.ModuleDict({**LAYERS, "out": nn.Linear(4, 2)}))
    found = load_weights(saved(model.state_dict(), tmp_path / file))
    assert set(found) == set(LAYERS)
    assert not found.refused
    for name, module in LAYERS.items():
        assert found[name].kind == f"PyTorch {type(module).__name__}"
        assert_close(top(found[name], X), own(module, X), "float32")


@pytest.mark.parametrize("file", KINDS)
@pytest.mark.parametrize("dtype", [torch.float64, torch.float16, torch.bfloat16])
def test_every_precision_is_read(dtype: torch.dtype, file: str, tmp_path: Path) -> None:
    layer = contracting(nn.GRU(3, 4)).to(dtype)
    found = load_weights(saved(layer.state_dict(), tmp_path / file))
    expected = own(layer.to(torch.float64), X.double())
    name = str(dtype).removeprefix("torch.")
    # Both start from the same rounded weights: half precision is computed in single.
    assert_close(top(found[""], X.double()), expected, name if name == "float64" else "float32")


@pytest.mark.parametrize("file", KINDS)
def test_that_tanh_is_assumed_is_said(file: str, tmp_path: Path) -> None:
    found = load_weights(saved(LAYERS["rnn"].state_dict(), tmp_path / file))
    assert "tanh is assumed" in found[""].notes[0]


def test_a_checkpoints_only_state_dict_is_named_as_in_the_model(tmp_path: Path) -> None:
    state = nn.ModuleDict({"encoder": nn.LSTM(3, 4)}).state_dict()
    torch.save({"epoch": 3, "state_dict": state, "optimizer": {"state": {}}}, tmp_path / "m.pt")
    assert list(load_weights(tmp_path / "m.pt")) == ["encoder"]


COMPILED = "_orig_mod."


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        (COMPILED, "encoder"),
        ("module.", "module.encoder"),
        (f"module.{COMPILED}", "module.encoder"),
        ("model.", "model.encoder"),
        (f"my{COMPILED}", f"my{COMPILED}encoder"),
    ],
    ids=["compiled", "parallel", "both", "lightning", "of its own"],
)
@pytest.mark.parametrize("file", ["m.safetensors", "m.pt"])
def test_what_a_tool_puts_around_a_model_is_in_its_names_but_for_the_compilers(
    prefix: str, name: str, file: str, tmp_path: Path
) -> None:
    layer = contracting(nn.GRU(3, 4))
    state = {f"{prefix}encoder.{key}": value for key, value in layer.state_dict().items()}
    found = load_weights(saved(state, tmp_path / file))
    assert list(found) == [name]
    assert_close(top(found[name], X), own(layer, X), "float32")


def test_a_layer_compiled_by_itself_and_a_whole_checkpoint_are_read(tmp_path: Path) -> None:
    model = nn.ModuleDict({"encoder": nn.LSTM(3, 4), "top": nn.Linear(4, 1)})
    state = {k.replace("encoder.", f"encoder.{COMPILED}"): v for k, v in model.state_dict().items()}
    optimizer = torch.optim.Adam(model.parameters())
    sum(p.sum() for p in model.parameters()).backward()
    optimizer.step()
    torch.save(
        {
            "epoch": 3,
            "state_dict": {f"model.{name}": value for name, value in state.items()},
            "optimizer_states": [optimizer.state_dict()],
            "loops": {"fit_loop": {"state_dict": {}}},
            "hyper_parameters": {"lr": 1e-3},
        },
        tmp_path / "m.ckpt",
    )
    assert list(load_weights(tmp_path / "m.ckpt")) == ["model.encoder"]


def test_parameters_that_are_made_from_others_are_refused_with_what_to_do(tmp_path: Path) -> None:
    layer = nn.utils.parametrizations.weight_norm(nn.LSTM(3, 4), "weight_hh_l0")
    model = nn.ModuleDict({"odd": layer, "plain": nn.GRU(3, 4)})
    torch.save(model.state_dict(), tmp_path / "m.pt")
    found = load_weights(tmp_path / "m.pt")
    assert list(found) == ["plain"]
    assert "weight_norm, remove that before saving" in found.refused["odd"]


def test_tensors_without_numbers_are_refused(tmp_path: Path) -> None:
    torch.save(nn.GRU(3, 4, device="meta").state_dict(), tmp_path / "m.pt")
    with pytest.raises(
        ConversionError, match=r"got a tensor on the device 'meta'.* Save the model"
    ):
        load_weights(tmp_path / "m.pt")


def test_state_dicts_of_one_file_are_told_apart(tmp_path: Path) -> None:
    both = {name: nn.LSTM(3, 4).state_dict() for name in ("model", "average")}
    torch.save(both, tmp_path / "m.pt")
    assert list(load_weights(tmp_path / "m.pt")) == ["model", "average"]


def test_a_checkpoint_that_holds_itself_is_read(tmp_path: Path) -> None:
    content: dict[str, Any] = {"state_dict": nn.LSTM(3, 4).state_dict()}
    content["itself"] = content
    torch.save(content, tmp_path / "m.pt")
    assert list(load_weights(tmp_path / "m.pt")) == [""]


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16])
def test_torchscript_is_read_with_nothing_run(dtype: torch.dtype, tmp_path: Path) -> None:
    model = contracting(Scripted()).to(dtype)
    found = load_weights(save_script(model, tmp_path / "m.pt"))
    assert list(found) == ["enc", "cell"]
    exact, name = model.double(), str(dtype).removeprefix("torch.")
    x = sequence(6, 2, 2, dtype=torch.float64)
    for inner, given in (("enc", x), ("cell", sequence(6, 2, 4, dtype=torch.float64))):
        expected = own(exact.get_submodule(inner), given)
        assert_close(top(found[inner], given), expected, name if name == "float64" else "float32")
