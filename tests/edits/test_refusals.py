from typing import Any

import numpy as np
import pytest

from gatescope.cells import GRU
from gatescope.edits import Clamp, Edit, Scale, Shift, Swap, compose
from gatescope.errors import EditError

TIME, BATCH, UNITS = 4, 2, 3


def refusal(edit: Any) -> str:
    with pytest.raises(EditError) as refused:
        compose(GRU, [edit], shape=(TIME, BATCH, UNITS))
    return str(refused.value)


@pytest.mark.parametrize("name", ["f", "h_prev", "r_pree", "x", "n.1", "", None])
def test_an_edit_of_a_value_that_is_not_there_is_refused(name: Any) -> None:
    said = refusal(Clamp(name, 1.0))
    assert "one of ['r', 'z', 'n', 'h', 'r_pre', 'z_pre', 'n_pre'] of 'gru'" in said
    assert said.endswith(f"got {name!r}.")


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ({"unit": 3}, "unit= of the edit on 'r' within 0..2, got 3; the run has 3 units"),
        ({"unit": [0, -4]}, "within 0..2, got [0, -4]"),
        ({"time": 4}, "time= of the edit on 'r' within 0..3, got 4; the run has 4 steps"),
        ({"time": slice(2, 5)}, "within 0..3, got slice(2, 5, None)"),
        ({"time": slice(2, 2)}, "within 0..3, got slice(2, 2, None)"),
        ({"batch": 2}, "batch= of the edit on 'r' within 0..1, got 2; the run has 2 sequences"),
        ({"unit": []}, "within 0..2, got []"),
    ],
)
def test_an_edit_of_a_unit_or_a_step_that_does_not_exist_is_refused(
    places: dict[str, Any], sentence: str
) -> None:
    assert sentence in refusal(Scale("r", 0.5, **places))


NUMBERS = [1.0, "1", [0.5], True, [True, False, True], [[0]], np.eye(2), [[0], [0, 1]], 2**70]
SLICES = [slice("a"), slice(0, 2.5), slice(None, None, 0)]


@pytest.mark.parametrize("place", [*NUMBERS, *SLICES], ids=repr)
def test_a_place_that_is_no_whole_number_is_refused(place: Any) -> None:
    assert "time= of the edit on 'r' to be a whole number, several, or a slice" in refusal(
        Shift("r", 0.5, time=place)
    )


@pytest.mark.parametrize(
    "amount", [np.nan, np.inf, "0.5", None, 1j, True, [1.0], [[1], [1, 2]], 10**400], ids=repr
)
def test_an_amount_that_is_no_finite_number_is_refused(amount: Any) -> None:
    said = refusal(Clamp("r", amount))
    assert "the amount of clamp on 'r' to be a finite number" in said
    assert said.endswith(f"got {amount!r}.")


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (np.zeros((TIME, BATCH)), "the run's shape (4, 2, 3) (time, batch, unit), got (4, 2)"),
        (0.5, "the run's shape (4, 2, 3) (time, batch, unit), got ()"),
        (np.full((TIME, BATCH, UNITS), np.nan), "swap on 'r' to be an array of finite numbers"),
        ([[1], [1, 2]], "swap on 'r' to be an array of finite numbers"),
    ],
)
def test_a_swap_with_other_values_than_a_runs_is_refused(values: Any, sentence: str) -> None:
    assert sentence in refusal(Swap("r", values))


@pytest.mark.parametrize("thing", ["f", None, {"kind": "clamp"}, ("f", 1.0)])
def test_what_is_no_edit_is_refused(thing: Any) -> None:
    assert refusal(thing) == f"Expected Clamp, Scale, Shift or Swap, got {thing!r}."


def test_an_edit_of_no_kind_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="abstract"):
        Edit("f", 1.0)  # type: ignore[abstract]
