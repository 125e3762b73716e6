"""The certificate: how far a recording is from the model's own output."""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gatescope.weights import plain

Array = Any

TOLERANCES = {
    "float64": 1e-10,
    "float32": 1e-4,
    "tf32": 1e-2,
    "float16": 1e-2,
    "bfloat16": 5e-2,
}
"""How far apart the two may lie, on a scale of 1: what gates, candidates and `h` can reach.

Gates that are swapped, a bias that is lost or counted twice, another sense of z: each moves `h` by
a tenth and more of what it reaches. What remains is rounding: of every node of one step, and where
a cell state is found by running it forward in full precision, the sum of it over the steps that it
is kept for. The numbers leave room for a thousand times the rounding of one operation in float32
and more in float64, and for some ten times that of the shorter ones. A layer whose `h` never leaves
a hundredth of its range is held to that much less.
"""


class CertificateWarning(UserWarning):
    """What was recorded is not what the model computed, and `certify="warn"` was asked for."""


@dataclass(frozen=True)
class Certificate:
    """The largest differences of one layer's states from the model's own.

    `differences` is by state and by what was compared: `h` at every step, `c_last` after the last.
    """

    precision: str
    differences: Mapping[str, float] = field(default_factory=dict)

    @property
    def largest(self) -> float:
        return max(self.differences.values(), default=0.0)

    @property
    def tolerance(self) -> float:
        return TOLERANCES[self.precision]

    @property
    def holds(self) -> bool:
        return self.largest <= self.tolerance

    def complaint(self) -> str:
        """What is wrong, where it does not hold."""
        worst = max(self.differences, key=lambda name: self.differences[name])
        return (
            f"expected {worst} computed once more from the recorded values within "
            f"{self.tolerance:g} ({self.precision}) of the model's own, got a difference of "
            f"{self.differences[worst]:.3g}. The layer does not compute what its parameters say: "
            "look for a forward of its own, or hooks that change it."
        )

    def to_json(self) -> str:
        """As a trace's attribute; a difference of None is NaN or infinity on one side alone."""
        finite = {k: d if math.isfinite(d) else None for k, d in self.differences.items()}
        return json.dumps(
            {
                "checked": bool(self.differences),
                "holds": self.holds if self.differences else None,
                "differences": finite,
                "tolerance": self.tolerance,
                "precision": self.precision,
            }
        )


@dataclass(frozen=True)
class Tally:
    """The certificates of many calls of one layer: the largest of each difference."""

    calls: int = 0
    checked: int = 0
    certificate: Certificate | None = None

    def with_one(self, certificate: Certificate) -> Tally:
        """With one call more."""
        is_checked = bool(certificate.differences)
        before = self.certificate or certificate
        differences = {
            name: max(before.differences.get(name, 0.0), certificate.differences.get(name, 0.0))
            for name in {**before.differences, **certificate.differences}
        }
        both = Certificate(certificate.precision, differences)
        return Tally(self.calls + 1, self.checked + is_checked, both)

    def attributes(self) -> dict[str, str]:
        """As attributes of a trace."""
        if self.certificate is None:
            return {}
        counts = {"calls": self.calls, "calls_checked": self.checked}
        document = {**json.loads(self.certificate.to_json()), **counts}
        return {"certificate": json.dumps(document)}

    @classmethod
    def from_json(cls, attributes: Mapping[str, Any]) -> Tally:
        """A tally to go on with, from what `attributes` gave."""
        document = json.loads(attributes["certificate"])
        differences = {
            name: math.inf if d is None else d for name, d in document["differences"].items()
        }
        certificate = Certificate(document["precision"], differences)
        return cls(document["calls"], document["calls_checked"], certificate)


def difference(recorded: Array, own: Array) -> float:
    """The largest difference, relative to 1 or to the largest value of `own` if that is more.

    It is infinite where NaN stands on one side alone.
    """
    recorded, own = plain(recorded), plain(own)
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(recorded - own)
    if not np.isfinite(apart.max(initial=0)):
        is_same = (recorded == own) | (np.isnan(recorded) & np.isnan(own))
        apart, own = apart[~is_same], own[np.isfinite(own)]
    largest = np.abs(own).max(initial=1.0)
    found = float(apart.max(initial=0) / largest)
    return found if math.isfinite(found) else math.inf


def differences(recorded: Array, own: Array, sizes: Sequence[int]) -> list[float]:
    """The difference of each of several calls, of so many sequences each, that stand side by side.

    The arrays are (…, batch, unit). Each sequence is held to its own largest value.
    """
    recorded, own = plain(recorded), plain(own)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    with np.errstate(invalid="ignore", over="ignore"):
        apart = np.abs(recorded - own)
    if not np.isfinite(apart.max(initial=0)):
        places = [slice(a, b) for a, b in itertools.pairwise(starts)]
        return [difference(recorded[..., p, :], own[..., p, :]) for p in places]
    others = tuple(axis for axis in range(own.ndim) if axis != own.ndim - 2)
    each = apart.max(axis=others) / np.abs(own).max(axis=others, initial=1.0)
    return [float(d) for d in np.maximum.reduceat(each, starts[:-1])]
