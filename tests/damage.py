"""Files that were damaged on their way, the same ones in every run."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np

from gatescope import load_weights
from gatescope.errors import GatescopeError

TIMES = 40


def damaged(content: bytes, seed: int = 0) -> Iterator[bytes]:
    """A file cut off, or with a few bytes changed, at random places; headers more often."""
    draws = np.random.default_rng(seed)
    for _ in range(TIMES):
        end = int(draws.choice([len(content), 200]))
        places = draws.integers(0, min(end, len(content)), size=draws.integers(1, 8))
        changed = bytearray(content)
        for place in places:
            changed[place] = draws.integers(256)
        yield bytes(changed)
        yield content[: places[0]]


def read_or_refused(path: Path) -> None:
    """Read a file; whatever is wrong with it is said in one of our own errors."""
    with suppress(GatescopeError):
        load_weights(path)
