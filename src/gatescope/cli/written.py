"""Where `gatescope record` puts a trace."""

from __future__ import annotations

import tempfile
from pathlib import Path

import xarray as xr

from gatescope.errors import TraceError
from gatescope.trace.store import save


def write(tree: xr.DataTree, path: Path, *, force: bool) -> None:
    """Save a trace; `force` puts it in the place of another one.

    Raises:
        TraceError: there is something at the path that is not to be replaced.
    """
    check_free(path, force=force)
    if not path.exists():
        save(tree, path)
        return
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        save(tree, Path(folder) / "new")
        path.replace(Path(folder) / "old")
        (Path(folder) / "new").replace(path)


def check_free(path: Path, *, force: bool) -> None:
    """Say, before anything is run, that it could not be written.

    Raises:
        TraceError: there is something at the path that is not to be replaced.
    """
    if path.exists() and not force:
        raise TraceError(
            f"Expected a new path for the trace, but {path} exists. Choose another, or add --force."
        )
    if path.exists() and not (path / "zarr.json").is_file():
        raise TraceError(
            f"Expected --force to replace a trace, but {path} is something else. Choose another."
        )
