import json
import math

import numpy as np
import pytest

from gatescope.recording.certificate import TOLERANCES, Certificate, difference, differences
from samples import numbers
from tolerances import TOLERANCES as OF_TESTS


@pytest.mark.parametrize(
    ("recorded", "own", "apart"), [([1.0, 4.5], [1.0, 5.0], 0.1), ([0.25, 0], [0.5, 0], 0.25)]
)
def test_a_difference_is_relative_to_one_or_to_the_largest_if_that_is_more(
    recorded: list[float], own: list[float], apart: float
) -> None:
    assert difference(np.array(recorded), np.array(own)) == pytest.approx(apart)


@pytest.mark.parametrize(
    ("recorded", "own"), [([0, 1], [0, 1]), ([np.nan, 1], [np.nan, 1]), ([0, 0], [0, 0])]
)
def test_the_same_numbers_do_not_differ(recorded: list[float], own: list[float]) -> None:
    assert difference(np.array(recorded, float), np.array(own, float)) == 0


@pytest.mark.parametrize(
    ("recorded", "own"), [([np.nan, 1], [0, 1]), ([0, 1], [np.nan, 1]), ([np.inf, 1], [0, 1])]
)
def test_what_is_no_number_on_one_side_alone_is_no_rounding(
    recorded: list[float], own: list[float]
) -> None:
    assert difference(np.array(recorded, float), np.array(own, float)) == math.inf


def test_it_holds_up_to_its_tolerance() -> None:
    assert Certificate("float32", {"h": 9e-5, "c_last": 0}).holds
    assert not Certificate("float32", {"h": 9e-5, "c_last": 2e-4}).holds


def test_it_says_so_in_json() -> None:
    document = json.loads(Certificate("float32", {"h": math.inf}).to_json())
    assert document["differences"] == {"h": None}
    assert document["holds"] is False
    unchecked = json.loads(Certificate("float32").to_json())
    assert (unchecked["checked"], unchecked["holds"]) == (False, None)


@pytest.mark.parametrize("dtype", OF_TESTS["forward"])
def test_it_leaves_room_for_the_rounding_of_a_run(dtype: str) -> None:
    assert TOLERANCES[dtype] >= OF_TESTS["forward"][dtype]


@pytest.mark.parametrize("odd", [0.5, np.nan, np.inf])
def test_calls_side_by_side_are_each_held_to_their_own(odd: float) -> None:
    own = numbers(4, 6, 2)
    recorded = own.copy()
    recorded[1, 3, 0] = odd
    sizes = [1, 2, 3]
    found = differences(recorded, own, sizes)
    parts = [slice(0, 1), slice(1, 3), slice(3, 6)]
    assert found == [difference(recorded[:, p], own[:, p]) for p in parts]
    assert [d > 0 for d in found] == [False, False, True]
