"""The order in which a layer computes: as its direction reads, the longest sequences first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gatescope.recording.arrays import Array
from gatescope.recording.sequence import reverse
from gatescope.trace.schema import Direction


@dataclass(frozen=True, eq=False)
class Order:
    """The way from the input's order to that of computing, and back.

    Kernels leave out what lies beyond the ends of the last sequences: so the longest come first.
    """

    direction: Direction
    given: Array | None
    """The lengths of the sequences, where they have such."""

    @property
    def lengths(self) -> Array | None:
        """The same in the order of computing."""
        return self.given if self.given is None else self.states(self.given)

    def there(self, array: Array) -> Array:
        """(time, batch, ·) as it is computed."""
        return self._turned(array if self._order is None else array[:, self._order])

    def back(self, array: Array) -> Array:
        """(time, batch, ·) at the input's steps."""
        turned = self._turned(array)
        return turned if self._order is None else turned[:, self._order.argsort()]

    def states(self, array: Array) -> Array:
        """(batch, ·) as it is computed."""
        return array if self._order is None else array[self._order]

    def states_back(self, array: Array) -> Array:
        """(batch, ·) in the input's order."""
        return array if self._order is None else array[self._order.argsort()]

    def _turned(self, array: Array) -> Array:
        return reverse(array, self.lengths) if self.direction == "reverse" else array

    @cached_property
    def _order(self) -> Array | None:
        if self.given is None or (np.diff(self.given) <= 0).all():
            return None
        return np.argsort(-self.given, kind="stable")
