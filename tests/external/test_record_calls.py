"""Modules that are called several times, shared, or changed in between."""

import copy
import gc
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

import gatescope
from gatescope.errors import CertificateError
from gatescope.recording.torch import capture
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence


def paths(recording: Any) -> list[str]:
    return sorted(node.path for node in recording.trace.subtree if node.has_data)


def test_a_module_called_several_times_has_a_node_for_each_call() -> None:
    layer, other = contracting(nn.GRU(3, 4)), contracting(nn.GRU(3, 4), seed=1)
    model = nn.ModuleDict({"a": layer, "b": other})
    with gatescope.record(model) as recording:
        first, second = (layer(sequence(time, 2, 3))[0] for time in (5, 3))
        other(sequence(4, 1, 3))
    assert paths(recording) == ["/a/0/forward/call/0", "/a/0/forward/call/1", "/b/0/forward"]
    for k, own in enumerate((first, second)):
        assert np.array_equal(recording.trace[f"a/0/forward/call/{k}"]["h"], own.detach())


def test_a_shared_module_is_there_once_under_its_first_name() -> None:
    model = nn.ModuleDict({"encoder": contracting(nn.GRU(3, 4))})
    model["decoder"] = model["encoder"]
    with gatescope.record(model) as recording:
        model["decoder"](sequence(5, 2, 3))
    assert paths(recording) == ["/encoder/0/forward"]
    assert recording.trace["encoder/0/forward"].attrs["source"] == "PyTorch GRU encoder = decoder"


def cell() -> Any:
    return contracting(nn.LSTMCell(3, 4))


def run(cell: Any, x: Tensor, state: Any = None) -> Any:
    for step in x:
        state = cell(step, state)
    return state


def test_a_cells_calls_without_a_state_begin_sequences() -> None:
    own = cell()
    with gatescope.record(own) as recording:
        run(own, sequence(5, 2, 3))
        run(own, sequence(3, 2, 3))
    assert paths(recording) == ["/0/forward/call/0", "/0/forward/call/1"]
    assert [recording.trace[p].sizes["time"] for p in paths(recording)] == [5, 3]


def test_it_does_not_matter_how_the_state_is_passed_on() -> None:
    own, x = cell(), sequence(6, 2, 3)
    with gatescope.record(own) as recording:
        h, c = run(own, x[:3])
        store = torch.stack([h, c]).detach().numpy().tolist()
        run(own, x[3:], tuple(torch.tensor(store)))
    assert recording.trace["0/forward"].sizes["time"] == 6


def test_a_state_that_was_changed_in_between_begins_a_sequence() -> None:
    own, x = cell(), sequence(6, 2, 3)
    with torch.no_grad(), gatescope.record(own) as recording:
        h, c = run(own, x[:4])
        c.mul_(0.5)  # the very tensors, with other numbers in them
        run(own, x[4:], (h, c))
    first, second = (recording.trace[p] for p in paths(recording))
    assert (first.sizes["time"], second.sizes["time"]) == (4, 2)
    assert np.array_equal(second["c0"], first["c"][-1] / 2)


def test_two_sequences_run_side_by_side_through_one_cell() -> None:
    own, x = cell(), [sequence(5, 2, 3, seed=k) for k in (0, 1)]
    with gatescope.record(own) as recording:
        states: list[Any] = [None, None]
        for t in range(5):
            states = [own(x[k][t], states[k]) for k in (0, 1)]
    for k, path in enumerate(paths(recording)):
        assert np.array_equal(recording.trace[path]["x"], x[k])
        assert np.array_equal(recording.trace[path]["c"][-1], states[k][1].detach())


def test_of_two_calls_that_go_on_from_one_state_the_second_begins_a_sequence() -> None:
    own, x = cell(), sequence(4, 2, 3)
    with gatescope.record(own) as recording:
        state = run(own, x[:2])
        run(own, x[2:], state)
        run(own, x[3:], state)
    first, second = (recording.trace[p] for p in paths(recording))
    assert (first.sizes["time"], second.sizes["time"]) == (4, 1)
    assert np.array_equal(second["h0"], first["h"][1])


def test_a_step_of_learning_between_two_calls_begins_a_sequence_of_other_weights() -> None:
    own, x = cell(), sequence(5, 2, 3)
    with gatescope.record(own) as recording:
        state = run(own, x[:3])
        before = copy.deepcopy(own)
        with torch.no_grad():
            own.weight_hh.mul_(0.5)
        run(own, x[3:], state)
    first, second = (recording.trace[p] for p in paths(recording))
    (weights,) = gatescope.from_torch(before)
    assert np.array_equal(first["f.h"], weights["f.h"])  # type: ignore[call-overload]
    assert np.array_equal(second["f.h"], first["f.h"] / 2)
    assert np.array_equal(second["h0"], first["h"][-1])


def test_a_relay_of_zeros_without_a_state_is_not_taken_for_going_on() -> None:
    still = nn.RNNCell(3, 4)
    for parameter in still.parameters():
        nn.init.zeros_(parameter)
    with gatescope.record(still) as recording:
        still(sequence(2, 3))
        still(sequence(2, 3))
    assert len(paths(recording)) == 2


def test_nothing_that_the_model_changes_later_reaches_the_trace() -> None:
    layer, x = contracting(nn.LSTM(3, 4)), sequence(5, 2, 3)
    given = x.clone()
    with torch.no_grad(), gatescope.record(layer) as recording:
        y, (h, c) = layer(x)
        own = y.clone()
        for tensor in (x, y, h, c):
            tensor.fill_(7)
    assert np.array_equal(recording.trace["0/forward"]["x"], given)
    assert np.array_equal(recording.trace["0/forward"]["h"], own)


def saved_and_loaded(model: nn.Module) -> Any:
    file = io.BytesIO()
    torch.save(model, file)
    file.seek(0)
    return torch.load(file, weights_only=False)


@pytest.mark.parametrize("copied", [copy.deepcopy, saved_and_loaded])
@pytest.mark.parametrize("is_stored", [False, True], ids=["in memory", "in a store"])
def test_a_copy_of_the_model_made_meanwhile_is_not_the_model(
    tmp_path: Path, is_stored: bool, copied: Callable[[nn.Module], Any]
) -> None:
    model, x = contracting(Tagger(num_layers=2, dropout=0.5)), sequence(5, 2, 3)
    store = tmp_path / "run.zarr" if is_stored else None
    with gatescope.record(model, store=store) as recording:
        model(x)
        average = copied(model)
        with torch.no_grad():
            for parameter in average.parameters():
                parameter.mul_(2)
        average(x)
    assert paths(recording) == ["/cell/0/forward", "/lstm/0/forward", "/lstm/1/forward"]
    assert recording.trace["lstm/1/forward"].sizes["batch"] == 2
    average(x)  # and afterwards nobody listens


def test_a_hook_that_changes_the_output_comes_after_what_is_recorded() -> None:
    layer, x = contracting(nn.GRU(3, 4)), sequence(5, 2, 3)
    own = layer(x)[0].detach()
    layer.register_forward_hook(lambda module, args, output: (2 * output[0], output[1]))
    layer.register_forward_pre_hook(lambda module, args: (args[0].clone(),))
    with gatescope.record(layer) as recording:
        changed = layer(x)[0].detach()
    assert np.array_equal(recording.trace["0/forward"]["h"], own)
    assert torch.equal(changed, 2 * own)


def test_inference_mode_is_recorded() -> None:
    layer = contracting(nn.LSTM(3, 4, num_layers=2, bidirectional=True))
    with torch.inference_mode(), gatescope.record(layer) as recording:
        y, _ = layer(sequence(5, 2, 3))
    assert np.array_equal(recording.trace["1/forward"]["h"], y[..., :4].numpy())


def test_calls_that_are_taken_together_are_each_as_if_alone() -> None:
    layer = contracting(nn.LSTM(3, 4, num_layers=2, bidirectional=True))
    inputs = [sequence(5, batch, 3, seed=k) for k, batch in enumerate((2, 1, 3))]
    with gatescope.record(layer) as recording:
        for x in (*inputs, sequence(4, 2, 3)):
            layer(x)
    for k, x in enumerate(inputs):
        with gatescope.record(layer) as alone:
            layer(x)
        for path in ("0/forward", "1/reverse"):
            one, own = recording.trace[f"{path}/call/{k}"], alone.trace[path]
            for name in own.data_vars:
                assert_close(one[name], own[name], "float32")


def test_of_calls_that_are_taken_together_the_wrong_one_is_named() -> None:
    class Odd(nn.GRU):
        def forward(self, *args: Any) -> Any:
            output, last = super().forward(*args)
            return (output + (args[0][0, 0, 0] == 7), last)

    layer, x = contracting(Odd(3, 4)), sequence(5, 2, 3)
    other = x.clone()
    other[0, 0, 0] = 7
    with pytest.raises(CertificateError, match="Layer '0/forward', call 2"):
        call_each(layer, [x, x, other, x])


def call_each(layer: nn.Module, inputs: list[Tensor]) -> None:
    with gatescope.record(layer):
        for x in inputs:
            layer(x)


def test_between_two_recordings_of_a_small_layer_its_numbers_may_change() -> None:
    layer, x, recorded = contracting(nn.GRU(3, 4)), sequence(5, 2, 3), []
    for change in (None, 0.5, None, "data", "replaced"):
        with torch.no_grad():
            if change == 0.5:
                layer.weight_hh_l0.mul_(0.5)
            elif change == "data":
                layer.weight_ih_l0.data *= (
                    2  # of which PyTorch's own count of changes knows nothing
                )
            elif change == "replaced":
                layer.bias_hh_l0 = nn.Parameter(torch.ones(12))
        with gatescope.record(layer) as recording:
            layer(x)
        recorded.append(recording.trace["0/forward"])
    for trace, before in zip(recorded[1:], recorded[:-1], strict=True):
        is_same = trace is recorded[2]
        assert all(trace[n].equals(before[n]) for n in ("r", "z", "n")) == is_same
    assert np.array_equal(recorded[0]["n_h.h"] / 2, recorded[-1]["n_h.h"])


def test_between_two_recordings_of_a_layer_its_precision_may_change() -> None:
    layer, x = contracting(nn.LSTM(3, 4, num_layers=2)), sequence(5, 2, 3)
    for dtype in (torch.float32, torch.float64, torch.float32):
        layer.to(dtype)
        with gatescope.record(layer) as recording:
            layer(x.to(dtype))
        assert recording.trace["1/forward"]["f"].dtype == str(dtype)[6:]


def test_what_is_kept_of_a_small_layer_goes_with_it() -> None:
    layer = contracting(nn.GRU(3, 4))
    with gatescope.record(layer):
        layer(sequence(5, 2, 3))
    kept = len(capture.SMALL)
    del layer
    gc.collect()
    assert len(capture.SMALL) < kept


@pytest.mark.parametrize("kind", [nn.LSTM, nn.GRU])
def test_a_batch_without_a_sequence_is_recorded_too(kind: Any) -> None:
    layer = contracting(kind(3, 4))
    with gatescope.record(layer) as recording:
        layer(sequence(5, 0, 3))
    assert recording.trace["0/forward"]["h"].shape == (5, 0, 4)
