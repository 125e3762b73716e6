"""The unit to look at is found by what it does."""

import numpy as np

from gatescope.bundled import Encoding, Model, Readout
from gatescope.cells import LSTM
from gatescope.engine import forward
from gatescope.tasks import load_task, store_and_recall
from gatescope.training.unit import latch, most_needed, retention
from gatescope.weights import Weights

LATCH = 1


def model_with_a_latch():
    """Written by hand: unit 1 takes over at a store and keeps else; units 0 and 2 keep nothing."""
    shapes = LSTM.shapes(3, 3)
    weights = {name: np.zeros(shape) for name, shape in shapes.items()}
    weights["f.b"][:] = -8
    weights["i.b"][:] = -8
    weights["f.b"][LATCH] = 8
    weights["f.x"][LATCH, store_and_recall.STORE] = -16
    weights["i.x"][LATCH, store_and_recall.STORE] = 16
    weights["g.x"][LATCH, store_and_recall.VALUE] = 1
    weights["o.b"][:] = 8
    readout = Readout(np.array([[0.1, 1.0, 0.1]]), np.zeros(1))
    return Model(
        "store_and_recall", Weights(LSTM, weights), readout, Encoding(np.zeros(3), np.ones(3))
    )


def test_the_latch_is_found():
    model = model_with_a_latch()
    assert latch(model) == LATCH
    assert most_needed(load_task("store_and_recall"), model) == LATCH


def test_of_the_lstm_retention_is_the_forget_gate():
    model = model_with_a_latch()
    x = store_and_recall.STORE_AND_RECALL.sample(0, 10, 4)
    memory, kept = retention(model, x)
    result = forward(model.weights, x)
    np.testing.assert_array_equal(memory, result["c"])
    np.testing.assert_allclose(kept, result["f"], rtol=1e-12)
