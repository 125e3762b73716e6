from collections.abc import Callable

import pytest

from gatescope.cells import Cell, Expression
from gatescope.cells.expression import (
    affine,
    clip,
    diagonal,
    previous,
    projection,
    sigma,
    tanh,
    x,
)
from gatescope.errors import CellError

h = previous("h")
f = sigma(affine("f", h=h, x=x))
h_next = tanh(affine("h", h=f * h, x=x))


def chain(length: int) -> Expression:
    value = affine("q", h=h, x=x)
    for _ in range(length):
        value = tanh(value)
    return value


REFUSED: list[tuple[str, Callable[[], object]]] = [
    (
        "expected one node for each name, got two called 'h'",
        lambda: Cell("q", values={"h": f}, next={"h": h_next}),
    ),
    (
        "expected one name for each node, got 'f' and 'g' for the same one",
        lambda: Cell("q", values={"f": f, "g": f}, next={"h": h_next}),
    ),
    (
        "one node for each parameter, got two with 'f.h'. Rename the label of one",
        lambda: Cell("q", values={"f": f, "g": sigma(affine("f", h=h))}, next={"h": h_next}),
    ),
    (
        "one node for each parameter, got two with 'f.h'",
        lambda: Cell("q", values={"f": f, "g": diagonal("f", h=h)}, next={"h": h_next}),
    ),
    (
        "two different ones called 'q_pre'. Rename a value, or the label of an affine",
        lambda: Cell("q", values={}, next={"h": affine("q", h=h) + affine("q", x=x)}),
    ),
    (
        'Expected diagonal("f", c=…) to have one argument, got 2',
        lambda: diagonal("f", h=h, x=x),
    ),
    (
        "diagonal at 'f' takes the input, which has another size",
        lambda: Cell("q", values={"f": diagonal("f", x=x)}, next={"h": h_next}),
    ),
    (
        "diagonal takes a name for each argument, got 2 for 1",
        lambda: Cell(
            "q", values={"f": Expression("diagonal", (f,), "f", ("a", "b"))}, next={"h": h_next}
        ),
    ),
    (
        'Expected projection("h", c=…) to have one argument, got 0',
        lambda: projection("h"),
    ),
    (
        "projection at 'h' takes the input, which has another size",
        lambda: Cell("q", values={"f": f}, next={"h": projection("h", x=x)}),
    ),
    (
        "multiply at 'g' to join values of one axis; 'h_prev' is (proj), 'f' is (unit)",
        lambda: Cell("q", values={"f": f, "g": h * f}, next={"h": projection("h", m=f)}),
    ),
    (
        "projection at 'g' to take values of the layer's units, got 'h_prev', which is (proj)",
        lambda: Cell(
            "q", values={"g": projection("g", h=h), "f": f}, next={"h": projection("h", m=f)}
        ),
    ),
    (
        "clip takes the constants ['limit'], finite numbers, got [nan]",
        lambda: Cell("q", values={"f": clip(f, float("nan"))}, next={"h": h_next}),
    ),
    (
        "tanh takes the constants [], finite numbers, got [1.0]",
        lambda: Cell(
            "q", values={"f": Expression("tanh", (f,), None, (), (1.0,))}, next={"h": h_next}
        ),
    ),
    (
        "'h_prev' cannot name a value: names *_prev, *_pre, *0 and grad_* are reserved",
        lambda: Cell("q", values={"h_prev": f}, next={"h": h_next}),
    ),
    (
        "'time' cannot name a value: it is reserved for an axis",
        lambda: Cell("q", values={"time": f}, next={"h": h_next}),
    ),
    (
        "'F' cannot name a value: it does not match",
        lambda: Cell("q", values={"F": f}, next={"h": h_next}),
    ),
    (
        "'old' cannot name a value: what a step begins with",
        lambda: Cell("q", values={"old": h}, next={"h": h_next}),
    ),
    (
        "'c' cannot name a value: what a step begins with",
        lambda: Cell("q", values={}, next={"h": h_next, "c": h}),
    ),
    (
        "'f' cannot name a value: expected an expression, got 1",
        lambda: Cell("q", values={"f": 1}, next={"h": h_next}),  # type: ignore[dict-item]
    ),
    (
        "expected a state `h`, the layer's output, in next; got ['c']",
        lambda: Cell("q", values={}, next={"c": h_next}),
    ),
    (
        "in the line of 'h': previous('c') reads a state that is never defined; next has ['h']",
        lambda: Cell("q", values={}, next={"h": f * previous("c")}),
    ),
    (
        "multiply at 'h' takes the input, which has another size than the layer",
        lambda: Cell("q", values={}, next={"h": f * x}),
    ),
    (
        "multiply at 'h.1' takes the input",
        lambda: Cell("q", values={}, next={"h": tanh(affine("h", h=h, x=x * x))}),
    ),
    (
        "expected an affine of the input x, got none",
        lambda: Cell("q", values={}, next={"h": tanh(affine("h", h=h))}),
    ),
    (
        "none of them 'b', which is a bias; got ['b', 'x']",
        lambda: Cell("q", values={}, next={"h": tanh(affine("h", b=h, x=x))}),
    ),
    (
        "its name does not match",
        lambda: Cell("My cell", values={}, next={"h": h_next}),
    ),
    (
        "expected at most 256 nodes",
        lambda: Cell("q", values={}, next={"h": chain(100_000)}),
    ),
    ("Expected `1 - value`", lambda: 2 - f),
    ("Expected an expression as each side of *, got 2", lambda: f * 2),  # type: ignore[operator]
    ("Expected an expression as each side of +, got 'h'", lambda: f + "h"),  # type: ignore[operator]
    ("as the argument of sigma, got 0", lambda: sigma(0)),  # type: ignore[arg-type]
    ('as each argument of affine("f")', lambda: affine("f", x=1)),  # type: ignore[arg-type]
    ("to have an argument, got none", lambda: affine("f")),
]


@pytest.mark.parametrize(("sentence", "make"), REFUSED)
def test_a_malformed_cell_is_refused_with_a_sentence_that_says_where(
    sentence: str, make: Callable[[], object]
) -> None:
    with pytest.raises(CellError) as refused:
        make()
    assert sentence in str(refused.value)


def test_as_many_nodes_as_are_allowed_are_not_too_many() -> None:
    largest = Cell("q", values={}, next={"h": chain(253)})
    assert len(largest.nodes) == 256
    assert Cell.from_json(largest.to_json()) == largest
