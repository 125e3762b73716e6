"""`open`: a trace from disk, whole again where a recording kept no more than it needs."""

from __future__ import annotations

from pathlib import Path

import xarray as xr

from gatescope.recording.computed import Computed, States
from gatescope.trace import cell_of
from gatescope.trace.guarded import lazy
from gatescope.trace.schema import left_out_of, step, variables
from gatescope.trace.store import read


def open(path: str | Path) -> xr.Dataset | xr.DataTree:
    """Open a trace that `gatescope.save` or `gatescope.record(…, store=…)` wrote.

    Values are read when they are used. A recording may still be going on, or have been interrupted:
    the trace ends where it was complete, and the tree's attributes say how many `batches` there are
    and whether it is `finished`. Values that were left out are computed from the input and the
    states, where those are there.

    Raises:
        TraceError: there is no trace at `path`, or it is damaged; damage within a file is found
            when it is read.
    """
    trace = read(path)
    if isinstance(trace, xr.DataTree):
        nodes = {node.path: filled(node.to_dataset()) for node in trace.subtree if node.has_data}
        whole = xr.DataTree.from_dict(nodes)
        whole.attrs = dict(trace.attrs)
        return whole
    return filled(trace)


def filled(trace: xr.Dataset) -> xr.Dataset:
    """A trace in its own order, with what was left out, if it can be computed from the rest."""
    cell, found = cell_of(trace), dict(trace.variables)
    attributes, left_out = dict(trace.attrs), left_out_of(trace)
    if left_out and {"x", *cell.states} <= found.keys():
        states = States(trace)
        for value in {*cell.values} - found.keys():
            words = {"long_name": cell.word(value).word}
            found[value] = lazy(step(cell, value), Computed(states, value), words)
        del attributes["left_out"]
    order = [name for name in variables(cell) if name in found]
    return xr.Dataset({name: found[name] for name in (*order, *found)}, attrs=attributes)
