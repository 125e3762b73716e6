"""Traces on disk, as Zarr: one layer as a group, several as a tree of groups."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import xarray as xr

from gatescope.errors import TraceError
from gatescope.trace.guarded import BROKEN, guarded
from gatescope.trace.schema import validate
from gatescope.trace.stored import is_recording, open_recording


def save(trace: xr.Dataset | xr.DataTree, path: str | Path) -> None:
    """Write a trace as Zarr. Nothing is left at `path` if it fails.

    Raises:
        TraceError: it is no trace, or there is something at `path` already.
    """
    path = Path(path)
    _validate(trace)
    if path.exists():
        raise TraceError(f"Expected a new path for the trace, but {path} exists. Choose another.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        made = Path(folder) / "trace"
        # Consolidated metadata is no part of the Zarr 3 specification yet.
        trace.to_zarr(made, consolidated=False)
        shutil.move(made, path)


def read(path: str | Path) -> xr.Dataset | xr.DataTree:
    """What is at `path`, a trace that was saved or a recording; values are read on use.

    Raises:
        TraceError: there is neither, or it is damaged.
    """
    path = Path(path)
    if not (path / "zarr.json").is_file():
        raise TraceError(
            f"Expected a trace written by gatescope.save, or by gatescope.record with store=, at "
            f"{path}; there is none."
        )
    trace = open_recording(path) if is_recording(path) else _saved(path)
    _validate(trace)
    return trace


def _saved(path: Path) -> xr.Dataset | xr.DataTree:
    try:
        # chunks=None: arrays are read on use, without Dask.
        tree = xr.open_datatree(path, engine="zarr", consolidated=False, chunks=None)
    except BROKEN as error:
        raise TraceError(f"The store at {path} cannot be read as a trace: {error}") from error
    if not tree.children:
        return guarded(tree.to_dataset(), path)
    nodes = {node.path: guarded(node.to_dataset(), path / node.path[1:]) for node in tree.subtree}
    whole = xr.DataTree.from_dict(nodes)
    whole.attrs = dict(tree.attrs)
    return whole


def _validate(trace: xr.Dataset | xr.DataTree) -> None:
    if not isinstance(trace, xr.DataTree):
        validate(trace)
        return
    layers = [node for node in trace.subtree if node.has_data]
    if not layers:
        raise TraceError("Expected a tree with at least one layer's trace in it, got an empty one.")
    for layer in layers:
        validate(layer.to_dataset())
