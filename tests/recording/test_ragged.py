from typing import Any

import numpy as np
import pytest
import xarray as xr

from gatescope import Clamp, run
from gatescope.cells import ALL, LSTM, Cell
from gatescope.recording.layer import run_layer
from gatescope.trace.schema import DIRECTIONS, Direction
from samples import initial, layer, numbers
from tolerances import assert_close

LENGTHS = [7, 1, 4]
X = numbers(7, 3, 2)
X[np.arange(7)[:, None] >= np.array(LENGTHS)] = np.nan


def single(cell: Cell, k: int, direction: Direction, **options: Any) -> xr.Dataset:
    return run_layer(layer(cell), X[: LENGTHS[k], k], direction=direction, **options)


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("cell", ALL, ids=lambda cell: cell.name)
def test_ragged_sequences_equal_those_run_singly(cell: Cell, direction: Direction) -> None:
    edits, states = [Clamp("h", 0.25, time=0, unit=1)], initial(cell, 3, 3)
    own: Any = {"initial": states, "edits": edits, "direction": direction}
    trace = run_layer(layer(cell), X, lengths=LENGTHS, **own)
    for k, length in enumerate(LENGTHS):
        alone = single(cell, k, **{**own, "initial": {s: v[[k]] for s, v in states.items()}})
        for state in cell.states:
            assert_close(trace[f"{state}0"][[k]], alone[f"{state}0"], "float64")
        for value in cell.values:
            assert_close(trace[value][:length, [k]], alone[value], "float64")
            assert np.isnan(trace[value][length:, k]).all()


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_ragged_gradients_are_the_sum_of_those_of_single_sequences(direction: Direction) -> None:
    grad = numbers(7, 3, 3, seed=5)
    trace = run_layer(layer(LSTM), X, lengths=LENGTHS, gradients={"h": grad}, direction=direction)
    alone = [
        single(LSTM, k, direction, gradients={"h": grad[:length, [k]]})
        for k, length in enumerate(LENGTHS)
    ]
    for name in LSTM.parameters:
        expected = sum(a[f"grad_{name}"].values for a in alone)
        assert_close(trace[f"grad_{name}"], expected, "float64", "gradients")
    for k, length in enumerate(LENGTHS):
        for name in ("grad_x", "grad_c", "grad_h"):
            assert_close(trace[name][:length, [k]], alone[k][name], "float64", "gradients")
            assert np.isnan(trace[name][length:, k]).all()
        for name in ("grad_h0", "grad_c0"):
            assert_close(trace[name][[k]], alone[k][name], "float64", "gradients")


def test_a_gradient_beyond_a_length_counts_for_nothing() -> None:
    grad = numbers(7, 3, 3, seed=5)
    beyond = np.where(np.arange(7)[:, None, None] >= np.array(LENGTHS)[:, None], np.nan, grad)
    one, other = (run(layer(LSTM), X, lengths=LENGTHS, gradients={"h": g}) for g in (grad, beyond))
    xr.testing.assert_identical(one, other)


def test_full_lengths_change_nothing() -> None:
    x = numbers(7, 3, 2)
    plain, full = run(layer(LSTM), x), run(layer(LSTM), x, lengths=[7, 7, 7])
    xr.testing.assert_identical(full.drop_vars("length"), plain)
