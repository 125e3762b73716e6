"""`gatescope record` as a person meets it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
import xarray as xr
from torch import nn

from gatescope import LSTM
from gatescope import open as open_trace
from gatescope.cli import main
from onnx_models import X, model, node, output, parameters
from samples import layer, numbers
from torch_models import contracting


def rows(printed: str) -> list[list[str]]:
    lines = [line for line in printed.splitlines() if line.startswith("│")]
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in lines]


Record = Callable[..., tuple[int, str, str]]
"""The command with files in the test's folder: its status, what it printed, and what it said."""


@pytest.fixture
def record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Record:
    """In this process: one of its own takes seconds to begin."""

    def run(*arguments: str) -> tuple[int, str, str]:
        whole = [str(tmp_path / a) if "." in a else a for a in arguments]
        monkeypatch.setattr(sys, "argv", ["gatescope", "record", *whole])
        with pytest.raises(SystemExit) as done:
            main()
        return (int(done.value.code or 0), *capsys.readouterr())

    return run


def opened(path: Path) -> xr.DataTree:
    tree = open_trace(path)
    assert isinstance(tree, xr.DataTree)
    return tree


def test_an_onnx_model_is_recorded_whole_and_certified(record: Record, tmp_path: Path) -> None:
    made = model([node("LSTM", direction="bidirectional")], parameters("LSTM", 2))
    onnx.save(made, tmp_path / "m.onnx")
    np.savez(tmp_path / "x.npz", X=X)
    status, printed, said = record("m.onnx", "--input", "x.npz", "-o", "run.zarr")
    assert (status, said) == (0, "")
    assert printed.splitlines()[-1] == str(tmp_path / "run.zarr")
    tree = opened(tmp_path / "run.zarr")
    for k, (row, direction) in enumerate(zip(rows(printed), ("forward", "reverse"), strict=True)):
        trace = tree[f"layer/0/{direction}"]
        found = json.loads(trace.attrs["certificate"])
        largest = max(found["differences"].values())
        certificate = f"holds: {largest:.1e} of {found['tolerance']:g} in float32"
        assert row == [f"layer/0/{direction}", "LSTM", "6 × 2", "3 → 4", certificate]
        assert np.array_equal(trace["h"], output(made)[:, k])


def test_a_stack_of_weights_is_run_and_replaced_when_asked(record: Record, tmp_path: Path) -> None:
    module = contracting(nn.GRU(2, 3, num_layers=2))
    torch.save(module.state_dict(), tmp_path / "w.pt")
    x = numbers(5, 2).astype(np.float32)
    np.savetxt(tmp_path / "x.csv", x, delimiter=",", header="a,b", comments="")
    order = ("w.pt", "--input", "x.csv", "-o", "run.zarr")
    status, printed, _ = record(*order)
    assert status == 0
    assert [row[0] for row in rows(printed)] == ["0/forward", "1/forward"]
    assert {row[-1] for row in rows(printed)} == {"none: run by Gatescope alone"}
    y, _ = module(torch.tensor(x))
    h = opened(tmp_path / "run.zarr")["1/forward"]["h"].values[:, 0]
    np.testing.assert_allclose(h, y.detach(), atol=1e-6)

    status, _, said = record(*order)
    assert (status, said.count("\n")) == (1, 1)
    assert "or add --force" in said
    np.savetxt(tmp_path / "x.csv", x[:2], delimiter=",")
    assert record(*order, "--force")[0] == 0
    assert opened(tmp_path / "run.zarr")["1/forward"].sizes["time"] == 2
    assert record("w.pt", "--input", "x.csv", "-o", "x.csv", "--force")[0] == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["run.zarr", "w.pt", "x.csv"]


def test_of_several_layers_one_is_chosen(record: Record, tmp_path: Path) -> None:
    both = nn.ModuleDict({"a": nn.LSTM(2, 3), "b": nn.GRU(3, 2, bidirectional=True)})
    torch.save(contracting(both).state_dict(), tmp_path / "w.pt")
    np.save(tmp_path / "x.npy", numbers(4, 2, 3))
    order = ("w.pt", "--input", "x.npy", "-o", "run.zarr")
    status, _, said = record(*order)
    assert (status, said.count("\n")) == (1, 1)
    assert "['a', 'b'], or of its parts, ['a/0/forward', 'b/0/forward', 'b/0/reverse']" in said
    status, printed, _ = record(*order, "--layer", "b/0/reverse")
    assert [row[0] for row in rows(printed)] == ["b/0/reverse"]
    assert opened(tmp_path / "run.zarr")["b/0/reverse"].sizes["batch"] == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("x.csv", "1,2,3\n", "with 2 input(s), got the shape (1, 3)"),
        ("x.csv", "1,2\n1,nan\n", "got nan at (1, 1)"),
        ("x.csv", "1,2\n1,two\n", "could not convert string 'two'"),
        ("x.csv", "1,2\n1\n", "number of columns changed"),
        ("x.txt", "1,2\n", ".npy, .npz or .csv"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    name: str, content: str, words: str, record: Record, tmp_path: Path
) -> None:
    layer(LSTM).save(tmp_path / "w.safetensors")
    (tmp_path / name).write_text(content)
    arguments = ("w.safetensors", "--input", name, "-o", "run.zarr")
    status, printed, said = record(*arguments)
    assert (status, printed, said.count("\n")) == (1, "", 1)
    assert words in said
    assert not (tmp_path / "run.zarr").exists()
