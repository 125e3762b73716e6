"""One call of a recurrent module: all that is needed to find its gates again, copied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from gatescope.convert.torch import Kind, Part
from gatescope.edits import Coefficients, Edit
from gatescope.engine import light
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.form import Form
from gatescope.recording.torch.precision import Precision
from gatescope.weights import Weights

States = Mapping[str, Tensor]


@dataclass(frozen=True, eq=False)
class Snapshot:
    """A module's parameters as they were at a call, by PyTorch's names."""

    kind: Kind
    parameters: Mapping[str, Tensor]
    _weights: dict[Part, Weights] = field(default_factory=dict, repr=False)

    @cached_property
    def any(self) -> Tensor:
        """One of the parameters, which are all of one kind."""
        return next(iter(self.parameters.values()))

    @cached_property
    def device(self) -> str:
        """The kind of device on which they are."""
        return self.any.device.type

    def weights(self, part: Part) -> Weights:
        """The weights of a part; half precision as float32, in which it is computed."""
        if part not in self._weights:
            self._weights[part] = self.kind.weights(self._light, part)
        return self._weights[part]

    @cached_property
    def _light(self) -> dict[str, Any]:
        """NumPy's where the memory is the same: to cut it costs less there."""
        return {name: light(widened(p)) for name, p in self.parameters.items()}


@dataclass(frozen=True, eq=False)
class Edited:
    """The edits of one layer and direction in a call, as given and as composed."""

    edits: tuple[Edit, ...]
    coefficients: Mapping[str, Coefficients]


@dataclass(frozen=True, eq=False)
class Call:
    """Sequences are (time, batch, ·), zero beyond `lengths`; states (part, batch, unit).

    `every` holds what the module gave at every step: `h` of its top layer, (time, batch, direction
    · unit), and all states of a cell; `final` the last states. `begins` says that it was given no
    states, and began at zero. `generator` is the random generator's state just before, where the
    module draws a dropout mask. `edits` are by the paths of parts.
    """

    layer: Found
    form: Form
    snapshot: Snapshot
    precision: Precision
    x: Tensor
    initial: States
    every: States
    final: States
    lengths: Tensor | None = None
    begins: bool = True
    generator: Tensor | None = None
    edits: Mapping[str, Edited] = field(default_factory=dict)

    def known(self, part: Part) -> dict[str, Tensor]:
        """The states that the module gave at every step of a part of its top layer."""
        kind = self.layer.kind
        place, found = kind.directions.index(part.direction), dict[str, Tensor]()
        for state, array in self.every.items():
            size = kind.size(state)
            found[state] = array[..., place * size : (place + 1) * size]
        return found


def joined(calls: Sequence[Call]) -> Call:
    """Calls of a cell, each going on from the one before, as one along time."""
    first, *others = calls
    if not others:
        return first
    return replace(
        first,
        x=torch.cat([call.x for call in calls]),
        every={s: torch.cat([call.every[s] for call in calls]) for s in first.every},
        final=others[-1].final,
        edits=_joined_edits(calls),
    )


NUMBERS = 2**16
"""Of a state in calls that are taken together; more of them gain nothing."""


def alike(calls: Iterable[Call]) -> list[list[Call]]:
    """Calls of one module in runs that can stand side by side, in order."""
    found, latest = list[list[Call]](), None
    for call in calls:
        is_plain = call.lengths is None and call.generator is None and not call.edits
        parameters = id(call.snapshot), call.precision, call.x.dtype, call.every["h"].dtype
        now = (*parameters, len(call.x)) if is_plain else None
        numbers = sum(c.every["h"].numel() for c in found[-1]) if found else 0
        if now is None or now != latest or numbers + call.every["h"].numel() > NUMBERS:
            found.append([])
        found[-1].append(call)
        latest = now
    return found


def side_by_side(calls: Sequence[Call]) -> Call:
    """Calls of one kind as one, their sequences along the batch."""
    first, *others = calls
    if not others:
        return first

    def beside(states: Sequence[States]) -> dict[str, Tensor]:
        return {s: torch.cat([own[s] for own in states], dim=1) for s in states[0]}

    return replace(
        first,
        x=torch.cat([call.x for call in calls], dim=1),
        initial=beside([call.initial for call in calls]),
        every=beside([call.every for call in calls]),
        final=beside([call.final for call in calls]),
    )


def _joined_edits(calls: Sequence[Call]) -> dict[str, Edited]:
    found = {}
    for path in {path for call in calls for path in call.edits}:
        own = [call.edits.get(path, Edited((), {})) for call in calls]
        names = {name for edited in own for name in edited.coefficients}
        coefficients = {
            name: _joined_coefficients([e.coefficients.get(name) for e in own], calls)
            for name in names
        }
        edits = max((e.edits for e in own), key=len)
        found[path] = Edited(edits, coefficients)
    return found


def _joined_coefficients(
    parts: Sequence[Coefficients | None], calls: Sequence[Call]
) -> Coefficients:
    whole = []
    for part, call in zip(parts, calls, strict=True):
        like = widened(call.every["h"])
        whole.append(part or Coefficients(torch.ones_like(like), torch.zeros_like(like)))
    return Coefficients(torch.cat([c.a for c in whole]), torch.cat([c.b for c in whole]))


def widened(array: Tensor) -> Tensor:
    """Half precision as float32."""
    return array.float() if array.itemsize < 4 else array
