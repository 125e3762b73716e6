"""A store is looked through before it is opened: whoever made it may want other files read, or
more memory taken than there is."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gatescope.errors import TraceError

AXIS = 2**31
"""Places along an axis, at most."""

CHUNK = 2**28
"""Numbers of a chunk, which is read as a whole, at most."""

LABELS = 2**24
"""Places along an axis that has labels, which are read at once, at most."""


def check_store(path: Path) -> None:
    """Refuse a store with links that lead out of it, or with arrays of absurd sizes.

    Raises:
        TraceError: it is such a store.
    """
    for file in _files(path):
        if file.name == "zarr.json":
            _check_sizes(file)


def _files(path: Path) -> Iterator[Path]:
    """All files of a store, of which none leads out."""
    home = path.resolve()
    for folder, folders, names in os.walk(path, followlinks=False):
        for name in (*folders, *names):
            place = Path(folder) / name
            if place.is_symlink() and not place.resolve().is_relative_to(home):
                raise TraceError(
                    f"Expected a store with all its files within, but {place} leads out of it. "
                    "Copy what it leads to into its place."
                )
        yield from (Path(folder) / name for name in names)


def _check_sizes(file: Path) -> None:
    try:
        document = json.loads(file.read_bytes())
        array = document if document.get("node_type") == "array" else {}
        shape = [int(size) for size in array.get("shape", [])]
        chunk = _chunk(array)
    except (AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError) as error:
        raise TraceError(f"Expected {file} to describe a part of a trace: {error!r}.") from error
    is_coordinate = array.get("dimension_names") == [file.parent.name]
    if max(shape, default=0) > AXIS or (is_coordinate and math.prod(shape) > LABELS):
        raise TraceError(f"Expected an array of a size that can be read, got {shape} in {file}.")
    if math.prod(chunk) > CHUNK:
        raise TraceError(f"Expected chunks of at most {CHUNK} numbers, got {chunk} in {file}.")


def _chunk(array: dict[str, Any]) -> list[int]:
    grid = array.get("chunk_grid", {}).get("configuration", {})
    return [int(size) for size in grid.get("chunk_shape", [])]
