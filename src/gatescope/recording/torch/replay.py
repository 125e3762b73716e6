"""From a call to its gates: each layer and direction run once more, certified against the module.

The module gives `h` of its top layer at every step. A layer below gives only its last states; its
own kernel is run for it alone, with the weights and in the precision of the call. From `h` at every
step all the rest is rebuilt.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from gatescope.convert.torch import Part
from gatescope.edits import Coefficients
from gatescope.engine import forward, light, rebuild
from gatescope.recording.certificate import Certificate, difference, differences
from gatescope.recording.torch.call import Call, States, side_by_side, widened
from gatescope.recording.torch.dropout import Dropout
from gatescope.recording.torch.kernel import kernel, step_by_step
from gatescope.recording.torch.turn import Array, Turn
from gatescope.weights import Weights


@dataclass(frozen=True, eq=False)
class Played:
    """One layer and direction of a call: `values` by the graph's nodes, at the input's steps."""

    call: Call
    part: Part
    x: Tensor
    initial: Mapping[str, Array]
    values: Mapping[str, Array]
    certificate: Certificate

    @property
    def path(self) -> str:
        """As in the trace."""
        layer = self.call.layer
        return layer.paths()[layer.kind.parts.index(self.part)]

    @property
    def weights(self) -> Weights:
        return self.call.snapshot.weights(self.part)


Pairs = Mapping[str, tuple[Array, Array]]
"""What was computed once more, and what the module itself gave."""


def replay(call: Call, *, certify: bool = True) -> list[Played]:
    """Every layer and direction of a call, in the order of the module's parts."""
    (played,) = replay_together([call], certify=certify)
    return played


@torch.no_grad()
def replay_together(calls: Sequence[Call], *, certify: bool = True) -> list[list[Played]]:
    """The same for calls that can stand side by side: many small ones cost as much as one."""
    whole, sizes = side_by_side(calls), [call.x.shape[1] for call in calls]
    kind, x, found = whole.layer.kind, whole.x, list[list[Played]]()
    with Dropout.again(whole) as dropout:
        for layer in range(kind.layers):
            played = [_played(whole, p, x, sizes, certify) for p in kind.parts if p.layer == layer]
            found += [_parted(of_all, certificates, calls) for of_all, certificates in played]
            if layer + 1 < kind.layers:
                own = [torch.as_tensor(of_all.values["h"]) for of_all, _ in played]
                x = dropout(torch.cat(own, dim=-1).to(whole.every["h"].dtype))
    return [list(parts) for parts in zip(*found, strict=True)]


def _parted(
    of_all: Played, certificates: Sequence[Certificate], calls: Sequence[Call]
) -> list[Played]:
    """What calls came to side by side, each by itself again."""
    if len(calls) == 1:
        return [replace(of_all, call=calls[0], certificate=certificates[0])]
    found, start = [], 0
    for call, certificate in zip(calls, certificates, strict=True):
        own = slice(start, start := start + call.x.shape[1])
        found.append(
            Played(
                call,
                of_all.part,
                of_all.x[:, own],
                {s: array[own] for s, array in of_all.initial.items()},
                {v: array[:, own] for v, array in of_all.values.items()},
                certificate,
            )
        )
    return found


def _played(
    call: Call, part: Part, x: Tensor, sizes: Sequence[int], certify: bool
) -> tuple[Played, list[Certificate]]:
    played, pairs = _rebuilt(call, part, x, by_kernel=call.precision.is_short)
    if not certify:
        return played, [played.certificate] * len(sizes)
    certificates = _certificates(call, pairs, sizes)
    if not all(certificate.holds for certificate in certificates):
        # A state that is kept for very long: the kernel's own rounding has added up.
        played, pairs = _rebuilt(call, part, x, by_kernel=True)
        certificates = _certificates(call, pairs, sizes)
    return played, certificates


def _rebuilt(call: Call, part: Part, x: Tensor, *, by_kernel: bool) -> tuple[Played, Pairs]:
    """A part with the states besides `h` by forward scan, or by its kernel step by step."""
    kind, turn = call.layer.kind, Turn(part.direction, call.lengths)
    place = kind.parts.index(part)
    given = {s: array[place] for s, array in call.initial.items()}
    known = _known(call, part, turn(x), given, turn)
    if by_kernel and not call.edits and len(known) < len(kind.states):
        known |= _by_kernel(call, part, turn(x), given, known["h"])
    # Where nothing is turned NumPy does: many small arrays are made in half the time.
    lit = light if turn.is_none else _same
    known = {s: lit(widened(array)) for s, array in known.items()}
    initial = {s: lit(widened(array)) for s, array in given.items()}
    weights, edits = call.snapshot.weights(part), _turned(call, part, turn)
    inputs = lit(widened(turn(x)))
    values = rebuild(
        weights, inputs, initial=initial, known=known, coefficients=edits, lengths=call.lengths
    )
    last = {s: array[place] for s, array in call.final.items()}
    kept = {v: turn((values | known)[v]) for v in weights.cell.values}
    played = Played(call, part, widened(x), initial, kept, Certificate(call.precision.name))
    return played, _pairs(values, known, last, turn)


def _same(array: Array) -> Array:
    return array


def _known(call: Call, part: Part, x: Tensor, initial: States, turn: Turn) -> dict[str, Tensor]:
    """The states of a part that are known at every step, all in the order of computing."""
    if part.layer == call.layer.kind.layers - 1:
        return {s: turn(a) for s, a in call.known(part).items()}
    if call.edits:
        start = {s: light(widened(array)) for s, array in initial.items()}
        given = {n: (light(c.a), light(c.b)) for n, c in _turned(call, part, turn).items()}
        edits = {name: Coefficients(a, b) for name, (a, b) in given.items()}
        result = forward(call.snapshot.weights(part), light(widened(x)), initial=start, edits=edits)
        return {"h": torch.as_tensor(result["h"])}
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


def _pairs(
    values: Mapping[str, Array], known: Mapping[str, Array], last: States, turn: Turn
) -> Pairs:
    """`h` computed once more from the gates and the cell state, beside what the module gave."""
    every = {s: (turn.within(values[s]), turn.within(a)) for s, a in known.items()}
    ends = {f"{s}_last": (turn.last(values[s]), widened(a)) for s, a in last.items()}
    return {**every, **ends}


def _certificates(call: Call, pairs: Pairs, sizes: Sequence[int]) -> list[Certificate]:
    """One for each of the calls that stand side by side, of so many sequences each."""
    name = call.precision.name
    if len(sizes) == 1:
        return [Certificate(name, {of: difference(*pair) for of, pair in pairs.items()})]
    each = {of: differences(*pair, sizes) for of, pair in pairs.items()}
    return [Certificate(name, {of: d[k] for of, d in each.items()}) for k in range(len(sizes))]
