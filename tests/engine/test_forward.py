import numpy as np
import pytest

from gatescope.cells import GRU, LSTM, Cell, gru
from gatescope.engine import forward
from gatescope.weights import Weights
from samples import CELLS, SIZES, initial, layer, numbers, size
from tolerances import assert_close

EVERY = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)


@EVERY
@pytest.mark.parametrize(("time", "batch", "inputs", "units"), SIZES)
def test_every_node_is_there_for_every_step(
    cell: Cell, time: int, batch: int, inputs: int, units: int
) -> None:
    result = forward(layer(cell, inputs, units), numbers(time, batch, inputs))
    for node in cell.nodes:
        width = inputs if node.operation == "input" else size(cell, node.id, units)
        assert result[node.id].shape == (time, batch, width)


@EVERY
def test_values_stay_within_the_range_of_their_operation(cell: Cell) -> None:
    large = Weights(cell, {name: 50 * p for name, p in layer(cell).items()})
    result = forward(large, numbers(7, 3, 2))
    for value in cell.values:
        low, high = cell.range(value) or (-np.inf, np.inf)
        assert result[value].min() >= low
        assert result[value].max() <= high


@EVERY
def test_the_state_before_a_step_is_the_one_after_the_step_before(cell: Cell) -> None:
    start = initial(cell)
    result = forward(layer(cell), numbers(7, 3, 2), initial=start)
    for state in cell.states:
        before = np.concatenate([start[state][None], result[state][:-1]])
        assert np.array_equal(result[f"{state}_prev"], before)


@EVERY
def test_a_state_that_is_left_out_begins_at_zero(cell: Cell) -> None:
    result = forward(layer(cell), numbers(2, 3, 2))
    assert not any(result[f"{state}_prev"][0].any() for state in cell.states)


@EVERY
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_the_numbers_have_the_weights_dtype(cell: Cell, dtype: str) -> None:
    weights, x = layer(cell).astype(dtype), numbers(7, 3, 2)
    single = forward(weights, x.astype(dtype))["h"]
    assert single.dtype == dtype
    assert_close(single, forward(weights.astype("float64"), x.astype(dtype))["h"], dtype)


@pytest.mark.parametrize("reset", ["before", "after"])
def test_the_two_senses_of_z_convert_by_negating_its_parameters(reset: str) -> None:
    new, old = gru(reset, "new"), gru(reset, "old")  # type: ignore[arg-type]
    weights, x = layer(new, 3, 5), numbers(7, 3, 3)
    negated = {name: -p if name.startswith("z.") else p for name, p in weights.items()}
    one, other = forward(weights, x), forward(Weights(old, negated), x)
    assert_close(other["h"], one["h"], "float64")
    assert_close(other["z"], 1 - one["z"], "float64")


def test_the_two_resets_are_different_functions() -> None:
    before, after = layer(GRU), gru("after", "new")
    same = {**before, **{f"n_{role}.{role}": before[f"n.{role}"] for role in "xh"}}
    same |= {"n_x.b": before["n.b"], "n_h.b": np.zeros(3)}
    split = Weights(after, {name: same[name] for name in after.parameters})
    x = numbers(7, 3, 2)
    h, other = forward(before, x)["h"], forward(split, x)["h"]
    assert_close(other[0], h[0], "float64")  # there is nothing to reset yet
    assert np.abs(other - h).max() > 1e-4


def test_a_gate_that_is_shut_altogether_gives_no_warning() -> None:
    weights = layer(LSTM)
    shut = Weights(LSTM, {**weights, "f.b": np.full(3, -1e6)})
    assert not forward(shut, numbers(3, 1, 2))["f"].any()
