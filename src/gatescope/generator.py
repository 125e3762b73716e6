"""Random numbers that are the same in Python and in the page: Philox4x32-10.

Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. It counts:
word `k` of a stream is a function of the key and `k` alone, so a million of them are one array
expression here and a loop over `Math.imul` there.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

_MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
_WEYL = (0x9E3779B9, 0xBB67AE85)
_ROUNDS = 10
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def philox(counter: NDArray[np.uint64], key: tuple[int, int]) -> NDArray[np.uint64]:
    """Encrypt counters, shape (4, blocks), under a key of two 32-bit words; words in 0..2³²−1."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        first, second = c0 * _MULTIPLIERS[0], c2 * _MULTIPLIERS[1]
        c0, c1, c2, c3 = (
            (second >> _HALF) ^ c1 ^ np.uint64(k0),
            second & _LOW,
            (first >> _HALF) ^ c3 ^ np.uint64(k1),
            first & _LOW,
        )
        k0, k1 = (k0 + _WEYL[0]) & 0xFFFFFFFF, (k1 + _WEYL[1]) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3])


class Philox:
    """A stream of random numbers, fixed by `seed` and `stream` (both 0..2³²−1).

    Draws move one position along one sequence of words: two draws of 3 are one draw of 6.
    """

    def __init__(self, seed: int, stream: int = 0) -> None:
        self._key = (seed & 0xFFFFFFFF, stream & 0xFFFFFFFF)
        self._position = 0

    def words(self, count: int) -> NDArray[np.uint64]:
        """The next `count` 32-bit words."""
        first, last = self._position // 4, (self._position + count + 3) // 4
        block = np.arange(first, last, dtype=np.uint64)
        none = np.zeros_like(block)
        words = philox(np.stack([block & _LOW, block >> _HALF, none, none]), self._key)
        offset = self._position - 4 * first
        self._position += count
        return words.T.reshape(-1)[offset : offset + count]

    def uniform(
        self, low: float = 0.0, high: float = 1.0, size: int | tuple[int, ...] = ()
    ) -> NDArray[np.float64]:
        """Numbers in [low, high), of 53 random bits each, in row-major order."""
        shape = (size,) if isinstance(size, int) else size
        high_bits, low_bits = self.words(2 * math.prod(shape)).reshape(-1, 2).T
        bits = (high_bits >> np.uint64(5)) * np.uint64(2**26) + (low_bits >> np.uint64(6))
        return (low + (high - low) * (bits.astype(np.float64) / 2**53)).reshape(shape)

    def integers(self, low: int, high: int, size: int | tuple[int, ...] = ()) -> NDArray[np.int64]:
        """Whole numbers in low..high−1."""
        return low + np.floor(self.uniform(size=size) * (high - low)).astype(np.int64)
