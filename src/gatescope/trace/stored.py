"""Reading a store that grew, or that still grows: what was complete when it was opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
import zarr

from gatescope.errors import TraceError
from gatescope.trace.complete import Complete, Node
from gatescope.trace.growing import FORMAT
from gatescope.trace.guarded import BROKEN, guarded_zarr
from gatescope.trace.whole import check_whole


def is_recording(path: Path) -> bool:
    """Whether a store says that it grew."""
    try:
        return '"gatescope-recording' in (path / "zarr.json").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return False


def complete_of(path: Path) -> Complete:
    """How far the recording at `path` has got.

    Raises:
        TraceError: there is none, or it cannot be read.
    """
    try:
        attributes = json.loads((path / "zarr.json").read_text("utf-8"))["attributes"]
        own = attributes.get("format")
    except (*BROKEN, RecursionError) as error:
        raise TraceError(
            f"Expected a recording at {path}, got none that can be read ({error})."
        ) from error
    if own != FORMAT:
        raise TraceError(
            f"Expected a recording of format {FORMAT!r} at {path}, got {own!r}. Read it with the "
            "version that wrote it."
        )
    return Complete.from_json(attributes.get("complete"), f"the recording at {path}")


def open_recording(path: Path) -> xr.DataTree:
    """Every layer's trace as far as it is complete; values are read when they are used.

    The tree's attributes say how many `batches` there are and whether it is `finished`.

    Raises:
        TraceError: nothing is complete yet, or a file is missing, cut off or cannot be read.
    """
    complete = complete_of(path)
    if not complete.nodes:
        raise TraceError(
            f"Expected a recorded layer at {path}, got a recording of which {complete.batches} "
            "batches are complete. Record on with resume=True."
        )
    try:
        nodes = {f"/{name}": _layer(path, name, node) for name, node in complete.nodes.items()}
    except BROKEN as error:
        raise TraceError(f"The recording at {path} cannot be read: {error}") from error
    tree = xr.DataTree.from_dict(nodes)
    tree.attrs = {"batches": complete.batches, "finished": complete.finished}
    return tree


def _layer(path: Path, name: str, node: Node) -> xr.Dataset:
    sizes = {"time": node.time, "batch": node.batch}
    group = zarr.open_group(path, path=name, mode="r")
    arrays = dict(group.arrays())
    lengths = _lengths(path / name, arrays, sizes)
    variables = {}
    for variable, array in arrays.items():
        check_whole(path / name / variable, array, sizes, lengths)
        # A writer that died may have made room in some arrays already: each is cut by itself.
        variables[variable] = guarded_zarr(array, sizes, path / name / variable)
    if (lengths == node.time).all():
        variables.pop("length", None)
    return xr.Dataset(variables, attrs={**group.attrs, **node.attributes})


def _lengths(folder: Path, arrays: dict[str, Any], sizes: dict[str, int]) -> Any:
    array = arrays.get("length")
    if array is None:
        return np.full(sizes["batch"], sizes["time"])
    check_whole(folder / "length", array, sizes, np.zeros(0))
    return array[: sizes["batch"]]
