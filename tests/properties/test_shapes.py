from hypothesis import given
from hypothesis import strategies as st

from gatescope import run
from gatescope.cells import ALL, Cell
from gatescope.engine import backward, forward
from samples import layer, numbers
from tolerances import assert_close

CELLS = st.sampled_from(ALL)
SIZE = st.integers(1, 6)


@given(CELLS, SIZE, SIZE, SIZE, SIZE)
def test_a_batch_is_its_sequences(
    cell: Cell, time: int, batch: int, inputs: int, units: int
) -> None:
    weights, x = layer(cell, inputs, units), numbers(time, batch, inputs)
    together = forward(weights, x)
    for k in range(batch):
        alone = forward(weights, x[:, [k]])
        for value in cell.values:
            assert_close(together[value][:, [k]], alone[value], "float64")


@given(CELLS, st.integers(2, 8), SIZE, SIZE, st.data())
def test_a_sequence_is_its_parts(
    cell: Cell, time: int, inputs: int, units: int, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(1, time - 1))
    weights, x = layer(cell, inputs, units), numbers(time, 1, inputs)
    whole, first = run(weights, x), run(weights, x[:cut])
    rest = run(weights, x[cut:], initial={s: first[s][-1] for s in cell.states})
    for value in cell.values:
        assert_close(rest[value], whole[value][cut:], "float64")


@given(CELLS, SIZE, SIZE, SIZE, SIZE)
def test_a_gradient_has_the_shape_of_what_it_belongs_to(
    cell: Cell, time: int, batch: int, inputs: int, units: int
) -> None:
    result = forward(layer(cell, inputs, units), numbers(time, batch, inputs))
    found = backward(result, {"h": numbers(time, batch, units)})
    assert {n: g.shape for n, g in found.parameters.items()} == cell.shapes(inputs, units)
    of_states = {state: grad.shape for state, grad in found.initial.items()}
    assert of_states == dict.fromkeys(cell.states, (batch, units))
    for node in (*cell.editable, "x"):
        assert found[node].shape == result[node].shape


@given(CELLS, st.lists(st.integers(1, 6), min_size=1, max_size=4))
def test_ragged_sequences_are_those_run_singly(cell: Cell, lengths: list[int]) -> None:
    x = numbers(max(lengths), len(lengths), 2)
    trace = run(layer(cell), x, lengths=lengths)
    for k, length in enumerate(lengths):
        alone = run(layer(cell), x[:length, k])
        assert_close(trace["h"][:length, [k]], alone["h"], "float64")
        assert int(trace["h"][:, k, 0].isnull().sum()) == max(lengths) - length
