"""One layer in one direction as another tool ran it, and the trace that this becomes."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import xarray as xr

from gatescope.engine import rebuild
from gatescope.errors import CertificateError, RecordingError
from gatescope.recording.arrays import Array, cast
from gatescope.recording.certificate import Certificate, CertificateWarning, difference
from gatescope.recording.sequence import reverse, within
from gatescope.trace import build
from gatescope.trace.schema import Direction
from gatescope.weights import Weights

Certify = Literal["error", "warn"]
Step = Callable[[Array, Mapping[str, Array]], Mapping[str, Array]]
POLICIES = ("error", "warn")
SHORT = ("float16", "bfloat16")
"""Precisions in which sums are rounded so early that they depend on how they are made."""


@dataclass(frozen=True, eq=False)
class Observed:
    """What a tool gave a layer, and what the layer made of it.

    `x` is (time, batch, input) and `h` (time, batch, unit), both at the input's steps; `initial`
    and `last` are states, (batch, unit); `lengths` (batch) where sequences are ragged. `precision`
    is the dtype in which the tool computes. `step` has the tool itself go one step, from an input
    and the states before, (batch, ·), to the states after.
    """

    weights: Weights
    direction: Direction
    x: Array
    h: Array
    initial: Mapping[str, Array]
    last: Mapping[str, Array]
    lengths: Array | None
    precision: str
    source: str
    step: Step | None = None

    def played(self) -> tuple[dict[str, Array], Certificate]:
        """Every value, (time, batch, unit), and how far they lie from what the tool gave."""
        attempts = (self._played(known) for known in self._known())
        first = next(attempts)
        values, certificate = next((a for a in (first, *attempts) if a[1].holds), first)
        return {v: self._turned(values[v]) for v in self.weights.cell.values}, certificate

    def trace(self, values: Mapping[str, Array], certificate: Certificate) -> xr.Dataset:
        """What was played, as a trace; `h` is the tool's own."""
        trace = build(
            self.weights,
            x=self._cleared(self.x),
            values={**values, "h": self._own(self.h)},
            initial=self._states(),
            lengths=self.lengths,
            source=self.source,
            direction=self.direction,
        )
        return trace.assign_attrs(dtype=self.precision, certificate=certificate.to_json())

    def _known(self) -> Iterator[dict[str, Array]]:
        """What to go by, in the order of computing: the tool's own `h`, and where that is not
        enough, what it may have rounded otherwise."""
        yield {"h": self._turned(self.h)}
        if self.precision in SHORT:
            # A tool may keep more digits of h within than it gives: then h is found, too.
            yield {}
            # A state that is kept for long goes where its rounding takes it: the tool has to.
            if self.step is not None:
                yield self._stepped(self.step)

    def _stepped(self, step: Step) -> dict[str, Array]:
        """Every state after each step, by the tool itself, from its own `h`."""
        h, states = self._turned(self.h), self._states()
        found: dict[str, list[Array]] = {s: [] for s in states}
        for t, x in enumerate(self._turned(self._cleared(self.x))):
            states = {**step(x, states), "h": h[t]}
            for s, value in states.items():
                found[s].append(self._own(value))
        return {s: np.stack(steps) for s, steps in found.items()}

    def _played(self, known: Mapping[str, Array]) -> tuple[dict[str, Array], Certificate]:
        x = self._turned(self._cleared(self.x))
        with np.errstate(invalid="ignore", over="ignore"):
            values = rebuild(self.weights, x, initial=self._states(), known=known)
        return values, self._certificate(values)

    def _certificate(self, values: Mapping[str, Array]) -> Certificate:
        """`h` computed once more from the gates and the cell state, against what the tool gave."""
        own = self._turned(self.h)
        inside = within(self._ends, len(own))
        found = {"h": difference(values["h"][inside], own[inside])}
        for state, array in self.last.items():
            ends = values[state][self._ends - 1, np.arange(len(self._ends))]
            found[f"{state}_last"] = difference(ends, self._own(array))
        return Certificate(self.precision, found)

    @property
    def _ends(self) -> Array:
        time, batch = self.x.shape[:2]
        return np.full(batch, time) if self.lengths is None else self.lengths

    def _states(self) -> dict[str, Array]:
        batch, weights = self.x.shape[1], self.weights
        zeros = {s: np.zeros((batch, weights.size(s)), weights.dtype) for s in weights.cell.states}
        return {s: self._own(self.initial[s]) if s in self.initial else zeros[s] for s in zeros}

    def _turned(self, array: Array) -> Array:
        """From the input's order to that of computing, and back."""
        array = self._own(array)
        return reverse(array, self.lengths) if self.direction == "reverse" else array

    def _cleared(self, array: Array) -> Array:
        """Zero beyond the lengths, where there may be anything."""
        inside = within(self._ends, len(array))
        return np.where(inside[:, :, None], self._own(array), self.weights.dtype.type(0))

    def _own(self, array: Any) -> Array:
        return cast(np.asarray(array), self.weights.dtype)


def check_policy(certify: Any) -> None:
    """Refuse another policy than there is."""
    if certify not in POLICIES:
        raise RecordingError(f"Expected certify= to be one of {POLICIES}, got {certify!r}.")


def judge(message: str, certify: Certify) -> None:
    """Say that a certificate does not hold.

    Raises:
        CertificateError: unless `certify="warn"` was asked for.
    """
    if certify != "warn":
        raise CertificateError(message)
    warnings.warn(message, CertificateWarning, stacklevel=3)


def as_tree(traces: Mapping[str, xr.Dataset]) -> xr.DataTree:
    """The traces of layers and directions by their paths, which another tool has named."""
    return xr.DataTree.from_dict({f"/{tidy(path)}": trace for path, trace in traces.items()})


def tidy(path: str) -> str:
    """A path without empty parts, and with none that would lead up or be hidden on a disk."""
    return "/".join(
        f"_{part}" if part.startswith((".", "__")) or part == "zarr.json" else part
        for part in path.split("/")
        if part
    )
