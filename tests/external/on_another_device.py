"""What `test_another_device.py` runs in a process of its own: models that are not on the CPU."""

import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
import torch
import xarray as xr
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

import gatescope as gs
from gatescope.errors import InputError, RecordingError
from gatescope.opened import open_model
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence

LIBRARY = os.environ.get("GATESCOPE_TEST_DEVICE")
DEVICE = "another" if LIBRARY else "cuda"


def bring(library: str) -> None:
    """Bring the device that a library has."""
    torch.ops.load_library(library)
    torch.utils.rename_privateuse1_backend(DEVICE)
    own: Any = ModuleType(f"torch.{DEVICE}")
    own.is_available, own.device_count = lambda: True, lambda: 1
    own.get_amp_supported_dtype = lambda: [torch.bfloat16]
    # It draws no numbers of its own.
    own.get_rng_state, own.set_rng_state = lambda *_: torch.empty(0), lambda *_: None
    torch._register_device_module(DEVICE, own)


if LIBRARY:
    bring(LIBRARY)
else:  # so that a GPU computes what the CPU does
    torch.backends.cudnn.allow_tf32 = False


def there(*shape: int, seed: int = 0) -> Tensor:
    return sequence(*shape, seed=seed).to(DEVICE)


def assert_same(tree: xr.DataTree, expected: xr.DataTree) -> None:
    """Assert that a recording is that of the CPU, and the model's own."""
    nodes = [node for node in expected.subtree if node.has_data]
    assert nodes
    for node in nodes:
        trace = tree[node.path]
        assert json.loads(trace.attrs["certificate"])["holds"]
        for name, values in node.data_vars.items():
            own, known = trace[name].values, ~np.isnan(values.values)
            assert np.array_equal(np.isnan(own), ~known)  # beyond a sequence's end
            assert_close(own[known], values.values[known], "float32")


def given(form: str, device: str) -> Any:
    """5 steps of 3 sequences, or of one, in a form that a layer takes."""
    x = sequence(5, 3, 3).to(device)
    if form == "packed":
        return pack_padded_sequence(x, torch.tensor([2, 5, 4]), enforce_sorted=False)
    return {"batched": x, "batch first": x.transpose(0, 1), "one": x[:, 0]}[form]


def states(layer: Any, form: str, device: str) -> Any:
    parts = layer.num_layers * (1 + layer.bidirectional)
    shape = (parts,) if form == "one" else (parts, 3)
    h = sequence(*shape, layer.proj_size or layer.hidden_size, seed=1).to(device)
    c = sequence(*shape, layer.hidden_size, seed=2).to(device)
    return (h, c) if isinstance(layer, nn.LSTM) else h


@pytest.mark.parametrize("is_given", [False, True], ids=["from zero", "from states"])
@pytest.mark.parametrize("form", ["batched", "batch first", "one", "packed"])
@pytest.mark.parametrize("is_bidirectional", [False, True], ids=["forward", "both ways"])
@pytest.mark.parametrize("kind", ["LSTM", "projected LSTM", "GRU", "RNN"])
def test_a_layer_is_recorded_as_on_the_cpu_and_after_it(
    kind: str, is_bidirectional: bool, form: str, is_given: bool
) -> None:
    options: dict[str, Any] = {"proj_size": 2} if kind.startswith("projected") else {}
    made = getattr(nn, kind.split()[-1])(
        3, 4, 2, bidirectional=is_bidirectional, batch_first=form == "batch first", **options
    )
    layer: Any = contracting(made)
    trees = []
    for device in ("cpu", DEVICE):
        layer.to(device)
        with gs.record(layer) as recording:
            output, _ = layer(
                given(form, device), states(layer, form, device) if is_given else None
            )
        numbers = output.data if isinstance(output, PackedSequence) else output
        assert numbers.device.type == device
        trees.append(recording.trace)
    assert_same(trees[1], trees[0])


def test_a_model_with_a_cell_is_recorded() -> None:
    model = contracting(Tagger(num_layers=2))
    with gs.record(model) as expected:
        model(sequence(5, 2, 3))
    model.to(DEVICE)
    with gs.record(model) as recording:
        model(there(5, 2, 3))
    assert_same(recording.trace, expected.trace)


@pytest.mark.parametrize("dtype", ["float64", "bfloat16", "float16"])
def test_other_precisions_are_certified(dtype: str) -> None:
    model = contracting(Tagger()).to(DEVICE, getattr(torch, dtype))
    with gs.record(model) as recording:
        model(there(5, 2, 3).to(getattr(torch, dtype)))
    certificate = json.loads(recording.trace["lstm/0/forward"].attrs["certificate"])
    assert (certificate["precision"], certificate["holds"]) == (dtype, True)


def test_edits_act_on_the_output_and_let_gradients_through() -> None:
    model, x = contracting(Tagger(num_layers=2, bidirectional=True)), sequence(5, 2, 3)
    edits = {
        "lstm/1/reverse": [gs.Clamp("f", 1.0, unit=[3])],
        "cell/0/forward": [gs.Shift("z", 0.1, time=[2])],
    }
    found = []
    for device in ("cpu", DEVICE):
        model.to(device)
        model.zero_grad()
        with gs.edit(model, edits):
            output = model(x.to(device))
        output.sum().backward()
        found.append([output, *(parameter.grad for parameter in model.parameters())])
    for expected, own in zip(*found, strict=True):
        assert own.device.type == DEVICE
        assert_close(own.detach().cpu(), expected.detach(), "float32")


def test_values_of_a_recording_are_put_into_another_run() -> None:
    model, x, other = contracting(Tagger()).to(DEVICE), there(5, 2, 3), there(5, 2, 3, seed=1)
    with gs.record(model) as recording:
        expected = model(other)
    h = recording.trace["cell/0/forward"]["h"]
    with gs.edit(model, {"cell/0/forward": [gs.Swap("h", h)]}):
        patched = model(x)
    assert torch.equal(patched.cpu(), expected.cpu())


@pytest.mark.parametrize("is_of_states", [False, True], ids=["whole", "states alone"])
def test_batches_go_to_a_store(tmp_path: Path, is_of_states: bool) -> None:
    model = contracting(Tagger(num_layers=2)).to(DEVICE)
    with gs.record(model, store=tmp_path / "run.zarr", store_states_only=is_of_states) as recording:
        for seed in range(3):
            model(there(5, 2, 3, seed=seed))
    assert recording.batches == 3
    with gs.record(model) as expected:
        model(there(5, 2, 3, seed=2))
    last = recording.trace["lstm/1/forward"].isel(batch=slice(4, 6))
    assert_close(last["f"], expected.trace["lstm/1/forward"]["f"], "float32")


def test_masks_that_cannot_be_drawn_again_are_refused() -> None:
    layer = nn.LSTM(3, 4, 2, dropout=0.5).to(DEVICE)
    with pytest.raises(RecordingError, match=f"got it on {DEVICE}"), gs.record(layer):
        layer(there(5, 2, 3))
    with gs.record(layer.eval()) as recording:
        layer(there(5, 2, 3))
    assert "f" in recording.trace["1/forward"]


def test_weights_are_taken_and_run() -> None:
    layer, x = contracting(nn.GRU(3, 4)).to(DEVICE), there(5, 2, 3)
    (weights,) = gs.from_torch(layer)
    expected = layer(x)[0].detach().cpu()
    assert_close(gs.run(weights, x)["h"], expected, "float32")
    shut = gs.run(weights, x, edits=[gs.Clamp("z", 1.0)])
    assert np.array_equal(shut["h"], np.zeros((5, 2, 4)))  # PyTorch's z keeps the old state


def test_the_page_has_the_model_behind_it() -> None:
    opened = open_model(contracting(Tagger()).to(DEVICE), there(5, 2, 3))
    edits = [gs.Clamp("f", 1.0, unit=[3]).to_json()]
    answer = opened.edit({"edits": {"lstm/0/forward": edits}})
    assert answer["output"]["largest_difference"] > 1e-4


def test_our_own_modules_say_where_they_run() -> None:
    with pytest.raises(InputError, match=f"on the CPU, got some on {DEVICE}:0"):
        gs.nn.LSTM(3, 4).to(DEVICE)(there(5, 2, 3))
