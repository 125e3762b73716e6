"""Kernels against the reference: every cell, value and gradient, on odd sizes, with edits."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from gatescope.cells import Cell, affine, lstm, previous, sigma, tanh, x
from gatescope.cells.expression import (
    clip,
    elu,
    hard_sigmoid,
    leaky_relu,
    offset,
    relu,
    scale,
    softplus,
    softsign,
)
from gatescope.edits import Clamp, compose
from gatescope.engine import Gradients, Result, backward, forward
from samples import CELLS, SIZES, initial, layer, numbers, several_edits
from tolerances import assert_close

WIDE = [(6, 4, 3, 33), (3, 13, 2, 17), (2, 7, 40, 64)]
"""Beyond one vector, one tile of rows, one panel."""


def minimal() -> Cell:
    """The minimal gated unit of Zhou et al. 2016: one gate, which forgets and resets."""
    h = previous("h")
    f = sigma(affine("f", h=h, x=x))
    g = tanh(affine("g", h=f * h, x=x))
    return Cell("minimal", values={"f": f, "g": g}, next={"h": (1 - f) * h + f * g})


def both(
    cell: Cell, sizes: tuple[int, ...], dtype: str, edited: bool = False
) -> tuple[Result, Result]:
    """The same run by the reference and by the kernel."""
    time, batch, inputs, units = sizes
    weights = layer(cell, inputs, units).astype(dtype)
    states = {s: v.astype(dtype) for s, v in initial(cell, batch, units, seed=5).items()}
    edits: Any = several_edits(cell, time, batch, units) if edited else ()
    own = {"initial": states, "edits": edits}
    given = numbers(time, batch, inputs, seed=1).astype(dtype)
    return (
        forward(weights, given, engine="reference", **own),
        forward(weights, given, engine="kernel", **own),
    )


def assert_equal(expected: Result, actual: Result, seeds: Mapping[str, Any] | None = None) -> None:
    """Every value and every gradient of a loss that sees each value, or those of `seeds`."""
    cell, dtype = expected.weights.cell, str(expected.x.dtype)
    for value in (*cell.values, *cell.states):
        assert_close(actual[value], expected[value], dtype)
    if seeds is None:
        seeds = {
            v: numbers(*expected[v].shape, seed=20 + k).astype(dtype)
            for k, v in enumerate(cell.values)
        }
    a, b = backward(expected, seeds), backward(actual, seeds)
    assert_gradients(a, b, cell, dtype)


def assert_gradients(expected: Gradients, actual: Gradients, cell: Cell, dtype: str) -> None:
    for name in expected.parameters:
        assert_close(actual.parameters[name], expected.parameters[name], dtype, "gradients")
    for state in expected.initial:
        assert_close(actual.initial[state], expected.initial[state], dtype, "gradients")
    for node in (*cell.editable, "x"):
        assert_close(actual[node], expected[node], dtype, "gradients")


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("cell", [*CELLS, minimal()], ids=lambda cell: cell.name)
def test_a_kernel_computes_what_the_reference_does(cell: Cell, dtype: str) -> None:
    for sizes in [*SIZES, *WIDE]:
        assert_equal(*both(cell, sizes, dtype))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("cell", [*CELLS, minimal()], ids=lambda cell: cell.name)
def test_edits_run_inside_a_kernel(cell: Cell, dtype: str) -> None:
    for sizes in [(7, 3, 2, 5), *WIDE[:1]]:
        assert_equal(*both(cell, sizes, dtype, edited=True))


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_every_value_and_sum_can_be_edited(cell: Cell) -> None:
    weights, given = layer(cell, 2, 5), numbers(4, 2, 2, seed=1)
    own: Any = {"shape": (4, 2, 5), "proj_size": weights.proj_size}
    edits = [Clamp(name, 0.25, unit=[1], time=slice(1, 3)) for name in cell.editable]
    for some in (edits, edits[1::2], edits[-1:]):
        run: Any = {"initial": initial(cell, 2, 5), "edits": compose(cell, some, **own)}
        assert_equal(
            forward(weights, given, engine="reference", **run),
            forward(weights, given, engine="kernel", **run),
        )


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_every_operation_has_a_kernel(dtype: str) -> None:
    gates = (sigma, hard_sigmoid, softsign, relu, lambda a: leaky_relu(a, 0.1), elu, softplus)
    for gate in gates:
        assert_equal(*both(lstm(gate=gate, limit=0.75), (5, 3, 2, 9), dtype))
    h = previous("h")
    total = clip(scale(offset(affine("h", h=h, x=x), 0.5), 2.0), 1.0)
    assert_equal(*both(Cell("others", values={}, next={"h": total}), (5, 3, 2, 9), dtype))


def test_a_loss_may_depend_on_one_value_alone() -> None:
    for cell in CELLS:
        expected, actual = both(cell, (4, 3, 2, 5), "float64")
        assert_equal(expected, actual, {"h": numbers(*expected["h"].shape, seed=3)})


def test_what_nothing_depends_on_has_gradients_of_zero() -> None:
    h, lone = previous("h"), previous("d")
    g = tanh(affine("g", x=x))
    cell = Cell("alone", values={"g": g}, next={"h": 1 - h, "d": lone * g})
    expected, actual = both(cell, (4, 3, 2, 5), "float64")
    a, b = (backward(result, {"h": np.ones((4, 3, 5))}) for result in (expected, actual))
    assert_gradients(a, b, cell, "float64")
    assert not actual.weights["g.x"].all() or not b.parameters["g.x"].any()


def test_a_node_that_was_not_kept_is_computed_from_the_states() -> None:
    for cell in CELLS:
        expected, actual = both(cell, (5, 2, 3, 4), "float64", edited=True)
        for node in cell.nodes:
            assert_close(actual[node.id], expected[node.id], "float64")


def test_gradients_are_stored_of_those_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = CELLS[0]
    _, result = both(cell, (5, 2, 3, 4), "float64")
    seeds = {"h": numbers(5, 2, 4)}
    few = backward(result, seeds, wanted=["f"])
    assert set(few.values) == {"f", "x"}
    whole = backward(result, seeds)
    assert (few["f"] == whole["f"]).all()
    assert (few.parameters["f.h"] == whole.parameters["f.h"]).all()


def test_the_number_of_threads_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    cell, sizes = CELLS[0], (16, 9, 40, 64)
    found = []
    for threads in ("1", "2", "3"):
        monkeypatch.setenv("GATESCOPE_NUM_THREADS", threads)
        _, result = both(cell, sizes, "float32")
        gradients = backward(result, {"h": np.ones((16, 9, 64), np.float32)})
        found.append((result["h"].copy(), gradients.parameters["f.h"], gradients.x.copy()))
    for other in found[1:]:
        for a, b in zip(found[0], other, strict=True):
            assert (a == b).all()


def test_what_is_not_finite_stays_so() -> None:
    for cell in CELLS:
        weights, given = layer(cell, 2, 5), numbers(4, 2, 2, seed=1)
        given[1, 0, 0] = np.nan
        result = forward(weights, given, engine="kernel")
        assert np.isnan(result["h"][1, 0]).all()
        assert np.isfinite(result["h"][:, 1]).all()


@pytest.mark.parametrize("cell", [lstm(peepholes=True), minimal()])
def test_what_is_not_needed_is_left_out(cell: Cell) -> None:
    weights, given = layer(cell, 3, 5), numbers(4, 2, 3)
    result, grads = forward(weights, given, engine="kernel"), {"h": numbers(4, 2, 5, seed=1)}
    whole = backward(result, grads, wanted=())
    by_parameters = backward(result, grads, wanted=(), by_x=False)
    by_x = backward(result, grads, wanted=(), by_parameters=False)
    assert "x" not in by_parameters.values
    assert not by_x.parameters
    assert (by_x.x == whole.x).all()
    assert all((by_parameters.parameters[n] == g).all() for n, g in whole.parameters.items())
    for part in (by_x, by_parameters):
        assert all((part.initial[s] == g).all() for s, g in whole.initial.items())
