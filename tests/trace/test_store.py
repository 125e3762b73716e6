import json
from pathlib import Path

import pytest
import xarray as xr

import gatescope
from gatescope.cells import ALL, GRU, LSTM, Cell
from gatescope.errors import TraceError
from samples import layer, numbers, several_edits


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_a_trace_comes_back_from_its_store(cell: Cell, tmp_path: Path) -> None:
    trace = gatescope.run(
        layer(cell),
        numbers(5, 2, 2),
        lengths=[5, 3],
        edits=several_edits(cell, 5, 2, 3),
        gradients={"h": numbers(5, 2, 3)},
    )
    gatescope.save(trace, tmp_path / "trace.zarr")
    xr.testing.assert_identical(gatescope.open(tmp_path / "trace.zarr"), trace)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_trace_keeps_its_dtype(dtype: str, tmp_path: Path) -> None:
    gatescope.save(gatescope.run(layer(LSTM), numbers(5, 2), dtype=dtype), tmp_path / "trace.zarr")
    assert gatescope.open(tmp_path / "trace.zarr")["h"].dtype == dtype


def test_a_tree_of_traces_comes_back_from_its_store(tmp_path: Path) -> None:
    stack = [[layer(GRU, 2, 3), layer(LSTM, 2, 4)], [layer(LSTM, 7, 2)]]
    tree = gatescope.run(stack, numbers(5, 2, 2))
    gatescope.save(tree, tmp_path / "deep" / "tree.zarr")
    back = gatescope.open(tmp_path / "deep" / "tree.zarr")
    assert isinstance(back, xr.DataTree)
    xr.testing.assert_identical(back, tree)


def test_what_stands_at_the_path_stays(tmp_path: Path) -> None:
    path = tmp_path / "trace.zarr"
    trace = gatescope.run(layer(LSTM), numbers(5, 2))
    gatescope.save(trace, path)
    with pytest.raises(TraceError, match=r"trace\.zarr exists. Choose another"):
        gatescope.save(gatescope.run(layer(LSTM), numbers(3, 2)), path)
    xr.testing.assert_identical(gatescope.open(path), trace)


def test_what_is_no_trace_is_not_written(tmp_path: Path) -> None:
    trace = gatescope.run(layer(LSTM), numbers(5, 2))
    for wrong in (trace.drop_vars("f"), xr.DataTree(), xr.DataTree.from_dict({"/0": xr.Dataset()})):
        with pytest.raises(TraceError):
            gatescope.save(wrong, tmp_path / "wrong.zarr")
    assert not list(tmp_path.iterdir())


def test_a_store_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    trace = gatescope.run(layer(LSTM), numbers(5, 2)).assign_attrs(source={1, 2})
    with pytest.raises(TypeError):  # a set has no JSON
        gatescope.save(trace, tmp_path / "trace.zarr")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["none.zarr", "", "notes.txt"])
def test_where_there_is_no_trace_none_is_opened(name: str, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("notes", "utf-8")
    with pytest.raises(TraceError, match=r"written by gatescope\.save.* at .*; there is none"):
        gatescope.open(tmp_path / name)


def test_another_store_is_no_trace(tmp_path: Path) -> None:
    other = xr.Dataset({"h": ("time", numbers(3))})
    other.to_zarr(tmp_path / "other.zarr", consolidated=False)
    with pytest.raises(TraceError, match="of format 'gatescope-trace 1', got None"):
        gatescope.open(tmp_path / "other.zarr")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", "5", json.dumps({"zarr_format": 9})])
@pytest.mark.parametrize("part", ["zarr.json", "h/zarr.json"])
def test_a_store_with_broken_metadata_is_refused(part: str, text: str, tmp_path: Path) -> None:
    gatescope.save(gatescope.run(layer(LSTM), numbers(5, 2)), tmp_path / "trace.zarr")
    (tmp_path / "trace.zarr" / part).write_text(text, "utf-8")
    with pytest.raises(TraceError):
        gatescope.open(tmp_path / "trace.zarr")
