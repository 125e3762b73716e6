"""What a model is: encoding, layer, readout."""

import numpy as np
import pytest

import gatescope.recording
from gatescope.bundled import Encoding, Model, Readout, load_model
from gatescope.cells import GRU
from gatescope.edits import Clamp
from gatescope.errors import EditError, InputError, ModelError
from gatescope.weights import Weights
from tolerances import assert_close

WEIGHTS = Weights.random(GRU, input_size=2, hidden_size=3, seed=0)
X = np.random.default_rng(0).uniform(0, 10, (6, 4, 2))


def model(activation="identity", **readout):
    matrix = np.random.default_rng(1).normal(size=(5, 3))
    return Model(
        "some task",
        WEIGHTS,
        Readout(matrix, np.arange(5.0), activation, **readout),
        Encoding(np.array([1.0, 5.0]), np.array([0.5, 0.1])),
    )


def test_the_trace_is_that_of_the_encoded_sequence_with_the_answer_added():
    trace = model(offset=2.0, scale=3.0)(X)
    encoded = (X - [1, 5]) * [0.5, 0.1]
    plain = gatescope.recording.run(WEIGHTS, encoded)
    np.testing.assert_array_equal(trace["h"], plain["h"])
    matrix = np.random.default_rng(1).normal(size=(5, 3))
    expected = (np.einsum("tbu,ou->tbo", plain["h"].values, matrix) + np.arange(5)) * 3 + 2
    assert trace["y"].dims == ("time", "batch", "output")
    assert_close(trace["y"], expected, "float64")


def test_a_trace_says_where_its_weights_came_from():
    assert model()(X).source == "gatescope some task/gru"
    assert load_model("digits", "rnn")(np.zeros((8, 8))).source.startswith(
        "gatescope digits/rnn, seed "
    )


def test_probabilities_are_positive_and_sum_to_one():
    y = model("softmax").predict(X * 100)
    assert (y > 0).all()
    np.testing.assert_allclose(y.sum(-1), 1, rtol=1e-12)


def test_predict_gives_the_answers_of_the_trace():
    np.testing.assert_array_equal(model().predict(X), model()(X)["y"])


def test_one_sequence_needs_no_batch():
    assert_close(model()(X[:, 1])["y"][:, 0], model()(X)["y"][:, 1], "float64")


def test_options_go_to_run():
    edits = [Clamp("z", 0.0)]
    trace = model()(X, edits=edits, lengths=[6, 6, 2, 6])
    assert (trace["z"][:, 0] == 0).all()
    assert np.isnan(trace["y"][2:, 2]).all()
    assert np.isfinite(trace["y"][:2, 2]).all()
    with pytest.raises(EditError, match="f"):
        model()(X, edits=[Clamp("f", 0.0)])


@pytest.mark.parametrize(
    "x", [X[..., :1], X[0, 0], "words", [["a", "b"]], np.full((3, 2), np.nan), np.zeros((0, 2))]
)
def test_a_sequence_that_does_not_fit_is_refused(x):
    with pytest.raises(InputError, match="Expected"):
        model()(x)


def test_an_unknown_activation_is_refused():
    with pytest.raises(ModelError, match=r"one of \['identity', 'softmax'\], got 'relu'"):
        model("relu")
