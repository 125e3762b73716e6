import numpy as np
import pytest

from gatescope.cells import LSTM, RNN, Cell
from gatescope.edits import Clamp, Edit, Scale, Shift, compose
from gatescope.engine import backward, forward
from gatescope.weights import Weights
from samples import CELLS, layer, numbers, several_edits

X = numbers(7, 3, 2)


def test_what_comes_before_an_edit_and_beside_it_stays() -> None:
    weights = layer(LSTM)
    plain, edited = (forward(weights, X, edits=e) for e in ([], [Clamp("f", 0.0, time=4)]))
    for value in LSTM.values:
        assert np.array_equal(edited[value][:4], plain[value][:4])
    for value in ("i", "g", "o"):
        assert np.array_equal(edited[value][4], plain[value][4])
    assert not np.array_equal(edited["i"][5], plain["i"][5])


def test_nothing_of_the_memory_passes_a_forget_gate_that_is_shut() -> None:
    result = forward(layer(LSTM), X, edits=[Clamp("f", 0.0, time=3)])
    assert np.array_equal(result["c"][3], result["i"][3] * result["g"][3])


@pytest.mark.parametrize("edit", [Scale("h", 1.0), Shift("h", 0.0), Scale("h_pre", 1.0)])
def test_an_edit_that_changes_nothing_changes_nothing(edit: Edit) -> None:
    plain, edited = (forward(layer(RNN), X, edits=e)["h"] for e in ([], [edit]))
    assert np.array_equal(edited, plain)


def test_a_clamped_infinity_is_the_clamp_and_not_a_product_with_zero() -> None:
    broken = Weights(LSTM, {**layer(LSTM), "f.b": np.array([np.inf, 0, 0])})
    result = forward(broken, X, edits=[Clamp("f_pre", 0.0, unit=0)])
    assert np.array_equal(result["f"][:, :, 0], np.full((7, 3), 0.5))
    assert np.isfinite(result["h"]).all()


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_edits_may_come_composed(cell: Cell) -> None:
    weights, edits = layer(cell), several_edits(cell, 7, 3, 3)
    composed = compose(cell, edits, shape=(7, 3, 3), proj_size=weights.proj_size)
    one, other = (forward(weights, X, edits=e)["h"] for e in (edits, composed))
    assert np.array_equal(one, other)


def test_no_gradient_passes_a_clamp_and_a_scale_takes_its_share() -> None:
    weights, grads = layer(RNN), {"h": np.ones((7, 3, 3))}
    edits = [Clamp("h", 0.5, time=6, unit=0), Scale("h", 0.25, time=6, unit=1)]
    found, plain = (backward(forward(weights, X, edits=e), grads)["h_pre"][6] for e in (edits, []))
    assert not found[:, 0].any()
    assert np.array_equal(found[:, 1:], plain[:, 1:] * [0.25, 1])


def test_the_gradient_of_an_edited_value_is_that_of_what_comes_after_the_edit() -> None:
    weights, grads = layer(RNN), {"h": np.ones((7, 3, 3))}
    edited = forward(weights, X, edits=[Clamp("h", 0.5)])
    assert np.array_equal(backward(edited, grads)["h"][6], np.ones((3, 3)))
