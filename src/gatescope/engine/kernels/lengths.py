"""How long each sequence of a run is, and with it how many are still there at a step."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.kernels.address import address
from gatescope.engine.kernels.program import Phase

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Lengths:
    """The lengths (batch) of sequences of which the longest has `time` steps at most.

    Of a step all sequences up to the last that has not ended are computed: nothing is computed in
    vain where the longest come first.
    """

    each: Array
    time: int

    @classmethod
    def of(cls, lengths: Any, time: int, batch: int) -> Lengths:
        """All of `time` where no lengths are given."""
        return cls(np.full(batch, time) if lengths is None else np.asarray(lengths), time)

    @cached_property
    def is_ragged(self) -> bool:
        return bool((self.each < self.time).any())

    @cached_property
    def present(self) -> Array:
        """Up to which sequence each step is computed, (time)."""
        numbers = np.arange(1, len(self.each) + 1)
        are_there = self.each > np.arange(self.time)[:, None]
        return np.ascontiguousarray((are_there * numbers).max(1, initial=0), np.int64)

    @cached_property
    def in_table(self) -> tuple[int, int]:
        """As machine code is told."""
        return int(self.is_ragged), address(self.present)

    def shares(self, phase: Phase) -> Array | None:
        """How much of a phase is done with each of its parts, where they are not alike."""
        if not self.is_ragged or phase.kind not in ("product", "steps"):
            return None
        are_there = np.arange(len(self.each)) < self.present[:, None]
        return (are_there if phase.kind == "product" else are_there.sum(0)).cumsum()
