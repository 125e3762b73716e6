"""A trace taken apart into its layers."""

from __future__ import annotations

import xarray as xr

from gatescope.errors import TraceError
from gatescope.opened.layer import Layer
from gatescope.trace import validate


def layers_of(trace: xr.Dataset | xr.DataTree) -> tuple[Layer, ...]:
    """The layers of a trace, by path: one of a dataset, of a tree one for each node.

    Raises:
        TraceError: it is no trace, or holds no layer.
    """
    if not isinstance(trace, xr.DataTree):
        return (Layer("", validate(trace)),)
    nodes = [node for node in trace.subtree if node.has_data]
    if not nodes:
        raise TraceError("Expected a trace with at least one layer in it, got an empty tree.")
    # A store gives its groups in the order of the folder that they lie in.
    nodes.sort(key=lambda node: _natural(node.path))
    return tuple(Layer(n.path.lstrip("/"), validate(n.to_dataset(inherit=False))) for n in nodes)


def _natural(path: str) -> list[tuple[int, str]]:
    """A path's parts, so that 9 comes before 10."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in path.split("/")]
