"""Stores that are not what they seem: refused, or told of where they are read; never a hang."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import gatescope as gs
from asking import ask
from damage import damaged
from gatescope.errors import GatescopeError, TraceError
from gatescope.opened import open_trace
from gatescope.server.app import Shown, create_app
from samples import layer, numbers

KEY = {"authorization": "Bearer key"}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "run.zarr"
    gs.save(gs.run([layer(gs.RNN, 1, 2)], numbers(6, 2, 1)), path)
    return path


def array(store: Path) -> Path:
    return store / "0" / "forward" / "h"


def rewrite(file: Path, **changed: Any) -> None:
    file.write_text(json.dumps({**json.loads(file.read_text()), **changed}))


def status(store: Path, tmp_path: Path, path: str = "layers/0/window") -> tuple[int, str]:
    """What the page is answered, in a sentence where it is refused."""
    (tmp_path / "index.html").touch()
    app = create_app(tmp_path, shown=Shown(open_trace(store), "key"))
    answer = ask(app, f"/api/{path}", headers=KEY)
    return answer.status_code, "" if answer.status_code == 200 else answer.json()["error"]


def test_a_store_is_opened(store: Path, tmp_path: Path) -> None:
    opened = open_trace(store)
    assert opened.title == "run.zarr"
    assert status(store, tmp_path) == (200, "")


def test_a_link_out_of_the_store_is_refused(store: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    for link in (array(store) / "c" / "0" / "0" / "9", store / "more"):
        link.symlink_to(secret)
        with pytest.raises(TraceError, match="leads out of it"):
            open_trace(store)
        link.unlink()
    chunk = next(file for file in (array(store) / "c").rglob("*") if file.is_file())
    chunk.rename(secret / "chunk")
    chunk.symlink_to(secret / "chunk")
    with pytest.raises(TraceError, match="leads out of it"):
        open_trace(store)


def test_a_link_within_the_store_and_one_to_it_are_followed(store: Path, tmp_path: Path) -> None:
    chunk = next(file for file in (array(store) / "c").rglob("*") if file.is_file())
    kept = chunk.rename(chunk.with_name("kept"))
    chunk.symlink_to(kept)
    (tmp_path / "other.zarr").symlink_to(store)
    assert status(tmp_path / "other.zarr", tmp_path) == (200, "")


def test_absurd_shapes_are_refused(store: Path) -> None:
    file = array(store) / "zarr.json"
    chunks = {"name": "regular", "configuration": {"chunk_shape": [2**20, 2**20, 1]}}
    kept = file.read_text()
    for changed in ({"shape": [2**50, 2, 2]}, {"chunk_grid": chunks}):
        rewrite(file, **changed)
        with pytest.raises(TraceError, match=r"zarr\.json"):
            open_trace(store)
        file.write_text(kept)


def test_shapes_that_do_not_agree_are_refused(store: Path) -> None:
    rewrite(array(store) / "zarr.json", shape=[10**9, 2, 2])
    with pytest.raises(TraceError):
        open_trace(store)


def test_a_truncated_chunk_is_told_of(store: Path, tmp_path: Path) -> None:
    for chunk in (file for file in (array(store) / "c").rglob("*") if file.is_file()):
        chunk.write_bytes(chunk.read_bytes()[:10])
    code, sentence = status(store, tmp_path)
    assert code == 500
    assert "got a chunk that is damaged" in sentence
    assert status(store, tmp_path, "layers/0/weights") == (200, "")


def test_a_damaged_store_is_refused_or_read(store: Path, tmp_path: Path) -> None:
    file = array(store) / "zarr.json"
    for content in damaged(file.read_bytes()):
        file.write_bytes(content)
        try:
            code, _ = status(store, tmp_path)
        except GatescopeError:
            continue
        assert code in (200, 400, 500)


@pytest.mark.parametrize("lengths", [[0, 6], [-1, 6], [7, 2**40]])
def test_lengths_that_are_none_are_cut(store: Path, tmp_path: Path, lengths: list[int]) -> None:
    trace = gs.run(layer(gs.RNN, 1, 2), numbers(6, 2, 1), lengths=[6, 6])
    trace["length"] = ("batch", np.array(lengths))
    gs.save(trace, tmp_path / "lengths.zarr")
    for path in ("layers/0/window?columns=2", "layers/0/order?value=h&by=similarity"):
        assert status(tmp_path / "lengths.zarr", tmp_path, path) == (200, "")


@pytest.mark.parametrize("path", ["nix.zarr", "."])
def test_what_is_no_store_is_refused(path: str, tmp_path: Path) -> None:
    with pytest.raises(TraceError, match="there is none"):
        open_trace(tmp_path / path)
