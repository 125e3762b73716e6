"""The arrays in which a kernel leaves a run: their shapes beforehand, and where each value lies.

Several values lie side by side in one array, as the kernel writes them: they are not copied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from gatescope.cells import Cell
from gatescope.edits import Coefficients
from gatescope.engine import Result
from gatescope.engine.kernels.laid_out import Forward
from gatescope.engine.kernels.memory import Values
from gatescope.engine.kernels.plan import forward_plan
from gatescope.engine.kernels.program import Buffer
from gatescope.weights import Weights

Array = Any

GIVEN = ("x", "a", "b")
"""What a kernel reads of each step, by the first word of a buffer's role."""


@dataclass(frozen=True)
class Lies:
    """Where a value lies: in which array, from which step on, and as which of how many blocks."""

    array: int
    shift: int
    block: int
    blocks: int

    def of(self, arrays: Sequence[Array] | Mapping[int, Array], time: int) -> Array:
        """The value at every step, (time, batch, unit)."""
        whole = arrays[self.array]
        steps = whole[self.shift : self.shift + time]
        if self.blocks == 1:
            return steps
        size = whole.shape[-1] // self.blocks
        return steps[..., self.block * size : (self.block + 1) * size]


@dataclass(frozen=True, eq=False)
class Arrays:
    """What a forward kernel writes of every step, in the order of its program."""

    cell: Cell
    lowered: Forward

    @cached_property
    def kept(self) -> tuple[Buffer, ...]:
        """The buffers that outlive a run, but for those that are given with it."""
        return tuple(
            buffer
            for buffer in self.lowered.program.buffers
            if buffer.kind in ("steps", "states") and buffer.role.split(" ")[0] not in GIVEN
        )

    @cached_property
    def lies(self) -> dict[str, Lies]:
        """Where each named value lies."""
        numbers = {buffer.role: k for k, buffer in enumerate(self.kept)}
        found = {}
        for value in self.cell.values:
            place = self.lowered.stored[value]
            buffer = self.lowered.program.buffers[place.buffer]
            shift = place.shift if buffer.kind == "states" else 0
            found[value] = Lies(numbers[buffer.role], shift, place.block, buffer.blocks)
        return found

    @cached_property
    def seen(self) -> frozenset[int]:
        """The numbers of the arrays in which named values lie."""
        return frozenset(lies.array for lies in self.lies.values())

    def shapes(self, time: int, batch: int, axes: Mapping[str, int]) -> list[tuple[int, ...]]:
        """Their shapes, by the sizes of the cell's axes; states have one step more, the start."""
        return [
            (time + (buffer.kind == "states"), batch, buffer.blocks * axes[buffer.axis])
            for buffer in self.kept
        ]

    def of(self, result: Result) -> list[Array]:
        """The arrays of a run."""
        return [result.memory[buffer.role] for buffer in self.kept]

    def result(
        self,
        arrays: Sequence[Array],
        weights: Weights,
        x: Array,
        initial: Mapping[str, Array],
        coefficients: Mapping[str, Coefficients],
        lengths: Array | None = None,
    ) -> Result:
        """The run that left these arrays."""
        roles = [buffer.role for buffer in self.kept]
        memory = {"x": np.ascontiguousarray(x), **dict(zip(roles, arrays, strict=True))}
        values = Values(self.lowered.program, self.lowered.places, memory)
        return Result(weights, x, initial, coefficients, values, {}, "kernel", memory, lengths)


@cache
def arrays(cell: Cell, edited: tuple[str, ...]) -> Arrays:
    """The arrays of a cell with edits on some of its values."""
    # They lie alike in either precision.
    return Arrays(cell, forward_plan(cell, frozenset(edited), "float32").lowered)
