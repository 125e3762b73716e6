"""What stands in the address of a request, read as what it should be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gatescope.errors import RequestError

WHOLE = re.compile(r"[0-9]{1,15}")


@dataclass(frozen=True)
class Query:
    """The parameters of a request, all text.

    Each method raises RequestError where one is missing or is something else.
    """

    given: Mapping[str, str]

    def text(self, name: str) -> str:
        if name not in self.given:
            raise RequestError(f"Expected {name}= in the request; it is missing.")
        return self.given[name]

    def whole(self, name: str, default: int | None = None) -> int:
        """A whole number from 0 on."""
        if default is not None and name not in self.given:
            return default
        text = self.text(name)
        if not WHOLE.fullmatch(text):
            raise RequestError(f"Expected {name}= as a whole number from 0 on, got {text!r}.")
        return int(text)

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        """One of the choices, the first where there is none."""
        chosen = self.given.get(name, choices[0])
        if chosen not in choices:
            raise RequestError(f"Expected {name}= as one of {list(choices)}, got {chosen!r}.")
        return chosen

    def names(self, name: str, default: Sequence[str]) -> list[str]:
        """Names with commas between, each once."""
        if name not in self.given:
            return list(default)
        return list(dict.fromkeys(self.given[name].split(",")))
