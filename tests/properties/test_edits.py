from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gatescope.cells import ALL, RNN, Cell
from gatescope.edits import Clamp, Edit, Scale, Shift, Swap, compose, edit_from_json
from gatescope.engine import forward
from gatescope.errors import EditError
from samples import Array, layer, numbers
from tolerances import assert_close

SHAPE = (4, 2, 3)
AXES = dict(zip(("time", "batch", "unit"), SHAPE, strict=True))
AMOUNTS = st.floats(-3, 3).map(lambda amount: round(amount, 3))


def places(size: int) -> st.SearchStrategy[Any]:
    """Nothing said, one position, several, or a slice with something in it."""
    one = st.integers(-size, size - 1)
    bound = st.none() | st.integers(-size, size)
    slices = st.builds(slice, bound, bound, st.sampled_from([None, 1, 2]))
    filled = slices.filter(lambda s: bool(range(size)[s]))
    return st.none() | one | st.lists(one, min_size=1, max_size=size) | filled


def edits(name: str) -> st.SearchStrategy[Edit]:
    where = {axis: places(size) for axis, size in AXES.items()}
    simple = [st.builds(kind, st.just(name), AMOUNTS, **where) for kind in (Clamp, Scale, Shift)]
    values = st.integers(0, 99).map(lambda seed: numbers(*SHAPE, seed=seed))
    return st.one_of(*simple, st.builds(Swap, st.just(name), values, **where))


def one_after_the_other(value: Array, edits: list[Edit]) -> Array:
    """Each edit done to the value itself, place by place."""
    value = value.copy()
    for edit in edits:
        spots = np.zeros(SHAPE, dtype=bool)
        spots[np.ix_(*(np.atleast_1d(_selected(edit, axis)) for axis in AXES))] = True
        for spot in zip(*np.nonzero(spots), strict=True):
            match edit.kind:
                case "clamp":
                    value[spot] = edit.amount
                case "scale":
                    value[spot] = value[spot] * edit.amount
                case "shift":
                    value[spot] = value[spot] + edit.amount
                case "swap":
                    value[spot] = edit.amount[spot]
    return value


def _selected(edit: Edit, axis: str) -> Any:
    index = getattr(edit, axis)
    return np.arange(AXES[axis])[slice(None) if index is None else index]


@given(st.lists(edits("f"), min_size=1, max_size=6), st.integers(0, 99))
def test_edits_composed_are_edits_one_after_the_other(edits: list[Edit], seed: int) -> None:
    value = 2 * numbers(*SHAPE, seed=seed)
    found = compose(ALL[0], edits, shape=SHAPE)["f"]
    composed = np.where(found.a == 0, found.b, found.a * value + found.b)
    expected = one_after_the_other(value, edits)
    # Rounding is relative to the largest number on the way, which a clamp can hide.
    largest = 3.0 ** len(edits) * np.ones(1)
    assert_close(np.append(composed, largest), np.append(expected, largest), "float64")


@given(st.sampled_from(ALL), st.lists(edits("h"), max_size=4))
def test_the_engine_does_to_a_value_what_its_edits_say(cell: Cell, edits: list[Edit]) -> None:
    """At the first step alone: what comes after sees the edits, and moves."""
    plain, edited = (forward(layer(cell), numbers(4, 2, 2), edits=e)["h"] for e in ([], edits))
    assert_close(edited[0], one_after_the_other(plain, edits)[0], "float64")


@given(st.lists(edits("h"), min_size=1, max_size=4))
def test_edits_come_back_from_their_json(edits: list[Edit]) -> None:
    back = [edit_from_json(edit.to_json()) for edit in edits]
    one, other = (forward(layer(RNN), numbers(4, 2, 2), edits=e)["h"] for e in (edits, back))
    assert np.array_equal(one, other)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["start", "stop", "step", "f"]), inner, max_size=3)
    ),
    max_leaves=6,
)
KINDS = st.sampled_from(["clamp", "scale", "shift", "swap"]) | JSON
NAMES = st.sampled_from(["f", "h", "f_pre"]) | JSON


@given(
    st.fixed_dictionaries(
        {"kind": KINDS, "name": NAMES, "amount": AMOUNTS | JSON},
        optional=dict.fromkeys(AXES, JSON),
    )
    | JSON
)
def test_an_edit_from_a_file_is_made_or_refused(document: Any) -> None:
    try:
        found = compose(ALL[0], [edit_from_json(document)], shape=SHAPE)
    except EditError:
        return
    assert all(np.isfinite(c.a).all() and np.isfinite(c.b).all() for c in found.values())
