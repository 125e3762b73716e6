"""A run rebuilt from some of its states is that run."""

from itertools import combinations

import numpy as np
import pytest

from gatescope.cells import Cell
from gatescope.cells.expression import affine, previous, sigma, tanh, x
from gatescope.edits import compose
from gatescope.engine import forward, rebuild, sources
from gatescope.engine.result import Result
from samples import CELLS, initial, layer, numbers, several_edits
from tolerances import assert_close

SUBSETS = [
    (cell, known)
    for cell in CELLS
    for count in range(len(cell.states) + 1)
    for known in combinations(cell.states, count)
]


def run(cell: Cell, *, is_edited: bool = False) -> Result:
    edits = several_edits(cell, 7, 3, 3) if is_edited else []
    return forward(layer(cell), numbers(7, 3, 2), initial=initial(cell), edits=edits)


@pytest.mark.parametrize(("cell", "known"), SUBSETS, ids=lambda p: getattr(p, "name", str(p)))
@pytest.mark.parametrize("is_edited", [False, True])
def test_it_is_the_run_whatever_is_known(
    cell: Cell, known: tuple[str, ...], is_edited: bool
) -> None:
    result = run(cell, is_edited=is_edited)
    values = rebuild(
        result.weights,
        result.x,
        initial=dict(result.initial),
        known={s: result[s] for s in known},
        coefficients=dict(result.coefficients),
    )
    for value in cell.values:
        assert_close(values[value], result[value], "float64")


def peephole() -> Cell:
    """Its forget gate reads the cell state, so that gates are part of the state's recurrence."""
    h, c = previous("h"), previous("c")
    f = sigma(affine("f", h=h, c=c, x=x))
    c_next = f * c + tanh(affine("g", h=h, x=x))
    return Cell("peephole", values={"f": f}, next={"c": c_next, "h": tanh(c_next)})


def test_a_gate_that_depends_on_an_unknown_state_is_found_along_with_it() -> None:
    result = run(peephole())
    known = {"h": result["h"]}
    values = rebuild(result.weights, result.x, initial=dict(result.initial), known=known)
    for value in ("f", "c", "h"):
        assert_close(values[value], result[value], "float64")


def test_a_gate_needs_no_state_that_it_does_not_read() -> None:
    result = run(CELLS[0])
    assert sources(CELLS[0], "f") == {"x", "h_prev"}
    assert sources(CELLS[0], "c") == {"x", "h_prev", "c_prev"}
    start, known = {"h": result.initial["h"]}, {"h": result["h"]}
    values = rebuild(result.weights, result.x, initial=start, known=known, wanted=["f"])
    assert_close(values["f"], result["f"], "float64")
    assert "c" not in values


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_a_state_that_is_not_the_layers_own_does_not_come_back(cell: Cell) -> None:
    result = run(cell)
    wrong = result["h"].copy()
    wrong[3, 1, 1] += 0.25
    start = dict(result.initial)
    values = rebuild(result.weights, result.x, initial=start, known={"h": wrong})
    assert np.abs(values["h"] - wrong).max() > 0.05


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_beyond_a_length_nothing_is_read_and_nothing_computed(cell: Cell) -> None:
    result, lengths = run(cell), np.array([7, 4, 1])
    is_there = np.arange(7)[:, None] < lengths
    given = {s: np.where(is_there[:, :, None], result[s], np.nan) for s in ("h",)}
    x = np.where(is_there[:, :, None], result.x, np.nan)
    start = dict(result.initial)
    values = rebuild(result.weights, x, initial=start, known=given, lengths=lengths)
    for value in cell.values:
        assert_close(values[value][is_there], result[value][is_there], "float64")
        assert not values[value][~is_there].any()


def test_composed_edits_are_those_of_the_run() -> None:
    cell = CELLS[0]
    result = run(cell, is_edited=True)
    composed = compose(cell, several_edits(cell, 7, 3, 3), shape=(7, 3, 3))
    assert composed.keys() == result.coefficients.keys()
