"""Edits and recordings of a PyTorch model: values of one as edits, and edited runs recorded."""

import json

import numpy as np
import pytest
import torch
from torch.nn.utils.rnn import pack_padded_sequence

import gatescope
from edited_by_hand import FORGET, UPDATE, double
from gatescope import Clamp, Swap
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence


def test_values_are_swapped_in_from_another_recording() -> None:
    model = contracting(Tagger()).double()
    one, other = (sequence(6, 2, 3, seed=k, dtype=torch.float64) for k in (0, 1))
    with gatescope.record(model) as recording:
        expected = model(other)
    path = "lstm/0/forward"
    h = recording.trace[path]["h"]
    with gatescope.edit(model, {path: [Swap("h", h)]}):
        assert_close(model(one).detach(), expected.detach(), "float64")
    cell = "cell/0/forward"
    h = recording.trace[cell]["h"]
    with gatescope.edit(model, {cell: [Swap("h", h, time=[5])]}), gatescope.record(model) as again:
        assert_close(model(one)[5].detach(), expected[5].detach(), "float64")
    assert np.array_equal(again.trace[cell]["h"][5], h[5])
    assert not np.array_equal(again.trace[cell]["h"][4], h[4])


def test_ragged_values_are_swapped_in_from_another_recording() -> None:
    module, lengths = double(3, 4), torch.tensor([2, 5])
    one, other = (
        pack_padded_sequence(sequence(5, 2, 3, seed=k).double(), lengths, enforce_sorted=False)
        for k in (0, 1)
    )
    with gatescope.record(module) as recording:
        expected, _ = module(other)
    with gatescope.edit(module, {"0/forward": [Swap("h", recording.trace["0/forward"]["h"])]}):
        found, _ = module(one)
    assert torch.equal(found.data, expected.data)


@pytest.mark.parametrize("is_inside", [True, False])
def test_a_recording_of_an_edited_model_is_the_edited_run(is_inside: bool) -> None:
    model = contracting(Tagger(num_layers=2, bidirectional=True, dropout=0.5)).double()
    edits = {"lstm/0/reverse": FORGET, "cell/0/forward": UPDATE}
    edit, record = gatescope.edit(model, edits), gatescope.record(model)
    x = sequence(6, 2, 3, dtype=torch.float64)
    with record if is_inside else edit, edit if is_inside else record:
        model(x)
    edited = record.trace["lstm/0/reverse"].to_dataset()
    assert (edited["f"][1:4, :, 1] == 0.75).all()
    assert [e["kind"] for e in json.loads(edited.attrs["edits"])] == ["clamp", "scale", "shift"]
    again = gatescope.run(
        gatescope.from_torch(model.lstm)[0][1],  # type: ignore[index]
        edited["x"].values[::-1],
        edits=[Clamp("f", 0.75, unit=[1], time=slice(2, 5)), *FORGET[1:]],
    )
    assert_close(again["c"][::-1], edited["c"], "float64")
    top = record.trace["lstm/1/forward"].to_dataset()
    assert top.attrs["edits"] == "[]"
    assert (record.trace["cell/0/forward"]["n"].shape) == (6, 2, 4)
