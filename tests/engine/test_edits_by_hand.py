"""Edits against loops written out by hand, in which each edit is an assignment."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from gatescope.cells import GRU, LSTM
from gatescope.edits import Clamp, Edit, Scale, Shift, Swap
from gatescope.engine import forward
from samples import Array, layer, numbers
from tolerances import assert_close

T, B, I, H = 7, 3, 2, 4  # noqa: E741
X = numbers(T, B, I)
OTHER = numbers(T, B, H, seed=8)

Change = Callable[[str, int, Array], None]
"""What is done by hand to the value of that name at step t, (batch, unit), in place."""


@dataclass
class Notes:
    """Every value of every step, after the change by hand."""

    change: Change
    values: dict[str, list[Array]]

    def __call__(self, t: int, name: str, value: Array) -> Array:
        changed = value.copy()
        self.change(name, t, changed)
        self.values.setdefault(name, []).append(changed)
        return changed


def sigma(a: Array) -> Array:
    return 1 / (1 + np.exp(-a))


def lstm(W: Mapping[str, Any], change: Change) -> dict[str, list[Array]]:
    note = Notes(change, {})
    h, c = np.zeros((B, H)), np.zeros((B, H))
    for t, x in enumerate(X):
        f = note(t, "f", sigma(note(t, "f_pre", h @ W["f.h"].T + x @ W["f.x"].T + W["f.b"])))
        i = note(t, "i", sigma(note(t, "i_pre", h @ W["i.h"].T + x @ W["i.x"].T + W["i.b"])))
        g = note(t, "g", np.tanh(note(t, "g_pre", h @ W["g.h"].T + x @ W["g.x"].T + W["g.b"])))
        o = note(t, "o", sigma(note(t, "o_pre", h @ W["o.h"].T + x @ W["o.x"].T + W["o.b"])))
        c = note(t, "c", f * c + i * g)
        h = note(t, "h", o * np.tanh(c))
    return note.values


def gru(W: Mapping[str, Any], change: Change) -> dict[str, list[Array]]:
    note = Notes(change, {})
    h = np.zeros((B, H))
    for t, x in enumerate(X):
        r = note(t, "r", sigma(note(t, "r_pre", h @ W["r.h"].T + x @ W["r.x"].T + W["r.b"])))
        z = note(t, "z", sigma(note(t, "z_pre", h @ W["z.h"].T + x @ W["z.x"].T + W["z.b"])))
        n_pre = note(t, "n_pre", (r * h) @ W["n.h"].T + x @ W["n.x"].T + W["n.b"])
        n = note(t, "n", np.tanh(n_pre))
        h = note(t, "h", (1 - z) * h + z * n)
    return note.values


CASES: dict[str, tuple[Callable[[str], list[Edit]], Callable[[str, str, int, Array], None]]] = {}


def case(*edits: Callable[[str], Edit]) -> Callable[[Any], None]:
    """Pairs edits of a value, which is called v, with the same by hand."""

    def keep(by_hand: Any) -> None:
        CASES[by_hand.__name__] = (lambda v: [edit(v) for edit in edits], by_hand)

    return keep


@case(lambda v: Clamp(v, 0.25))
def a_clamp_everywhere(v: str, name: str, t: int, value: Array) -> None:
    if name == v:
        value[:] = 0.25


@case(lambda v: Clamp(v, 0.0, unit=1, time=slice(2, 5)))
def a_clamp_of_one_unit_for_a_while(v: str, name: str, t: int, value: Array) -> None:
    if name == v and t in (2, 3, 4):
        value[:, 1] = 0


@case(lambda v: Scale(v, -0.5, unit=[0, 3], batch=2))
def a_scale_of_two_units_in_one_sequence(v: str, name: str, t: int, value: Array) -> None:
    if name == v:
        value[2, 0] *= -0.5
        value[2, 3] *= -0.5


@case(lambda v: Shift(v, 0.75, time=[0, 6]))
def a_shift_at_the_first_and_the_last_step(v: str, name: str, t: int, value: Array) -> None:
    if name == v and t in (0, 6):
        value += 0.75


@case(lambda v: Swap(v, OTHER, time=3, unit=[1, 2]))
def a_swap_at_one_step(v: str, name: str, t: int, value: Array) -> None:
    if name == v and t == 3:
        value[:, 1:3] = OTHER[3, :, 1:3]


@case(lambda v: Scale(v, 2), lambda v: Shift(v, -0.5), lambda v: Clamp(v, 0.1, unit=0))
def three_edits_one_after_the_other(v: str, name: str, t: int, value: Array) -> None:
    if name == v:
        value *= 2
        value -= 0.5
        value[:, 0] = 0.1


@case(lambda v: Scale(v, 0.5), lambda v: Clamp("h", 0.5, unit=2, time=slice(4, None)))
def edits_of_two_values(v: str, name: str, t: int, value: Array) -> None:
    if name == v:
        value *= 0.5
    if name == "h" and t >= 4:
        value[:, 2] = 0.5


def check(cell: Any, by_hand: Any, v: str, edits: list[Edit], change: Any) -> None:
    weights = layer(cell, I, H)
    result = forward(weights, X, edits=edits)
    expected = by_hand(weights, lambda name, t, value: change(v, name, t, value))
    for name in cell.editable:
        assert_close(result[name], np.stack(expected[name]), "float64")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("v", ["f", "i", "g", "c", "o", "h", "f_pre", "i_pre", "g_pre", "o_pre"])
def test_an_edited_lstm_is_the_loop_by_hand(v: str, name: str) -> None:
    edits, change = CASES[name]
    check(LSTM, lstm, v, edits(v), change)


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("v", ["r", "z", "n", "h", "r_pre", "z_pre", "n_pre"])
def test_an_edited_gru_is_the_loop_by_hand(v: str, name: str) -> None:
    edits, change = CASES[name]
    check(GRU, gru, v, edits(v), change)


@pytest.mark.parametrize(("cell", "by_hand"), [(LSTM, lstm), (GRU, gru)])
def test_a_run_without_edits_is_the_loop_by_hand(cell: Any, by_hand: Any) -> None:
    check(cell, by_hand, "", [], lambda v, name, t, value: None)
