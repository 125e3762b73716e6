"""Large pieces of memory that were used before, kept for the next run.

What the system gives is fresh a page at a time, when it is first written to: in a training step
that can take as long as a fifth of the computing. A piece comes back with the last array in it.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

LARGE = 1 << 18
"""From so many bytes on memory is kept: smaller pieces the allocator itself keeps."""

MOST = 1 << 27
"""How many bytes are kept at most; the oldest go first."""

ROOM = 1.25
"""By how much a piece may be larger than what is asked for."""

Bytes = NDArray[np.uint8]


class Spare:
    """What is kept, in the order in which it came back; at most so many bytes."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        # A piece may come back in the midst of anything, on any thread: each step is one of the
        # dict's own, and none relies on the one before.
        self._pieces: dict[int, Bytes] = {}

    def take(self, size: int) -> Bytes:
        """So many bytes, or a few more, which hold anything."""
        for key, own in reversed([*self._pieces.items()]):
            if size <= len(own) <= ROOM * size and self._pieces.pop(key, None) is own:
                return np.asarray(_Lent(own, self))
        return np.asarray(_Lent(np.empty(size, np.uint8), self))

    def give_back(self, piece: Bytes) -> None:
        """Keep a piece."""
        if len(piece) > self._most:
            return
        self._pieces[id(piece)] = piece
        for key in [*self._pieces]:
            if sum(map(len, [*self._pieces.values()])) <= self._most:
                return
            self._pieces.pop(key, None)

    def release(self) -> None:
        """Keep nothing."""
        self._pieces.clear()


class _Lent:
    """A piece that is in use: what NumPy cuts from it holds this, and it ends with the last."""

    def __init__(self, piece: Bytes, home: Spare) -> None:
        self._piece, self._home = piece, home

    @property
    def __array_interface__(self) -> dict[str, Any]:
        return self._piece.__array_interface__

    def __del__(self) -> None:
        self._home.give_back(self._piece)


SPARE = Spare()
"""That of all kernels."""
