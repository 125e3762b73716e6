"""A recording that was killed, and stores that were damaged."""

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import gatescope
from gatescope.errors import GatescopeError, TraceError
from gatescope.trace.complete import Complete
from torch_models import contracting, sequence

WRITES = """
import sys, torch, gatescope
from gatescope.recording.torch import writer
from torch_models import contracting, sequence

writer.SECONDS = 0  # each batch is written by itself
layer = contracting(torch.nn.LSTM(3, 5))
with torch.no_grad(), gatescope.record(layer, store=sys.argv[1]) as recording:
    for k in recording.over(range(10_000)):
        layer(sequence(6, 2, 3, seed=k))
        print(k, flush=True)
"""


def test_a_killed_recording_opens_says_how_far_it_got_and_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "run.zarr"
    with subprocess.Popen(
        [sys.executable, "-c", WRITES, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    ) as process:
        assert process.stdout is not None
        for _ in range(10):
            assert process.stdout.readline()
        # Somewhere in the midst of writing.
        time.sleep(0.02)
        process.kill()
    tree = gatescope.open(path)
    reached = tree.attrs["batches"]
    assert reached >= 9
    assert not tree.attrs["finished"]
    layer = contracting(nn.LSTM(3, 5))
    with torch.no_grad(), gatescope.record(layer, store=path, resume=True) as recording:
        for k in recording.over(range(reached + 3)):
            layer(sequence(6, 2, 3, seed=k))
    whole = recording.trace["0/forward"]
    assert whole.sizes["batch"] == 2 * (reached + 3)
    for k in range(reached + 3):
        assert np.array_equal(whole["x"][:, 2 * k : 2 * k + 2], sequence(6, 2, 3, seed=k))
    with gatescope.record(layer) as alone:
        layer(sequence(6, 2, 3, seed=reached))
    own = whole["c"][:, 2 * reached : 2 * reached + 2]
    assert np.array_equal(own, alone.trace["0/forward"]["c"])


def test_what_no_reader_was_told_of_is_not_there_and_is_written_over(tmp_path: Path) -> None:
    layer, path = contracting(nn.GRU(3, 4)), tmp_path / "run"
    with gatescope.record(layer, store=path):
        layer(sequence(4, 2, 3))
    before = (path / "zarr.json").read_bytes()
    with gatescope.record(layer, store=path, resume=True) as recording:
        for _ in recording.over(range(2)):
            layer(sequence(9, 3, 3, seed=1))
    (path / "zarr.json").write_bytes(before)  # as if it had been killed before it could tell
    assert dict(gatescope.open(path)["0/forward"].sizes)["batch"] == 2
    with gatescope.record(layer, store=path, resume=True) as recording:
        for x in recording.over([None, sequence(4, 1, 3, seed=2), sequence(9, 1, 3, seed=3)]):
            layer(x)
    whole = recording.trace["0/forward"]
    assert list(whole["length"].values) == [4, 4, 4, 9]
    assert np.isnan(whole["h"][4:, :3]).all()
    assert np.array_equal(whole["x"][:, 3], sequence(9, 1, 3, seed=3)[:, 0])


@pytest.fixture
def store(tmp_path: Path) -> Path:
    layer, path = contracting(nn.GRU(3, 4)), tmp_path / "run"
    with gatescope.record(layer, store=path):
        layer(sequence(5, 2, 3))
    return path


@pytest.mark.parametrize("name", ["h", "length", "r.h", "h0"])
def test_a_file_that_is_missing_or_cut_off_is_seen_at_once(name: str, store: Path) -> None:
    (chunk,) = (p for p in (store / "0/forward" / name / "c").rglob("*") if p.is_file())
    content = chunk.read_bytes()
    for cut in (content[:-1], b"", None):
        chunk.unlink()
        if cut is not None:
            chunk.write_bytes(cut)
        with pytest.raises(TraceError, match=rf"{name}, got .*chunk .*damaged, or was not copied"):
            gatescope.open(store)
        chunk.write_bytes(content)
    gatescope.open(store)


def test_a_changed_number_is_seen_when_it_is_read(store: Path) -> None:
    (chunk,) = (p for p in (store / "0/forward/h/c").rglob("*") if p.is_file())
    content = bytearray(chunk.read_bytes())
    content[7] ^= 1
    chunk.write_bytes(bytes(content))
    tree = gatescope.open(store)
    with pytest.raises(TraceError, match=r"h, got a chunk that is damaged"):
        _ = tree["0/forward"]["h"].values


@pytest.mark.parametrize(
    "complete",
    [
        None,
        [],
        {"batches": 1},
        {"batches": -1, "finished": True, "nodes": {}},
        {"batches": 1, "finished": True, "nodes": {"../../etc": {}}},
        {"batches": 1, "finished": True, "nodes": {"0": {"time": 1, "batch": 1, "attributes": 5}}},
    ],
)
def test_a_store_that_says_nonsense_of_itself_is_refused(complete: Any) -> None:
    with pytest.raises(TraceError, match="cannot be read"):
        Complete.from_json(complete, "it")


def test_a_store_that_says_more_than_it_holds_is_refused(store: Path) -> None:
    file = store / "zarr.json"
    for wrong in ('"batch": 2000000000', '"batch": 3'):
        text = file.read_text("utf-8")
        file.write_text(text.replace('"batch": 2', wrong), "utf-8")
        assert wrong in file.read_text("utf-8")
        with pytest.raises(TraceError):
            gatescope.open(store)
        file.write_text(text, "utf-8")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"attributes": {"format": "gatescope-recording"}}']
)
@pytest.mark.parametrize("part", ["zarr.json", "0/forward/zarr.json", "0/forward/h/zarr.json"])
def test_a_recording_with_broken_metadata_is_refused(part: str, text: str, store: Path) -> None:
    (store / part).write_text(text, "utf-8")
    with pytest.raises(GatescopeError):
        gatescope.open(store)


def test_a_recording_of_nothing_says_so(tmp_path: Path) -> None:
    layer = contracting(nn.GRU(3, 4))
    with gatescope.record(layer, store=tmp_path / "run"):
        pass
    with pytest.raises(TraceError, match="of which 0 batches are complete"):
        gatescope.open(tmp_path / "run")
    with gatescope.record(layer, store=tmp_path / "run", resume=True) as recording:
        layer(sequence(5, 2, 3))
    assert recording.trace.attrs["batches"] == 1
