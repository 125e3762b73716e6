"""The shapes in signatures are checked while the tests run; outside, they are documentation."""

from collections.abc import Callable

import pytest
from jaxtyping import TypeCheckError

from gatescope.cells import LSTM
from gatescope.engine import backward, forward
from gatescope.weights import Weights
from samples import layer, numbers

WEIGHTS, X = layer(LSTM), numbers(5, 2, 2)
RESULT = forward(WEIGHTS, X)


@pytest.mark.parametrize(
    ("parameter", "call"),
    [
        ("x", lambda: forward(WEIGHTS, numbers(5, 2))),
        ("x", lambda: forward(WEIGHTS, X.astype(int))),
        ("initial", lambda: forward(WEIGHTS, X, initial={"h": numbers(3)})),
        ("initial", lambda: forward(WEIGHTS, X, initial={"h": numbers(3, 3)})),
        ("grads", lambda: backward(RESULT, {"h": numbers(5, 2)})),
        ("seed", lambda: Weights.random(LSTM, input_size=1, hidden_size=1, seed="0")),  # type: ignore[arg-type]
    ],
)
def test_a_wrong_shape_or_type_in_a_signature_raises(
    parameter: str, call: Callable[[], object]
) -> None:
    with pytest.raises(TypeCheckError, match=f"parameter '{parameter}'"):
        call()
