"""A recording as a trace: a tree with a node for each layer and direction of the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import xarray as xr

from gatescope.convert.torch import Part
from gatescope.recording.torch.call import Snapshot
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.replay import Played
from gatescope.trace import build
from gatescope.weights import Weights, plain

Numpy = dict[tuple[Snapshot, Part], Weights]


def tree(recorded: Mapping[Found, Sequence[Sequence[Played]]]) -> xr.DataTree:
    """The trace of each module's sequences, in order, each a list of its layers and directions."""
    numpy: Numpy = {}
    nodes: dict[str, xr.Dataset] = {}
    for layer, calls in recorded.items():
        for k, call in enumerate(calls):
            below = f"/call/{k}" if len(calls) > 1 else ""
            for path, played in zip(layer.paths(), call, strict=True):
                nodes[f"/{path}{below}"] = trace_of(played, numpy)
    return xr.DataTree.from_dict(nodes)


def trace_of(played: Played, numpy: Numpy | None = None) -> xr.Dataset:
    """The trace of one layer and direction; `numpy` keeps weights that several calls share."""
    call, part = played.call, played.part
    numpy = {} if numpy is None else numpy
    edits = call.edits[part.path].edits if part.path in call.edits else ()
    trace = build(
        _in_numpy(played, numpy),
        x=plain(played.x),
        values={v: plain(array) for v, array in played.values.items()},
        initial={s: plain(array) for s, array in played.initial.items()},
        lengths=None if call.lengths is None else plain(call.lengths),
        edits=edits,
        source=call.layer.source,
        direction=part.direction,
    )
    return trace.assign_attrs(dtype=call.precision.stored, certificate=played.certificate.to_json())


def _in_numpy(played: Played, numpy: Numpy) -> Weights:
    """The weights of a call; calls with the same ones share them."""
    key = (played.call.snapshot, played.part)
    if key not in numpy:
        parameters = {name: plain(p) for name, p in played.weights.items()}
        numpy[key] = Weights(played.weights.cell, parameters)
    return numpy[key]
