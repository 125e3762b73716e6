from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import xarray as xr

from gatescope import GRU, LSTM, Clamp, run
from gatescope.errors import EditError, GatescopeError, InputError
from samples import layer, numbers

WEIGHTS = layer(LSTM)
X = numbers(4, 2, 2)


def with_one(bad: float) -> Any:
    return np.where(np.arange(16).reshape(4, 2, 2) == 7, bad, X)


def refusal(error: type[GatescopeError], *arguments: Any, **options: Any) -> str:
    with pytest.raises(GatescopeError) as refused:
        run(*arguments, **options)
    assert refused.type is error
    return str(refused.value)


BAD_X: list[tuple[str, Any]] = [
    (
        "Expected finite numbers, got nan at step 1, sequence 1, input 1 (counted from 0). "
        "Replace or cut it.",
        with_one(np.nan),
    ),
    ("got inf at step 1, sequence 1, input 1", with_one(np.inf)),
    ("got -inf at step 1, sequence 1, input 1", with_one(-np.inf)),
    (
        "Expected x as (time, input) or (time, batch, input) with 2 input(s), got the shape "
        "(4, 2, 3).",
        numbers(4, 2, 3),
    ),
    ("with 2 input(s), got the shape (4, 1)", numbers(4, 1)),
    ("with 2 input(s), got the shape (2,)", [0.5, 0.5]),
    ("with 2 input(s), got the shape ()", 0.5),
    ("with 2 input(s), got the shape (0,)", []),
    ("Expected at least one step and one sequence, got (0, 2).", np.zeros((0, 2))),
    ("Expected at least one step and one sequence, got (4, 0, 2).", np.zeros((4, 0, 2))),
    ("Expected x to hold real numbers, got <U3.", [["one", "two"]]),
    ("Expected x to hold real numbers, got object.", [[None, 1.0]]),
    ("Expected x to hold real numbers, got object.", None),
    ("Expected x to hold real numbers, got complex128.", X * 1j),
    ("Expected x to be a full array, got rows of different lengths. Pad", [[1, 2], [1]]),
    (
        "Expected x with the dimensions ('time', 'batch', 'input'), got ('step', 'input'). Rename",
        xr.DataArray(X[:, 0], dims=("step", "input")),
    ),
    ("got ('batch', 'input')", xr.DataArray(X[0], dims=("batch", "input"))),
]


@pytest.mark.parametrize(("sentence", "x"), BAD_X)
def test_a_sequence_that_does_not_fit_is_refused(sentence: str, x: Any) -> None:
    assert sentence in refusal(InputError, WEIGHTS, x)


def test_a_number_too_large_for_the_dtype_is_refused() -> None:
    assert "got inf at step 0" in refusal(InputError, WEIGHTS, [[1e300, 0]], dtype="float32")


BAD_OPTIONS: list[tuple[str, Mapping[str, Any]]] = [
    ("lengths= as a list of 2 whole number(s), one for each", {"lengths": [4]}),
    ("lengths= as a list of 2 whole number(s)", {"lengths": 4}),
    ("lengths= as a list of 2 whole number(s)", {"lengths": [4.0, 2.0]}),
    ("Expected lengths= within 1..4, got [5, 4]", {"lengths": [5, 4]}),
    ("Expected lengths= within 1..4, got [0, 4]", {"lengths": [0, 4]}),
    ("Expected lengths to hold real numbers", {"lengths": ["4", "4"]}),
    ("Expected initial= to map names to arrays, got ndarray", {"initial": np.zeros(3)}),
    ("states of 'lstm', which has ['c', 'h'], got 'z'", {"initial": {"z": np.zeros(3)}}),
    ("initial['h'] to be (batch, unit) = (2, 3), got (2, 4)", {"initial": {"h": np.zeros(4)}}),
    ("initial['h'] to be (batch, unit) = (2, 3), got (3, 3)", {"initial": {"h": np.eye(3)}}),
    ("initial['h'] to be (batch, unit) = (2, 3), got ()", {"initial": {"h": 0.5}}),
    ("Expected initial['h'] to be finite", {"initial": {"h": [0, np.nan, 0]}}),
    ("Expected initial['h'] to hold real numbers", {"initial": {"h": "zero"}}),
    ("Expected gradients= to map names to arrays, got list", {"gradients": [1]}),
    ("Expected gradients by the values", {"gradients": {"f_pre": np.zeros((4, 2, 3))}}),
    ("'h' to be (time, batch, unit) = (4, 2, 3)", {"gradients": {"h": np.zeros((4, 2))}}),
    ("'h' to be (time, batch, unit) = (4, 2, 3)", {"gradients": {"h": 1.0}}),
    ("Expected gradients['h'] to be finite", {"gradients": {"h": np.full((4, 2, 3), np.inf)}}),
    ("Expected gradients['h'] to hold real numbers", {"gradients": {"h": "one"}}),
    ("dtype= to be one of ('float32', 'float64'), got 'float16'", {"dtype": "float16"}),
    ("dtype= to be one of ('float32', 'float64'), got 'int64'", {"dtype": int}),
    ("dtype= to be one of ('float32', 'float64'), got 'single-ish'", {"dtype": "single-ish"}),
    ("engine= to be one of ('auto', 'kernel', 'reference'), got 'cuda'", {"engine": "cuda"}),
]


@pytest.mark.parametrize(("sentence", "options"), BAD_OPTIONS)
def test_an_option_that_does_not_fit_is_refused(sentence: str, options: Mapping[str, Any]) -> None:
    assert sentence in refusal(InputError, WEIGHTS, X, **options)


BAD_EDITS: list[tuple[str, Any]] = [
    ("one of ['f', 'i', 'g', 'c', 'o', 'h', 'f_pre'", [Clamp("z", 1.0)]),
    ("unit= of the edit on 'f' within 0..2, got 3; the run has 3 units", [Clamp("f", 1.0, unit=3)]),
    ("time= of the edit on 'f' within 0..3, got 4; the run has 4 steps", [Clamp("f", 1.0, time=4)]),
    ("Expected edits= as a list, got Clamp(name='f'", Clamp("f", 1.0)),
    ("Expected edits= as a list, got None", None),
    ("Expected Clamp, Scale, Shift or Swap, got 'f'", ["f"]),
]


@pytest.mark.parametrize(("sentence", "edits"), BAD_EDITS)
def test_an_edit_of_what_is_not_there_is_refused(sentence: str, edits: Any) -> None:
    assert sentence in refusal(EditError, WEIGHTS, X, edits=edits)


BAD_STACKS: list[tuple[str, Any]] = [
    ("Expected at least one layer, got an empty list", []),
    ("Expected Weights, or a list of layers, each Weights or [forward, reverse]", None),
    ("layer 0 is 'lstm'", ["lstm"]),
    ("layer 1 is 5", [WEIGHTS, 5]),
    ("layer 0 is []", [[]]),
    ("layer 0 is [", [[WEIGHTS, WEIGHTS, WEIGHTS]]),
    ("Layer '1/forward': Expected x as", [WEIGHTS, layer(GRU, 2, 3)]),
]


@pytest.mark.parametrize(("sentence", "stack"), BAD_STACKS)
def test_a_stack_that_does_not_fit_is_refused(sentence: str, stack: Any) -> None:
    assert sentence in refusal(InputError, stack, X)


@pytest.mark.parametrize(
    ("sentence", "options"),
    [
        ("Expected gradients= for one layer, got a stack", {"gradients": {"h": X}}),
        ("initial= of a stack by the paths ['0/forward', '0/reverse']", {"initial": {"h": [0]}}),
        ("edits= of a stack by the paths", {"edits": [Clamp("f", 1.0)]}),
        ("edits= of a stack by the paths", {"edits": {"1/forward": []}}),
    ],
)
def test_an_option_that_does_not_fit_a_stack_is_refused(
    sentence: str, options: Mapping[str, Any]
) -> None:
    assert sentence in refusal(InputError, [[WEIGHTS, WEIGHTS]], X, **options)


def test_a_refusal_within_a_stack_says_in_which_layer() -> None:
    said = refusal(EditError, [WEIGHTS], X, edits={"0/forward": [Clamp("z", 1.0)]})
    assert said.startswith("Layer '0/forward': Expected an edit to name one of")
