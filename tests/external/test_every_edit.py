"""Every recurrent module that PyTorch can make, with any edits: a loop written by hand, and
autograd's gradients through it. Hypothesis chooses the module and the edits."""

from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

import gatescope
from edited_by_hand import gru_by_hand, lstm_by_hand, reverse_by_hand, rnn_by_hand, unchanged
from gatescope import Clamp, Scale, Shift
from gatescope.edits import Edit
from tolerances import assert_close
from torch_models import contracting, sequence

LOOPS = {"LSTM": lstm_by_hand, "GRU": gru_by_hand, "RNN": rnn_by_hand}
VALUES = {"LSTM": "ifgoch", "GRU": "rznh", "RNN": "h"}
KINDS = [("LSTM", {}), ("GRU", {}), ("RNN", {}), ("RNN", {"nonlinearity": "relu"})]
BATCH, INPUTS = 2, 2


@dataclass(frozen=True)
class Case:
    """A module, as a layer or a cell, and the edits of one of its parts."""

    kind: str
    options: dict[str, Any]
    is_cell: bool
    units: int
    time: int
    layers: int
    is_bidirectional: bool
    place: int
    edits: tuple[Edit, ...]

    @property
    def suffixes(self) -> list[str]:
        """How PyTorch's names of each part's parameters end, in its order."""
        if self.is_cell:
            return [""]
        directions = ["", "_reverse"][: 1 + self.is_bidirectional]
        return [f"_l{k}{d}" for k in range(self.layers) for d in directions]

    @property
    def edited(self) -> int:
        return self.place % len(self.suffixes)

    @property
    def path(self) -> str:
        layer = 0 if self.is_cell else self.edited // (1 + self.is_bidirectional)
        direction = "reverse" if self.suffixes[self.edited].endswith("reverse") else "forward"
        return f"{layer}/{direction}"

    @property
    def module(self) -> Any:
        many = {"num_layers": self.layers, "bidirectional": self.is_bidirectional}
        made = getattr(nn, self.kind + "Cell" * self.is_cell)
        options = self.options if self.is_cell else {**self.options, **many}
        return contracting(made(INPUTS, self.units, **options)).double()


@st.composite
def edits(draw: st.DrawFn, kind: str, units: int, time: int) -> Edit:
    made = draw(st.sampled_from([Clamp, Scale, Shift]))
    start = draw(st.integers(0, time - 1))
    when = draw(st.sampled_from([None, [start], slice(start, None)]))
    unit = draw(st.none() | st.just([draw(st.integers(0, units - 1))]))
    amount = draw(st.sampled_from([-0.5, 0.0, 0.3, 1.0]))
    return made(draw(st.sampled_from(VALUES[kind])), amount, unit=unit, time=when)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    kind, options = draw(st.sampled_from(KINDS))
    units, time = draw(st.integers(1, 3)), draw(st.integers(1, 4))
    return Case(
        kind=kind,
        options={**options, "bias": draw(st.booleans())},
        is_cell=draw(st.booleans()),
        units=units,
        time=time,
        layers=draw(st.integers(1, 2)),
        is_bidirectional=draw(st.booleans()),
        place=draw(st.integers(0, 3)),
        edits=tuple(draw(st.lists(edits(kind, units, time), min_size=1, max_size=3))),
    )


def changed(case: Case, name: str, t: int, value: Tensor) -> Tensor:
    """A value of a step, after the edits of it."""
    for edit in case.edits:
        steps = range(case.time)
        is_now = edit.time is None or t in (
            steps[edit.time] if isinstance(edit.time, slice) else edit.time
        )
        if edit.name == name and is_now:
            amount = float(edit.amount)
            new = {Clamp: 0 * value + amount, Scale: amount * value, Shift: value + amount}
            for unit in range(case.units) if edit.unit is None else edit.unit:
                is_one = torch.arange(case.units) == unit
                value = torch.where(is_one, new[type(edit)], value)
    return value


def by_hand(case: Case, module: Any, x: Tensor) -> Tensor:
    """h of the top layer at every step."""
    loop, both = LOOPS[case.kind], 1 if case.is_cell else 1 + case.is_bidirectional
    for first in range(0, len(case.suffixes), both):
        outputs = []
        for place in range(first, first + both):
            suffix = case.suffixes[place]
            change = partial(changed, case) if place == case.edited else unchanged
            if suffix.endswith("reverse"):
                outputs.append(reverse_by_hand(module, x, suffix, change, loop))
            else:
                outputs.append(loop(module, x, suffix, change))
        x = torch.cat(outputs, -1)
    return x


def run(case: Case, module: Any, x: Tensor) -> Tensor:
    """The same by the module itself."""
    if not case.is_cell:
        output: Tensor = module(x)[0]
        return output
    state, found = None, []
    for one in x:
        state = module(one, state)
        found.append(state[0] if case.kind == "LSTM" else state)
    return torch.stack(found)


@settings(max_examples=25)
@given(cases())
def test_any_edit_equals_the_loop_and_so_do_its_gradients(case: Case) -> None:
    module, x = case.module, sequence(case.time, BATCH, INPUTS, dtype=torch.float64)
    x.requires_grad_()
    with gatescope.edit(module, {case.path: list(case.edits)}):
        found = run(case, module, x)
    expected = by_hand(case, module, x)
    assert_close(found.detach(), expected.detach(), "float64")
    # Without gradients kernels run the edited layers.
    with torch.no_grad(), gatescope.edit(module, {case.path: list(case.edits)}):
        assert_close(run(case, module, x), expected.detach(), "float64")
    weight = sequence(*found.shape, seed=5, dtype=torch.float64)
    leaves = [x, *module.parameters()]
    one, other = (
        torch.autograd.grad((y * weight).sum(), leaves, allow_unused=True, materialize_grads=True)
        if y.requires_grad
        else [0 * leaf.detach() for leaf in leaves]
        for y in (found, expected)
    )
    for a, b in zip(one, other, strict=True):
        assert_close(a, b, "float64", "gradients")
