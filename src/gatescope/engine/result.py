"""What an engine gives: plain arrays by the names of the graph's nodes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from array_api_compat import array_namespace

from gatescope.edits import Coefficients
from gatescope.weights import Weights

Array = Any


@dataclass(frozen=True, eq=False)
class Step:
    """One step: every node's value, and the value before its edits of those that have any."""

    values: dict[str, Array]
    raw: dict[str, Array]


@dataclass(frozen=True, eq=False)
class Result:
    """A forward run. `result["f"]` is (time, batch, unit), for any node of the graph."""

    weights: Weights
    x: Array
    initial: Mapping[str, Array]
    coefficients: Mapping[str, Coefficients]
    steps: list[Step] = field(default_factory=list)

    def __getitem__(self, node: str) -> Array:
        xp = array_namespace(self.x)
        return xp.stack([step.values[node] for step in self.steps])


@dataclass(frozen=True, eq=False)
class Gradients:
    """Gradients of a loss, as `backward` gives them.

    `parameters` by name; `initial` by state, (batch, unit); `x` (time, batch, input);
    `gradients["f"]` by the value f as it is after its edits, (time, batch, unit).
    """

    parameters: Mapping[str, Array]
    initial: Mapping[str, Array]
    steps: list[dict[str, Array]]
    _xp: Any = field(repr=False)

    @property
    def x(self) -> Array:
        return self["x"]

    def __getitem__(self, node: str) -> Array:
        return self._xp.stack([step[node] for step in self.steps])
