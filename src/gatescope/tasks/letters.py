"""Sequences of letters: each step one letter, as a row that is 1 in the letter's place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
"""The places of letters in an alphabet, (time, batch); −1 where there is no letter."""


def spelled(codes: Codes, letters: int) -> NDArray[np.float64]:
    """The rows of letters, (time, batch, input); zero where there is no letter."""
    rows: NDArray[np.float64] = np.eye(letters + 1)[codes][..., :letters]
    return rows


def codes_of(x: NDArray[np.float64]) -> Codes:
    """The letters of rows, (time, batch): the largest number of each row."""
    codes: Codes = x.argmax(axis=-1)
    return np.where(x.max(axis=-1) > 0.5, codes, -1)


def padded(words: Sequence[Sequence[int]]) -> Codes:
    """Words side by side, (time, batch), as long as the longest; −1 beyond a word's end."""
    codes = np.full((max(map(len, words)), len(words)), -1)
    for place, word in enumerate(words):
        codes[: len(word), place] = word
    return codes
