"""The shapes in signatures are checked while the tests run; outside, they are documentation."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from jaxtyping import TypeCheckError

import gatescope
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


def is_shaped(function: ast.FunctionDef) -> bool:
    """Whether a signature names a shape: it is a text in an annotation."""
    hints = [
        argument.annotation for argument in ast.walk(function.args) if type(argument) is ast.arg
    ]
    parts = [part for hint in (*hints, function.returns) if hint for part in ast.walk(hint)]
    return any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in parts)


def functions_in(node: ast.AST) -> list[ast.FunctionDef]:
    return [
        inner for inner in ast.walk(node) if type(inner) is ast.FunctionDef and inner is not node
    ]


def test_a_function_within_another_is_not_checked_and_names_no_shape() -> None:
    root = Path(gatescope.__file__).parent
    functions = [
        function
        for path in [*root.glob("engine/**/*.py"), *root.glob("recording/**/*.py")]
        for function in functions_in(ast.parse(path.read_text("utf-8")))
    ]
    inner = [inner for outer in functions for inner in functions_in(outer)]
    assert any(is_shaped(function) for function in functions)
    assert [function.name for function in inner if is_shaped(function)] == []
