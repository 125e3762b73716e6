"""Recording a PyTorch model: what is in the trace, and that the model does not notice."""

import contextlib
import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import xarray as xr
from torch import nn

import gatescope
from gatescope.errors import RecordingError
from gatescope.trace import validate
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence


def model(**options: Any) -> nn.Module:
    return contracting(Tagger(**options))


def test_the_trace_has_a_node_for_each_layer_and_direction_named_as_in_the_model() -> None:
    tagger = model(num_layers=2, bidirectional=True)
    with gatescope.record(tagger) as recording:
        tagger(sequence(6, 2, 3))
    paths = [node.path for node in recording.trace.subtree if node.has_data]
    lstm = [f"/lstm/{k}/{d}" for k in (0, 1) for d in ("forward", "reverse")]
    assert paths == [*lstm, "/cell/0/forward"]
    for path in paths:
        validate(recording.trace[path].to_dataset())


def test_the_values_are_those_of_the_same_layer_run_by_gatescope() -> None:
    layer, x = contracting(nn.LSTM(3, 5)).double(), sequence(6, 2, 3, dtype=torch.float64)
    with gatescope.record(layer) as recording:
        layer(x)
    own = gatescope.run(gatescope.from_torch(layer)[0], x)
    for name in ("f", "i", "g", "c", "o", "h", "x"):
        assert_close(recording.trace["0/forward"][name], own[name], "float64")


def test_it_is_saved_and_opened(tmp_path: Path) -> None:
    tagger = model(bidirectional=True)
    with gatescope.record(tagger) as recording:
        tagger(sequence(6, 2, 3))
    gatescope.save(recording.trace, tmp_path / "run.zarr")
    xr.testing.assert_identical(gatescope.open(tmp_path / "run.zarr"), recording.trace)


def test_the_trace_says_where_it_comes_from_and_how_near_it_is() -> None:
    tagger = model()
    with gatescope.record(tagger) as recording:
        tagger(sequence(6, 2, 3))
    attributes = recording.trace["lstm/0/forward"].attrs
    assert attributes["source"] == "PyTorch LSTM lstm"
    certificate = json.loads(attributes["certificate"])
    assert certificate["checked"] is certificate["holds"] is True
    assert set(certificate["differences"]) == {"h", "h_last", "c_last"}
    assert max(certificate["differences"].values()) < certificate["tolerance"] == 1e-4


class Raised(Exception):
    pass


def hooks(model: nn.Module) -> list[Any]:
    names = [n for n in vars(nn.Module()) if "hooks" in n]
    return [[list(getattr(m, n)) for n in names] + [sorted(vars(m))] for m in model.modules()]


def learn(model: nn.Module) -> list[torch.Tensor]:
    """One step forward and back; all that it leaves behind."""
    torch.manual_seed(3)
    x = sequence(6, 2, 3).requires_grad_()
    y = model(x)
    y.square().sum().backward()
    gradients = [p.grad for p in model.parameters()]
    return [y.detach(), x.grad, *gradients, torch.get_rng_state(), torch.rand(3)]


@pytest.mark.parametrize("fails", [False, True])
def test_the_model_does_not_notice(fails: bool) -> None:
    alone = model(num_layers=2, dropout=0.5)
    watched = copy.deepcopy(alone)
    before = hooks(watched)
    expected = learn(alone)
    try:
        with gatescope.record(watched):
            found = learn(watched)
            if fails:
                raise Raised
    except Raised:
        pass
    assert all(torch.equal(a, b) for a, b in zip(expected, found, strict=True))
    assert hooks(watched) == before


def test_a_recording_within_another_sees_the_same() -> None:
    tagger = model()
    with gatescope.record(tagger) as outer, gatescope.record(tagger) as inner:
        tagger(sequence(6, 2, 3))
    xr.testing.assert_identical(outer.trace, inner.trace)


def test_the_trace_of_what_was_called_before_the_body_raised_can_be_read() -> None:
    tagger = model()
    recording = gatescope.record(tagger)
    with contextlib.suppress(Raised), recording:
        tagger(sequence(6, 2, 3))
        raise Raised
    assert recording.trace["lstm/0/forward"].sizes["time"] == 6


def test_the_trace_is_there_after_the_block_alone() -> None:
    tagger = model()
    recording = gatescope.record(tagger)
    with pytest.raises(RecordingError, match="read after the with block"):
        _ = recording.trace
    with recording, pytest.raises(RecordingError, match="read after the with block"):
        _ = recording.trace
    with pytest.raises(RecordingError, match=r"layers was: the layer 'lstm', the layer 'cell'"):
        _ = recording.trace
    with pytest.raises(RecordingError, match="one with block"), recording:
        pass


@pytest.mark.parametrize(
    "change",
    [
        lambda p: p.data.mul_(2),
        lambda p: setattr(p, "data", p.data.T),
        lambda p: setattr(p, "data", p.data + 1),
        lambda p: p.detach().numpy().fill(0.25),
    ],
    ids=["in place", "turned", "elsewhere", "past PyTorch"],
)
def test_weights_that_change_between_two_calls_are_those_of_each(
    change: Callable[[torch.Tensor], Any],
) -> None:
    layer, x = contracting(nn.RNN(3, 3)), sequence(4, 2, 3)
    before = layer.weight_hh_l0.detach().numpy().copy()
    with gatescope.record(layer) as recording:
        layer(x)
        change(layer.weight_hh_l0)
        layer(x)
    first, second = (recording.trace[f"0/forward/call/{k}"] for k in (0, 1))
    assert np.array_equal(first["h.h"], before)
    assert np.array_equal(second["h.h"], layer.weight_hh_l0.detach().numpy())
    assert not np.array_equal(first["h.h"], second["h.h"])


def test_the_weights_are_those_of_the_call() -> None:
    layer, x = contracting(nn.GRU(3, 4)), sequence(6, 2, 3)
    before = gatescope.from_torch(layer)[0]
    with gatescope.record(layer) as recording:
        layer(x)
        with torch.no_grad():
            layer.weight_hh_l0.mul_(0.5)
            layer.weight_ih_l0.data.mul_(2)  # of which PyTorch's version counter knows nothing
        layer(x)
    first, second = (recording.trace[f"0/forward/call/{k}"] for k in (0, 1))
    assert np.array_equal(first["r.h"], before["r.h"])
    assert np.array_equal(second["r.h"], 0.5 * before["r.h"])
    assert np.array_equal(second["r.x"], 2 * before["r.x"])
