import numpy as np
import pytest

from gatescope import run
from gatescope.cells import ALL, LSTM, Cell
from gatescope.engine import backward, forward
from gatescope.recording.layer import run_layer
from gatescope.trace import validate
from samples import layer, numbers, several_edits
from tolerances import assert_close

X, GRADS = numbers(5, 2, 2), {"h": numbers(5, 2, 3, seed=6)}


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_a_trace_holds_the_gradients_of_everything(cell: Cell) -> None:
    edits = several_edits(cell, 5, 2, 3)
    trace = validate(run(layer(cell), X, edits=edits, gradients=GRADS))
    found = backward(forward(layer(cell), X, edits=edits), GRADS)
    assert np.array_equal(trace["grad_x"], found.x)
    for value in cell.values:
        assert np.array_equal(trace[f"grad_{value}"], found[value])
    for state in cell.states:
        assert np.array_equal(trace[f"grad_{state}0"], found.initial[state])
    for parameter in cell.parameters:
        assert np.array_equal(trace[f"grad_{parameter}"], found.parameters[parameter])


def test_a_trace_without_gradients_asked_for_has_none() -> None:
    assert not [name for name in run(layer(LSTM), X) if str(name).startswith("grad_")]


def test_a_gradient_of_one_sequence_needs_no_batch() -> None:
    one, other = (
        run(layer(LSTM), X[:, 0], gradients={"h": g})
        for g in (
            GRADS["h"][:, 0],
            GRADS["h"][:, :1],
        )
    )
    assert one.identical(other)


def test_the_gradients_of_a_reverse_layer_are_those_of_the_flipped_sequence() -> None:
    trace = run_layer(layer(LSTM), X, gradients=GRADS, direction="reverse")
    by_hand = run(layer(LSTM), X[::-1], gradients={"h": GRADS["h"][::-1]})
    for name in ("x", *LSTM.values):
        assert_close(trace[f"grad_{name}"], by_hand[f"grad_{name}"][::-1], "float64", "gradients")
    for name in ("h0", "c0", *LSTM.parameters):
        assert_close(trace[f"grad_{name}"], by_hand[f"grad_{name}"], "float64", "gradients")
