import numpy as np
import pytest

from gatescope.cells import ALL, GRU, LSTM, Cell
from gatescope.errors import WeightsError
from gatescope.generator import Philox
from gatescope.weights import INIT_STREAM, Weights
from samples import layer


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_weights_are_a_mapping_in_the_order_of_the_cell(cell: Cell) -> None:
    weights = layer(cell, 3, 4)
    assert list(weights) == list(cell.parameters)
    assert {name: p.shape for name, p in weights.items()} == cell.shapes(3, 4)
    assert (weights.input_size, weights.hidden_size) == (3, 4)


@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_the_count_is_how_many_numbers_there_are(cell: Cell) -> None:
    weights = layer(cell, 3, 4)
    assert weights.count == sum(p.size for p in weights.values())


def test_weights_are_equal_only_to_themselves() -> None:
    weights = layer(LSTM)
    assert weights == weights
    assert weights != layer(LSTM)
    assert {weights: 1}[weights] == 1


def test_random_matrices_are_the_draws_of_their_stream_in_order() -> None:
    weights = Weights.random(GRU, input_size=2, hidden_size=4, seed=3)
    draws = Philox(3, stream=INIT_STREAM)
    for name in ("r.h", "r.x", "z.h", "z.x", "n.h", "n.x"):
        assert np.array_equal(weights[name], draws.uniform(-0.5, 0.5, weights[name].shape))


def test_random_biases_are_zero_apart_from_the_forget_bias() -> None:
    weights = Weights.random(LSTM, input_size=2, hidden_size=3, seed=0, forget_bias=2.5)
    assert np.array_equal(weights["f.b"], np.full(3, 2.5))
    assert not any(weights[f"{gate}.b"].any() for gate in "igo")


def test_the_forget_bias_does_not_change_the_matrices() -> None:
    sizes = {"input_size": 2, "hidden_size": 3, "seed": 0}
    plain, biased = Weights.random(LSTM, **sizes), Weights.random(LSTM, **sizes, forget_bias=1.0)
    assert all(
        np.array_equal(plain[name], biased[name]) for name in LSTM.parameters if name != "f.b"
    )


def test_a_forget_bias_for_a_cell_without_a_forget_gate_is_refused() -> None:
    with pytest.raises(WeightsError, match=r"a cell with a bias f\.b, got 'gru'"):
        Weights.random(GRU, input_size=2, hidden_size=3, seed=0, forget_bias=1.0)


@pytest.mark.parametrize(("input_size", "hidden_size"), [(0, 3), (2, 0), (-1, 3)])
def test_a_size_below_one_is_refused(input_size: int, hidden_size: int) -> None:
    with pytest.raises(WeightsError, match="sizes of at least 1"):
        Weights.random(LSTM, input_size=input_size, hidden_size=hidden_size, seed=0)


def test_another_dtype_keeps_the_numbers() -> None:
    weights = layer(LSTM)
    single = weights.astype(np.float32)
    assert single.dtype == np.float32
    assert np.array_equal(single["f.h"], weights["f.h"].astype(np.float32))


@pytest.mark.parametrize(
    ("sentence", "change"),
    [
        ("missing ['f.h'], unknown []", {"f.h": None}),
        ("missing [], unknown ['q.h']", {"q.h": np.zeros((3, 3))}),
        ("'f.h' of 'lstm' to be an array with the axes", {"f.h": np.zeros(3)}),
        ("with the axes ('unit', 'unit_prev'), got a list", {"f.h": [[1.0]]}),
        ("'f.h' of 'lstm' to have the shape (3, 3)", {"f.h": np.zeros((3, 4))}),
        ("'i.x' of 'lstm' to have the shape (3, 2)", {"i.x": np.zeros((3, 5))}),
        ("one floating dtype, got ['float32', 'float64']", {"f.b": np.zeros(3, np.float32)}),
    ],
)
def test_parameters_that_do_not_fit_the_cell_are_refused(
    sentence: str, change: dict[str, object]
) -> None:
    parameters = {**layer(LSTM), **change}
    with pytest.raises(WeightsError) as refused:
        Weights(LSTM, {name: p for name, p in parameters.items() if p is not None})
    assert sentence in str(refused.value)


def test_whole_numbers_are_no_weights() -> None:
    with pytest.raises(WeightsError, match=r"one floating dtype, got .'int64'.*Convert them"):
        layer(LSTM).astype(np.int64)


def test_a_layer_without_units_is_refused() -> None:
    empty = {name: np.zeros(shape) for name, shape in LSTM.shapes(2, 0).items()}
    with pytest.raises(WeightsError, match="to have the shape"):
        Weights(LSTM, empty)


def test_weights_show_their_sizes() -> None:
    weights = Weights.random(LSTM, input_size=2, hidden_size=3, seed=0)
    assert repr(weights) == "<Weights of lstm: 2 inputs, 3 units, 72 parameters, float64>"
