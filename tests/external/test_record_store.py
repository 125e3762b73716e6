"""Recordings of many batches: what is on disk is what the model did, batch by batch."""

import contextlib
import json
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import xarray as xr
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_sequence

import gatescope
from gatescope.recording.torch import writer
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence

BATCHES = [sequence(6, 2, 3), sequence(4, 3, 3, seed=1), sequence(7, 1, 3, seed=2)]


def tagger() -> nn.Module:
    return contracting(Tagger(num_layers=2, bidirectional=True))


def assert_is_joined(tree: Any, alone: list[Any]) -> None:
    """Each sequence of a tree is that of the recordings of single batches, one behind the other."""
    for path in [node.path for node in alone[0].subtree if node.has_data]:
        start, whole = 0, tree[path].to_dataset()
        assert list(whole["call"].values) == [
            k for k, one in enumerate(alone) for _ in range(one[path].sizes["batch"])
        ]
        for one in (one[path].to_dataset() for one in alone):
            time, batch = one.sizes["time"], one.sizes["batch"]
            own = whole.isel(batch=slice(start, start + batch))
            start += batch
            for name in set(one.variables) & set(whole.variables) - {"length"}:
                stretch = own[name]
                if "time" in stretch.dims:
                    assert np.isnan(stretch[time:]).all()
                    stretch = stretch[:time]
                real, expected = np.nan_to_num(stretch), np.nan_to_num(one[name])
                assert np.array_equal(np.isnan(stretch), np.isnan(one[name]))
                assert_close(real, expected, "float32")


def singly(model: nn.Module, batches: Iterable[Any]) -> list[Any]:
    found = []
    for x in batches:
        with gatescope.record(model) as recording:
            model(x)
        found.append(recording.trace)
    return found


@pytest.mark.parametrize(
    "options", [{}, {"store_states_only": True}, {"variables": ["f", "r"]}], ids=str
)
def test_the_sequences_of_all_batches_stand_one_behind_the_other(
    options: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "SECONDS", 0)  # each batch is written by itself
    model = tagger()
    with gatescope.record(model, store=tmp_path / "run.zarr", **options) as recording:
        for x in BATCHES:
            model(x)
    assert recording.batches == len(BATCHES)
    assert_is_joined(recording.trace, singly(model, BATCHES))
    lstm = recording.trace["lstm/0/reverse"]
    assert list(lstm["length"].values) == [6, 6, 4, 4, 4, 7]
    has_states = "variables" not in options
    assert [v in lstm for v in ("f", "g", "x")] == [True, has_states, has_states]
    assert recording.trace.attrs == {"batches": 3, "finished": True}


@pytest.mark.parametrize("projected", [{}, {"proj_size": 4}], ids=str)
def test_states_alone_take_less_room_and_give_every_window(
    projected: dict[str, int], tmp_path: Path
) -> None:
    layer = contracting(nn.LSTM(3, 5, bidirectional=True, **projected))
    packed = pack_sequence([sequence(n, 3, seed=n) for n in (9, 6, 2)])
    for name, options in {"all": {}, "states": {"store_states_only": True}}.items():
        with gatescope.record(layer, store=tmp_path / name, **options):  # type: ignore[call-overload]
            layer(packed)
    stored = {p.name for p in (tmp_path / "states/0/forward").iterdir() if p.is_dir()}
    assert {"x", "h", "c", "h0", "c0"} <= stored
    assert not {"f", "i", "g", "o"} & stored
    for direction in ("forward", "reverse"):
        whole = gatescope.open(tmp_path / "all")[f"0/{direction}"]
        again = gatescope.open(tmp_path / "states")[f"0/{direction}"]
        for own in (
            {},
            {"time": slice(2, 5)},
            {"time": slice(7, None), "batch": [0, 2]},
            {"time": 4, "batch": slice(None, None, -1), "unit": [3, 1]},
            {"time": slice(5, 5)},
        ):
            for value in ("f", "g", "o", "h"):
                window = {("proj" if value == "h" and projected else d): k for d, k in own.items()}
                a, b = again[value].isel(window), whole[value].isel(window)
                assert a.dims == b.dims
                assert np.array_equal(np.isnan(a), np.isnan(b))
                assert_close(np.nan_to_num(a), np.nan_to_num(b), "float32")


def test_what_is_computed_again_can_be_saved(tmp_path: Path) -> None:
    layer = contracting(nn.GRU(3, 4))
    with gatescope.record(layer, store=tmp_path / "run", store_states_only=True) as recording:
        layer(sequence(5, 2, 3))
    gatescope.save(recording.trace, tmp_path / "whole")
    xr.testing.assert_identical(gatescope.open(tmp_path / "whole"), recording.trace)


def test_a_layer_called_by_itself_is_a_batch_at_each_call(tmp_path: Path) -> None:
    model = nn.ModuleDict({"a": contracting(nn.GRU(3, 4)), "cell": contracting(nn.LSTMCell(4, 2))})
    with gatescope.record(model, store=tmp_path / "run") as recording:
        for x in BATCHES[:2]:
            state = None
            for step in model["a"](x)[0]:
                state = model["cell"](step, state)
    cell = recording.trace["cell/0/forward"]
    assert dict(cell.sizes) | {"time": 6, "batch": 5} == dict(cell.sizes)
    assert list(cell["length"].values) == [6, 6, 4, 4, 4]


def test_steps_go_on_along_time_where_states_are_passed_on(tmp_path: Path) -> None:
    layer, x = contracting(nn.LSTM(3, 4)), sequence(12, 2, 3)
    state = None
    with gatescope.record(layer, store=tmp_path / "run", stateful=True) as recording:
        for part in x.split([5, 1, 6]):
            _, state = layer(part, state)
    with gatescope.record(layer) as alone:
        layer(x)
    for name in ("f", "c", "h", "x", "c0"):
        assert_close(recording.trace["0/forward"][name], alone.trace["0/forward"][name], "float32")


def test_a_cell_goes_on_along_time_step_by_step(tmp_path: Path) -> None:
    cell, x = contracting(nn.GRUCell(3, 4)), sequence(6, 2, 3)
    h = None
    with gatescope.record(cell, store=tmp_path / "run", stateful=True) as recording:
        for step in recording.over(x):
            h = cell(step, h)
    assert recording.batches == 6
    assert np.array_equal(recording.trace["0/forward"]["h"][-1], h.detach())


class Raised(Exception):
    pass


def interrupted(model: nn.Module, path: Path, after: int) -> list[int]:
    """Record `BATCHES` until one too many is asked for; how many the model was run on."""
    seen = []
    with (
        contextlib.suppress(Raised),
        gatescope.record(model, store=path, resume=True) as recording,
    ):
        for k, x in recording.over(list(enumerate(BATCHES))):
            if k == after:
                raise Raised
            model(x)
            seen.append(k)
    return seen


def test_an_interrupted_recording_goes_on_where_it_stopped(tmp_path: Path) -> None:
    model, path = tagger(), tmp_path / "run.zarr"
    assert interrupted(model, path, after=2) == [0, 1]
    assert gatescope.open(path).attrs == {"batches": 2, "finished": False}
    assert interrupted(model, path, after=9) == [2]
    tree = gatescope.open(path)
    assert tree.attrs == {"batches": 3, "finished": True}
    assert_is_joined(tree, singly(model, BATCHES))
    certificate = json.loads(tree["lstm/0/forward"].attrs["certificate"])
    assert (certificate["calls"], certificate["calls_checked"]) == (3, 3)


def test_a_plain_loop_goes_on_too(tmp_path: Path) -> None:
    model, path = tagger(), tmp_path / "run.zarr"
    interrupted(model, path, after=1)
    with gatescope.record(model, store=path, resume=True):
        for x in BATCHES:
            model(x)
    assert_is_joined(gatescope.open(path), singly(model, BATCHES))


def test_a_call_in_which_the_model_raised_is_no_batch(tmp_path: Path) -> None:
    class Fails(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gru = contracting(nn.GRU(3, 4))

        def forward(self, x: Tensor) -> Tensor:
            y: Tensor = self.gru(x)[0]
            if len(x) == 4:
                raise Raised
            return y

    model = Fails()
    with gatescope.record(model, store=tmp_path / "run") as recording:
        for x in BATCHES:
            with contextlib.suppress(Raised):
                model(x)
    assert recording.batches == 2
    assert recording.trace["gru/0/forward"].sizes["batch"] == 3


def test_the_bar_counts_batches_of_which_the_loader_says_how_many(tmp_path: Path) -> None:
    layer = contracting(nn.GRU(3, 4))
    loader = torch.utils.data.DataLoader(sequence(5, 6, 3), batch_size=2)  # type: ignore[arg-type]
    with gatescope.record(layer, store=tmp_path / "run") as recording:
        for x in recording.over(loader):
            layer(x)
    task = recording._progress._bar.tasks[0]  # type: ignore[union-attr]
    assert (task.completed, task.total) == (3, 3)


def test_memory_holds_no_more_than_a_few_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer, "BYTES", 2**18)
    layer, x = contracting(nn.LSTM(8, 128)), sequence(50, 8, 8)
    tracemalloc.start()
    with torch.no_grad(), gatescope.record(layer, store=tmp_path / "run") as recording:
        for _ in recording.over(range(25)):
            layer(x)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    trace = recording.trace["0/forward"].to_dataset()
    assert trace.sizes["batch"] == 200
    assert most < trace.nbytes / 3
