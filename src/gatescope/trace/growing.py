"""A store that grows: what is recorded batch after batch, appended to Zarr.

Data come first; then the attribute `complete` of the whole, one small file that is replaced at
once, says what of them is there. Whoever reads, cuts there: it does not matter when the writer
dies.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import xarray as xr
import zarr

from gatescope.errors import TraceError
from gatescope.trace.complete import Complete, Node
from gatescope.trace.series import Block, Series

FORMAT = "gatescope-recording 1"
Along = Literal["batch", "time"]


@dataclass(eq=False)
class Growing:
    """A store being written. `complete` is what a reader sees of it; `commit` moves it on."""

    root: zarr.Group
    along: Along
    complete: Complete = field(default_factory=Complete)
    _series: dict[str, Series] = field(default_factory=dict)

    @classmethod
    def create(cls, path: Path, along: Along, about: Mapping[str, Any]) -> Growing:
        """An empty store; `about` says what is recorded, and has to be the same to go on.

        Raises:
            TraceError: there is something at `path` already.
        """
        if path.exists():
            raise TraceError(
                f"Expected a new path for the recording, but {path} exists. Choose another, or "
                "give resume=True to go on with it."
            )
        root = zarr.open_group(path, mode="w-")
        store = cls(root, along)
        root.attrs.update(
            {"format": FORMAT, "along": along, **about, "complete": Complete().to_json()}
        )
        return store

    @classmethod
    def resume(cls, path: Path, along: Along, about: Mapping[str, Any]) -> Growing:
        """A store to go on with, without what no reader has seen yet.

        Raises:
            TraceError: it is no such store, or something else was recorded into it.
        """
        from gatescope.trace.stored import complete_of

        complete = complete_of(path)
        root = zarr.open_group(path, mode="r+")
        for name, wanted in {"along": along, **about}.items():
            if root.attrs.get(name) != wanted:
                raise TraceError(
                    f"Expected to go on with the {name} of the recording at {path}, "
                    f"{_short(root.attrs.get(name))}, got {_short(wanted)}. Record it as it was "
                    "begun, or choose another path."
                )
        store = cls(root, along, complete)
        for node_path, node in complete.nodes.items():
            group: Any = root[node_path]
            series = Series(group, along, node.time, node.batch)
            series.forget_beyond()
            store._series[node_path] = series
        return store

    def begin(self, path: str, first: xr.Dataset) -> None:
        """Make room for a layer, whose traces are like `first`."""
        if path in self._series:
            return
        left = Path(str(self.root.store.root)) / path  # type: ignore[attr-defined]
        shutil.rmtree(left, ignore_errors=True)
        self._series[path] = Series.create(self.root.create_group(path), first, self.along)

    def append(self, path: str, blocks: Sequence[Block]) -> None:
        """Write what calls of a layer add, of which no reader knows before `commit`."""
        self._series[path].append(blocks)

    def commit(
        self, batches: int, attributes: Mapping[str, Mapping[str, Any]], *, finished: bool
    ) -> None:
        """What is written is there: so many batches, and what is to be said of each layer now."""
        nodes = {
            path: Node(series.time, series.batch, attributes.get(path, {}))
            for path, series in self._series.items()
        }
        self.complete = Complete(batches, finished, nodes)
        self.root.attrs["complete"] = self.complete.to_json()


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 16 else f"{text[:16]}…"
