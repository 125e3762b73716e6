"""Called by themselves: through the engine, the tests' own checks of shapes would come first."""

import pytest

from gatescope.cells import LSTM
from gatescope.engine import forward
from gatescope.engine.checks import check_gradients, check_initial, check_x
from gatescope.errors import InputError
from samples import Array, layer, numbers

WEIGHTS, X = layer(LSTM), numbers(5, 2, 2)


@pytest.mark.parametrize("shape", [(5, 2), (5, 2, 3), (0, 2, 2), (5, 0, 2)])
def test_a_sequence_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(InputError) as refused:
        check_x(WEIGHTS, numbers(*shape))
    assert str(refused.value) == (
        "Expected x (time, batch, input) with at least one step, one sequence and 2 input(s), "
        f"got the shape {shape}."
    )


@pytest.mark.parametrize(
    ("state", "value", "sentence"),
    [
        ("s", numbers(2, 3), "states of 'lstm', which has ['c', 'h'], got 's'"),
        ("h", numbers(3, 2), "initial['h'] to be (batch, unit) = (2, 3), got (3, 2)"),
    ],
)
def test_an_initial_state_that_does_not_fit_is_refused(
    state: str, value: Array, sentence: str
) -> None:
    with pytest.raises(InputError) as refused:
        check_initial(WEIGHTS, X, {state: value})
    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("value", "grad", "sentence"),
    [
        ("f_pre", numbers(5, 2, 3), "the values ['f', 'i', 'g', 'c', 'o', 'h'] of 'lstm'"),
        ("h", numbers(5, 2, 2), "by 'h' to be (time, batch, unit) = (5, 2, 3), got (5, 2, 2)"),
    ],
)
def test_a_gradient_that_does_not_fit_is_refused(value: str, grad: Array, sentence: str) -> None:
    with pytest.raises(InputError) as refused:
        check_gradients(forward(WEIGHTS, X), {value: grad})
    assert sentence in str(refused.value)
