"""Single steps, with what the cell saw before them."""

import numpy as np
import pytest

import gatescope as gs
from gatescope.cells import ALL, Cell
from gatescope.engine import forward
from gatescope.errors import RequestError
from gatescope.opened import Opened
from gatescope.opened.steps import steps
from gatescope.weights import Weights
from samples import layer, numbers
from tolerances import assert_close

TIME, LENGTHS = 7, [7, 4]


@pytest.mark.parametrize("direction", [0, 1], ids=["forward", "reverse"])
@pytest.mark.parametrize("batch", [0, 1])
@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_a_step_can_be_computed_from_what_is_given(cell: Cell, batch: int, direction: int) -> None:
    weights: Weights = layer(cell)
    initial = {state: numbers(2, 3, seed=5) for state in cell.states}
    starts = {f"0/{d}": initial for d in ("forward", "reverse")}
    tree = gs.run([[weights, weights]], numbers(TIME, 2, 2), lengths=LENGTHS, initial=starts)
    found = steps(Opened(tree).run()[direction], batch, 0, TIME)
    real = slice(0, LENGTHS[batch])
    before = {s: found[f"{s}_prev"][real] for s in cell.states}
    one_step = forward(weights, found["x"][None, real], initial=before)
    for value in cell.values:
        assert_close(one_step[value][0], found[value][real], "float64")
        assert np.isnan(found[value][LENGTHS[batch] :]).all()


@pytest.mark.parametrize("direction", [0, 1], ids=["forward", "reverse"])
def test_a_part_is_as_in_the_whole(direction: int) -> None:
    tree = gs.run([[layer(gs.LSTM), layer(gs.LSTM)]], numbers(TIME, 2, 2), lengths=LENGTHS)
    read = Opened(tree).run()[direction]
    for batch in (0, 1):
        whole = steps(read, batch, 0, TIME)
        for start in range(TIME):
            for stop in range(start + 1, TIME + 1):
                part = steps(read, batch, start, stop)
                for name, values in whole.items():
                    np.testing.assert_array_equal(part[name], values[start:stop], err_msg=name)


def test_too_many_steps_are_refused() -> None:
    opened = Opened(gs.run(layer(gs.RNN, 1, 1), numbers(1030, 1)))
    with pytest.raises(RequestError, match="at most 1024 steps"):
        steps(opened.run()[0], 0, 0, 1025)
