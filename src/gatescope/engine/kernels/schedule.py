"""Into which pieces the phases of a run are cut, for some threads to take one after the other."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.kernels.table import address_of

PIECES = 4
"""How many pieces there are for each thread, where many cost no more than few: who comes late, or
is held up, takes fewer of them."""


class Parts(NamedTuple):
    """Into how many parts a phase may be divided, and among how many threads that pays."""

    most: int
    threads: int
    is_whole: bool = False
    """Whether a thread should have all of its parts in one piece."""

    def bounds(self, threads: int, shares: NDArray[Any] | None = None) -> list[int]:
        """Where pieces for so many threads begin, and the last one ends.

        A part is computed alike whichever piece it falls into, and so the result does not depend
        on how many threads there are. `shares` is how much is done with all parts up to each, where
        they are not alike.
        """
        own = min(threads, self.threads)
        pieces = max(1, min(self.most, own if self.is_whole or own <= 1 else PIECES * own))
        if shares is None:
            return [n * self.most // pieces for n in range(pieces + 1)]
        ends = [n * shares[-1] / pieces for n in range(1, pieces)]
        return [0, *np.searchsorted(shares, ends, side="right").tolist(), self.most]


@dataclass(frozen=True, eq=False)
class Schedule:
    """The pieces of all phases of a run."""

    threads: int
    """Among how many it pays to share it."""
    numbers: Any
    """As machine code reads them: for each phase where its bounds begin, then all bounds."""

    @classmethod
    def of(
        cls, phases: Sequence[Parts], threads: int, shares: Iterable[NDArray[Any] | None]
    ) -> Schedule:
        """That of some phases, for at most so many threads."""
        own = zip(phases, shares, strict=True)
        bounds = [parts.bounds(threads, some) for parts, some in own]
        starts = accumulate(map(len, bounds), initial=len(bounds) + 1)
        useful = max(min(parts.most, parts.threads) for parts in phases)
        return cls(max(1, min(threads, useful)), array("q", chain(starts, *bounds)))

    @property
    def place(self) -> int:
        return address_of(self.numbers)
