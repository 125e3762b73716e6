"""`gatescope open` as a person meets it."""

from pathlib import Path

import httpx
import pytest

import gatescope as gs
from command import gatescope, served
from gatescope.cli.opening import opened_path
from gatescope.errors import InputError
from samples import layer, numbers


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stores") / "run.zarr"
    gs.save(gs.run(layer(gs.LSTM), numbers(4, 2)), path)
    return path


def test_it_serves_the_trace_to_who_has_the_address(store: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("wir\nfahren\nnach\nKöln\n", encoding="utf-8")
    options = ("--labels", str(words), "--no-browser", "--port", "0")
    with served("open", str(store), *options) as server:
        address, _, token = server.address.partition("/#token=")
        key = {"authorization": f"Bearer {token}"}
        facts = httpx.get(f"{address}/api/opened", headers=key).json()
        assert httpx.get(f"{address}/api/opened").status_code == 401
    assert facts["title"] == "run.zarr"
    assert facts["labels"] == {"time": ["wir", "fahren", "nach", "Köln"]}


def test_what_is_no_trace_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    refused = gatescope("open", "--no-browser", str(tmp_path / "nix.zarr"))
    assert (refused.returncode, refused.stdout, refused.stderr.count("\n")) == (1, "", 1)
    assert "Expected a trace" in refused.stderr


def test_labels_that_do_not_fit_are_refused(store: Path, tmp_path: Path) -> None:
    words, options = tmp_path / "words.txt", {"inputs": None, "layer": None}
    with pytest.raises(InputError, match="Expected a text with a label"):
        opened_path(store, labels=words, **options)
    words.write_text("one\n")
    with pytest.raises(InputError, match="4 of them, got 1"):
        opened_path(store, labels=words, **options)
