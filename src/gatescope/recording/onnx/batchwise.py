"""Nodes with `layout=1`, which ONNX Runtime does not run, made to take the time first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onnx import helper

if TYPE_CHECKING:
    from gatescope.convert.onnx_places import Place

_INPUTS = {0: [1, 0, 2], 5: [1, 0, 2], 6: [1, 0, 2]}
_OUTPUTS = {0: [2, 0, 1, 3], 1: [1, 0, 2], 2: [1, 0, 2]}
"""By their place, the order of the axes for the other layout."""


def time_first(place: Place, prefix: str) -> None:
    """Turn a node with the batch first into one with the time first, between transpositions."""
    node, graph = place.node, place.graph
    layout = next((a for a in node.attribute if a.name == "layout"), None)
    if layout is None or not layout.i:
        return
    layout.i = 0
    at = next(k for k, other in enumerate(graph.node) if other is node)
    for k, order in _OUTPUTS.items():
        if k < len(node.output) and node.output[k]:
            inner = f"{prefix}turned_{k}"
            after = helper.make_node("Transpose", [inner], [node.output[k]], perm=order)
            graph.node.insert(at + 1, after)
            node.output[k] = inner
    for k, order in _INPUTS.items():
        if k < len(node.input) and node.input[k]:
            inner = f"{prefix}given_{k}"
            graph.node.insert(
                at, helper.make_node("Transpose", [node.input[k]], [inner], perm=order)
            )
            node.input[k] = inner
