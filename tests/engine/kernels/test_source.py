"""The source of kernels, and where their machine code is kept."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from gatescope import kernel_source
from gatescope.cells import Cell, affine, previous, tanh, x
from gatescope.engine import forward
from gatescope.engine.kernels import kept, machine
from samples import CELLS, layer, numbers


@pytest.mark.parametrize("way", ["forward", "backward"])
def test_it_holds_numbered_identifiers_only(way: str) -> None:
    h = previous("h")
    secret = tanh(affine("secret", h=h, x=x))
    cell = Cell("hidden", values={"secret": secret}, next={"h": secret * h})
    source = kernel_source(cell, way)  # type: ignore[arg-type]
    assert "secret" not in source
    assert "hidden" not in source
    assert re.search(r"call void @\"?product", source)


def test_machine_code_is_kept_for_the_next_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_CACHE", str(tmp_path))
    program = """
import numpy as np, gatescope
from gatescope.engine import forward
weights = gatescope.Weights.random(gatescope.LSTM, input_size=2, hidden_size=3, seed=0)
print(forward(weights, np.ones((2, 1, 2)), engine="kernel")["h"].sum())
"""
    said = [
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True).stdout
        for _ in range(2)
    ]
    assert said[0] == said[1]
    kept = sorted((tmp_path / "kernels").iterdir())
    assert [path.suffix for path in kept] == [".o"] * 4
    if sys.platform != "win32":
        assert (tmp_path / "kernels").stat().st_mode & 0o077 == 0


def test_without_a_place_for_machine_code_it_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GATESCOPE_CACHE", str(tmp_path / "file"))
    assert machine.compiled(_EMPTY).get_function_address("steps")


_EMPTY = 'define void @"steps"() { ret void }'


def test_damaged_machine_code_is_compiled_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_CACHE", str(tmp_path))
    machine.compiled(_EMPTY)
    (only,) = (tmp_path / "kernels").iterdir()
    whole = only.read_bytes()
    for damaged in (b"", whole[:-1], whole[:40] + b"x" + whole[41:]):
        only.write_bytes(damaged)
        assert machine.compiled(_EMPTY).get_function_address("steps")
        assert only.read_bytes() == whole


@pytest.mark.skipif(sys.platform == "win32", reason="a profile is its user's")
def test_machine_code_that_others_can_write_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_CACHE", str(tmp_path))
    machine.compiled(_EMPTY)
    folder = tmp_path / "kernels"
    folder.chmod(0o777)
    made = []
    assert kept.kept(next(folder.iterdir()).stem, lambda: made.append(1) or b"") == b""  # type: ignore[func-returns-value]
    assert made


def test_a_run_names_the_engine_that_it_wants() -> None:
    weights, given = layer(CELLS[0]), numbers(2, 1, 2)
    assert forward(weights, given, engine="kernel").engine == "kernel"
    assert forward(weights, given, engine="auto").engine == "kernel"
    assert forward(weights, given, engine="reference").engine == "reference"
