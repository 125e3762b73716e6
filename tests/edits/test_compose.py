from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from gatescope.cells import LSTM
from gatescope.edits import Clamp, Edit, Scale, Shift, Swap, compose
from samples import numbers

SHAPE = (4, 2, 3)


def coefficients(*edits: Edit) -> tuple[Any, Any]:
    """The `a` and `b` of the gate f."""
    found = compose(LSTM, edits, shape=SHAPE)["f"]
    return found.a, found.b


def test_a_value_without_edits_has_no_coefficients() -> None:
    assert list(compose(LSTM, [Clamp("f", 1)], shape=SHAPE)) == ["f"]
    assert compose(LSTM, [], shape=SHAPE) == {}


@pytest.mark.parametrize(
    ("edits", "a", "b"),
    [
        ([Clamp("f", 0.5)], 0, 0.5),
        ([Scale("f", 0.5)], 0.5, 0),
        ([Shift("f", 0.5)], 1, 0.5),
        ([Scale("f", 0)], 0, 0),
        ([Scale("f", 2), Shift("f", 3)], 2, 3),
        ([Shift("f", 3), Scale("f", 2)], 2, 6),
        ([Clamp("f", 1), Scale("f", 3), Shift("f", 2)], 0, 5),
        ([Scale("f", 3), Shift("f", 2), Clamp("f", 1)], 0, 1),
    ],
)
def test_edits_compose_in_the_order_of_the_list(edits: list[Edit], a: float, b: float) -> None:
    found_a, found_b = coefficients(*edits)
    assert np.array_equal(found_a, np.full(SHAPE, a))
    assert np.array_equal(found_b, np.full(SHAPE, b))


@pytest.mark.parametrize(
    ("places", "where"),
    [
        ({}, np.s_[:, :, :]),
        ({"unit": 2}, np.s_[:, :, 2]),
        ({"unit": -1}, np.s_[:, :, 2]),
        ({"unit": [0, 2]}, np.s_[:, :, [0, 2]]),
        ({"unit": range(2)}, np.s_[:, :, :2]),
        ({"time": slice(1, 3)}, np.s_[1:3]),
        ({"time": slice(None, None, 2)}, np.s_[::2]),
        ({"time": slice(-2, None)}, np.s_[2:]),
        ({"time": np.int64(0), "batch": 1}, np.s_[0, 1]),
        ({"time": slice(1, 2), "batch": [0], "unit": (1,)}, np.s_[1, 0, 1]),
    ],
)
def test_an_edit_acts_on_its_steps_sequences_and_units_alone(
    places: dict[str, Any], where: Any
) -> None:
    expected = np.zeros(SHAPE)
    expected[where] = 0.5
    a, b = coefficients(Clamp("f", 0.5, **places))
    assert np.array_equal(b, expected)
    assert np.array_equal(a, expected == 0)


def test_a_swap_brings_the_values_of_its_own_places() -> None:
    values = numbers(*SHAPE)
    a, b = coefficients(Swap("f", values, time=[1], unit=[0, 2]))
    assert np.array_equal(b[1][:, [0, 2]], values[1][:, [0, 2]])
    assert a.sum() == b.size - 4


def test_edits_of_different_values_do_not_touch_each_other() -> None:
    found = compose(LSTM, [Clamp("f", 1), Scale("c", 2)], shape=SHAPE)
    assert not found["f"].a.any()
    assert not found["c"].b.any()


@pytest.mark.parametrize("make", [Clamp, Scale, Shift])
def test_an_edit_can_act_on_a_pre_activation(make: Callable[..., Edit]) -> None:
    assert list(compose(LSTM, [make("f_pre", 0.5)], shape=SHAPE)) == ["f_pre"]
