"""Sequences that end at different steps: as each by itself, and nothing beyond is computed."""

from typing import Any

import numpy as np
import pytest

from gatescope.cells import Cell
from gatescope.edits import compose
from gatescope.engine import backward, forward
from gatescope.errors import InputError
from samples import CELLS, initial, layer, numbers, several_edits
from tolerances import assert_close

LENGTHS = [[6, 4, 4, 1, 0], [1, 6, 0, 3, 5]]
"""The longest first, and in any order."""


@pytest.mark.parametrize("threads", ["1", "2"])
@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_a_sequence_is_as_it_is_by_itself(
    cell: Cell, threads: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GATESCOPE_NUM_THREADS", threads)
    monkeypatch.setattr("gatescope.engine.kernels.space.WORTH", 1)
    time, inputs, units = 6, 3, 5
    for lengths in LENGTHS:
        own: Any = {
            "initial": initial(cell, len(lengths), units, seed=5),
            "edits": compose(
                cell,
                several_edits(cell, time, len(lengths), units),
                shape=(time, len(lengths), units),
                proj_size=layer(cell, inputs, units).proj_size,
            ),
        }
        weights, x = layer(cell, inputs, units), numbers(time, len(lengths), inputs)
        found = forward(weights, x, engine="kernel", lengths=np.array(lengths), **own)
        whole = forward(weights, x, engine="kernel", **own)
        seed = numbers(*found["h"].shape, seed=7)
        is_there = np.arange(time)[:, None] < np.array(lengths)
        for value in cell.values:
            assert_close(found[value][is_there], whole[value][is_there], "float64")
        # With no gradient from beyond, the way back through all steps is that through those there.
        a = backward(found, {"h": seed})
        b = backward(whole, {"h": seed * is_there[:, :, None]})
        for name in weights:
            assert_close(a.parameters[name], b.parameters[name], "float64", "gradients")
        for state in cell.states:
            assert_close(a.initial[state], b.initial[state], "float64", "gradients")
        for node in (*cell.editable, "x"):
            assert_close(a[node][is_there], b[node][is_there], "float64", "gradients")
            assert not a[node][~is_there].any()


def test_beyond_the_longest_that_is_left_nothing_is_computed() -> None:
    cell, lengths = CELLS[0], np.array([5, 3, 1])
    x = numbers(5, 3, 2)
    x[np.arange(5)[:, None] >= lengths] = np.nan
    result = forward(layer(cell), x, engine="kernel", lengths=lengths)
    for value in cell.values:
        assert np.isfinite(result[value]).all()


@pytest.mark.parametrize("lengths", [[1, 2], [1, 2, 6], [-1, 2, 3]])
def test_lengths_that_do_not_fit_are_refused(lengths: list[int]) -> None:
    with pytest.raises(InputError, match=r"Expected lengths= .* within 0\.\.5"):
        forward(layer(CELLS[0]), numbers(5, 3, 2), lengths=np.array(lengths))
