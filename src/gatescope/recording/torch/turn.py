"""The order in which a direction reads a sequence, and where each sequence ends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from gatescope.trace.schema import Direction

Array = Any
"""A tensor; where nothing is turned, NumPy's as well."""


@dataclass(frozen=True, eq=False)
class Turn:
    """From the input's order to the order of computing, and back: its own inverse."""

    direction: Direction
    lengths: Tensor | None = None

    @property
    def is_none(self) -> bool:
        """Whether all is left as it is."""
        return self.direction == "forward" and self.lengths is None

    def __call__(self, array: Array) -> Array:
        """(time, batch, ·), each sequence back to front for a reverse layer; beyond its length it
        stays."""
        if self.direction == "forward":
            return array
        if self.lengths is None:
            return array.flip(0)
        steps = torch.arange(array.shape[0], device=array.device)[:, None]
        lengths = self.lengths.to(array.device)
        order = torch.where(steps < lengths, lengths - 1 - steps, steps)
        # By whole rows, which are copied as they lie; `gather` looks each number up.
        time, batch, size = array.shape
        rows = order * batch + torch.arange(batch, device=array.device)
        return array.reshape(time * batch, size)[rows.flatten()].view(array.shape)

    def last(self, array: Array) -> Array:
        """The last step of each sequence, (batch, ·), of an array in the order of computing."""
        if self.lengths is None:
            return array[-1]
        ends = (self.lengths - 1).to(array.device)
        return array[ends, torch.arange(array.shape[1], device=array.device)]

    def end(self, array: Array) -> Array:
        """The same of an array at the input's steps: backwards, a sequence ends with its first."""
        return array[0] if self.direction == "reverse" else self.last(array)

    def within(self, array: Array) -> Array:
        """The numbers within the lengths, of an array in either order."""
        if self.lengths is None:
            return array
        steps = torch.arange(array.shape[0], device=array.device)[:, None]
        return array[steps < self.lengths.to(array.device)]
