"""The arrays in which an engine leaves a run: their shapes beforehand, and where each node lies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from gatescope.cells import SOURCES, Cell
from gatescope.edits import Coefficients
from gatescope.engine import Result
from gatescope.engine.rebuild import before
from gatescope.engine.result import Step
from gatescope.weights import Weights

Array = Any


@dataclass(frozen=True)
class Arrays:
    """One array (time, batch, ·) for each node that the adjoint reads; after them, for each value
    with edits, what it was before them."""

    cell: Cell
    edited: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        return tuple(node.id for node in self.cell.nodes if node.operation not in SOURCES)

    def place(self, node: str) -> int:
        """Which array holds a node."""
        return self.nodes.index(node)

    def axes(self) -> tuple[str, ...]:
        """The last axis of each array."""
        return tuple(self.cell.axis(node) for node in (*self.nodes, *self.edited))

    def of(self, result: Result) -> list[Array]:
        """The arrays of a run."""
        raw = [np.stack([step.raw[name] for step in result.steps]) for name in self.edited]
        return [*(result[node] for node in self.nodes), *raw]

    def result(
        self,
        arrays: Sequence[Array],
        weights: Weights,
        x: Array,
        initial: Mapping[str, Array],
        coefficients: Mapping[str, Coefficients],
    ) -> Result:
        """The run that left these arrays."""
        values = {"x": x, **dict(zip(self.nodes, arrays, strict=False))}
        values |= {f"{s}_prev": before(values[s], initial[s]) for s in self.cell.states}
        raw = dict(zip(self.edited, arrays[len(self.nodes) :], strict=True))
        steps = [
            Step({n: v[t] for n, v in values.items()}, {n: v[t] for n, v in raw.items()})
            for t in range(len(x))
        ]
        return Result(weights, x, initial, coefficients, steps)


@cache
def arrays(cell: Cell, edited: tuple[str, ...]) -> Arrays:
    """The arrays of a cell with edits on some of its values."""
    return Arrays(cell, edited)
