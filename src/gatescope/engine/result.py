"""What an engine gives: plain arrays by the names of the graph's nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from gatescope.edits import Coefficients
from gatescope.engine.rebuild import rebuild
from gatescope.weights import Weights

Array = Any


@dataclass(frozen=True, eq=False)
class Result:
    """A forward run. `result["f"]` is (time, batch, unit), for any node of the graph.

    `raw` holds, where an engine needs them to go back, the values before their edits of the nodes
    that have any.
    """

    weights: Weights
    x: Array
    initial: Mapping[str, Array]
    coefficients: Mapping[str, Coefficients]
    values: Mapping[str, Array]
    raw: Mapping[str, Array] = field(default_factory=dict)
    engine: Literal["reference", "kernel"] = "reference"
    memory: Mapping[str, Array] = field(default_factory=dict, repr=False)
    """A kernel's own arrays, of which `values` are parts."""
    lengths: Array | None = None
    """Of the sequences, (batch), where they were given."""

    def __getitem__(self, node: str) -> Array:
        if node in self.values:
            return self.values[node]
        cell = self.weights.cell
        known = {s: self.values[s] for s in cell.states}
        own = {"initial": self.initial, "known": known, "coefficients": self.coefficients}
        return rebuild(self.weights, self.x, **own, wanted=[cell[node].id])[node]


@dataclass(frozen=True, eq=False)
class Gradients:
    """Gradients of a loss, as `backward` gives them.

    `parameters` by name; `initial` by state, (batch, unit); `x` (time, batch, input);
    `gradients["f"]` by the value f as it is after its edits, (time, batch, unit), and so for each
    node that can be edited.
    """

    parameters: Mapping[str, Array]
    initial: Mapping[str, Array]
    values: Mapping[str, Array]

    @property
    def x(self) -> Array:
        return self["x"]

    def __getitem__(self, node: str) -> Array:
        return self.values[node]
