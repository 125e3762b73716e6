"""The vocabulary: what a name may be, which names are taken, and the words that go with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gatescope.errors import CellError

PATTERN = re.compile(r"[a-z][a-z0-9_]*")

AXES = ("time", "batch", "unit", "unit_prev", "input", "proj", "output")
"""Axes of a trace; `unit_prev` is the earlier copy of `unit` in a matrix."""

ROLES = ("forget", "input", "output", "candidate", "cell", "hidden", "reset", "update")
"""What a value can do in a cell; the page has a hue for each."""

_TAKEN = {"x", "y", "length", *AXES}
_TAKEN_ENDINGS = ("_prev", "_pre", "0")
_TAKEN_BEGINNINGS = ("grad_",)


@dataclass(frozen=True)
class Word:
    """How a value is written and called.

    `symbol` is its LaTeX without the step; `subscript` what its parameters carry (W_C for the
    candidate C̃); `role` groups values that do the same work in different cells; `low` and `high`
    say what a gate does when it is shut and when it is open.

    Raises:
        CellError: the role is unknown, or something is no text.
    """

    symbol: str
    word: str
    role: str
    subscript: str | None = None
    low: str | None = None
    high: str | None = None

    def __post_init__(self) -> None:
        needed = (self.symbol, self.word, self.role)
        if not all(isinstance(text, str) for text in (*needed, *self.to_json().values())):
            raise CellError(f"Expected the words of a value to be texts, got {self}.")
        if self.role not in ROLES:
            raise CellError(f"Expected the role of a word to be one of {ROLES}, got {self.role!r}.")

    def to_json(self) -> dict[str, str]:
        return {key: text for key, text in vars(self).items() if text is not None}


def complaint(name: str) -> str | None:
    """Why `name` cannot name a value, or None if it can."""
    if not PATTERN.fullmatch(name):
        return "it does not match [a-z][a-z0-9_]*"
    if name in _TAKEN:
        return "it is reserved for an axis, the input, the output or the lengths"
    if name.endswith(_TAKEN_ENDINGS) or name.startswith(_TAKEN_BEGINNINGS):
        return "names *_prev, *_pre, *0 and grad_* are reserved"
    return None
