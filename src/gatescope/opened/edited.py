"""What edits made of a run: the layers that changed, and the output before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from gatescope.edits import Edit
from gatescope.opened.bins import Array
from gatescope.opened.layer import Layer

SHOWN = 4096
"""Numbers of an output that the page is sent."""


@dataclass(frozen=True, eq=False)
class Output:
    """An output before and after the edits, of one shape."""

    name: str
    before: Array
    after: Array

    def to_json(self) -> dict[str, Any]:
        """As the page takes it: flat, of a long one the beginning."""
        return {
            "name": self.name,
            "before": finite(self.before.ravel()[:SHOWN]),
            "after": finite(self.after.ravel()[:SHOWN]),
            "shape": list(self.before.shape),
            "largest_difference": self._largest_difference(),
        }

    def _largest_difference(self) -> float | None:
        with np.errstate(invalid="ignore", over="ignore"):
            apart = np.abs(self.after.astype(np.float64) - self.before.astype(np.float64))
        known = apart[~(np.isnan(self.before) & np.isnan(self.after))]
        largest = float(known.max(initial=0.0))
        return largest if np.isfinite(largest) else None


@dataclass(frozen=True, eq=False)
class Edited:
    """The layers that did something else, by path, and what came of it."""

    layers: Mapping[str, Layer]
    output: Output | None


class Editor(Protocol):
    """What runs layers with edits in force."""

    def edited(self, edits: Mapping[str, Sequence[Edit]]) -> Edited:
        """The run with these edits, by the paths of layers.

        Raises:
            GatescopeError: an edit does not fit, or the layers cannot be run.
        """
        ...


def finite(numbers: Iterable[Any]) -> list[float | None]:
    """Numbers as JSON has them: what is not finite is null."""
    return [n if np.isfinite(n) else None for n in map(float, numbers)]
