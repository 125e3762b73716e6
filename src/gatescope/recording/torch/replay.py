"""From a call to its gates: each layer and direction run once more, certified against the module.

The module gives `h` of its top layer at every step. A layer below gives only its last states; its
own kernel is run for it alone, with the weights and in the precision of the call. From `h` at every
step all the rest is rebuilt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from gatescope.convert.torch import Part
from gatescope.edits import Coefficients
from gatescope.engine import forward, rebuild
from gatescope.recording.certificate import Certificate, difference
from gatescope.recording.torch.call import Call, States, widened
from gatescope.recording.torch.dropout import Dropout
from gatescope.recording.torch.kernel import kernel, step_by_step
from gatescope.recording.torch.turn import Turn
from gatescope.weights import Weights


@dataclass(frozen=True, eq=False)
class Played:
    """One layer and direction of a call: `values` by the graph's nodes, at the input's steps."""

    call: Call
    part: Part
    x: Tensor
    initial: States
    values: States
    certificate: Certificate

    @property
    def path(self) -> str:
        """As in the trace."""
        layer = self.call.layer
        return layer.paths()[layer.kind.parts.index(self.part)]

    @property
    def weights(self) -> Weights:
        return self.call.snapshot.weights(self.part)


@torch.no_grad()
def replay(call: Call, *, certify: bool = True) -> list[Played]:
    """Every layer and direction of a call, in the order of the module's parts."""
    kind, x, found = call.layer.kind, call.x, list[Played]()
    with Dropout.again(call) as dropout:
        for layer in range(kind.layers):
            played = [_played(call, p, x, certify) for p in kind.parts if p.layer == layer]
            found += played
            if layer + 1 < kind.layers:
                own = [p.values["h"] for p in played]
                x = dropout(torch.cat(own, dim=-1).to(call.every["h"].dtype))
    return found


def _played(call: Call, part: Part, x: Tensor, certify: bool) -> Played:
    played = _rebuilt(call, part, x, certify, by_kernel=call.precision.is_short)
    if not played.certificate.holds:
        # A state that is kept for very long: the kernel's own rounding has added up.
        played = _rebuilt(call, part, x, certify, by_kernel=True)
    return played


def _rebuilt(call: Call, part: Part, x: Tensor, certify: bool, *, by_kernel: bool) -> Played:
    """A part with the states besides `h` by forward scan, or by its kernel step by step."""
    kind, turn = call.layer.kind, Turn(part.direction, call.lengths)
    place = kind.parts.index(part)
    given = {s: array[place] for s, array in call.initial.items()}
    known = _known(call, part, turn(x), given, turn)
    if by_kernel and not call.edits and len(known) < len(kind.states):
        known |= _by_kernel(call, part, turn(x), given, known["h"])
    known = {s: widened(array) for s, array in known.items()}
    initial = {s: widened(array) for s, array in given.items()}
    weights, edits = call.snapshot.weights(part), _turned(call, part, turn)
    inputs = widened(turn(x))
    values = rebuild(weights, inputs, initial=initial, known=known, coefficients=edits)
    certificate = Certificate(call.precision.name)
    if certify:
        last = {s: array[place] for s, array in call.final.items()}
        certificate = _certificate(call, values, known, last, turn)
    kept = {v: turn((values | known)[v]) for v in weights.cell.values}
    return Played(call, part, widened(x), initial, kept, certificate)


def _known(call: Call, part: Part, x: Tensor, initial: States, turn: Turn) -> dict[str, Tensor]:
    """The states of a part that are known at every step, all in the order of computing."""
    if part.layer == call.layer.kind.layers - 1:
        return {s: turn(a) for s, a in call.known(part).items()}
    if call.edits:
        start = {s: widened(array) for s, array in initial.items()}
        weights, edits = call.snapshot.weights(part), _turned(call, part, turn)
        return {"h": forward(weights, widened(x), initial=start, edits=edits)["h"]}
    with call.precision.again():
        h, _ = kernel(call.layer.kind, part, call.snapshot.parameters, x, initial)
    return {"h": h}


def _by_kernel(call: Call, part: Part, x: Tensor, initial: States, h: Tensor) -> dict[str, Tensor]:
    with call.precision.again():
        return step_by_step(call.layer.kind, part, call.snapshot.parameters, x, initial, h)


def _turned(call: Call, part: Part, turn: Turn) -> dict[str, Coefficients]:
    """Edits count the input's steps; a reverse layer takes them from the end."""
    if part.path not in call.edits:
        return {}
    composed = call.edits[part.path].coefficients
    return {name: Coefficients(turn(c.a), turn(c.b)) for name, c in composed.items()}


def _certificate(
    call: Call, values: States, known: States, last: Mapping[str, Tensor], turn: Turn
) -> Certificate:
    """`h` computed once more from the gates and the cell state, against what the module gave."""
    every = {s: difference(turn.within(values[s]), turn.within(a)) for s, a in known.items()}
    ends = {f"{s}_last": difference(turn.last(values[s]), widened(a)) for s, a in last.items()}
    return Certificate(call.precision.name, {**every, **ends})
