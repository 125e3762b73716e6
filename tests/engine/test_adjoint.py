"""The adjoint against complex steps: the derivative along i·ε, exact to the last digits.

Squire and Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review
40 (1998).
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from gatescope.cells import Cell
from gatescope.edits import Coefficients, compose
from gatescope.engine import Gradients, backward, forward
from gatescope.weights import Weights
from samples import CELLS, Array, initial, layer, numbers, several_edits, size
from tolerances import assert_close

T, B, I, H = 5, 2, 2, 2  # noqa: E741
STEP = 1e-30


class Loss:
    """Σ of all values of all steps, each with a number of its own, of a run with or without edits.

    It can be computed with something moved, and its gradients are those of the adjoint.
    """

    def __init__(self, cell: Cell, edited: bool) -> None:
        self.weights, self.x = layer(cell, I, H), numbers(T, B, I, seed=2)
        self.initial = initial(cell, B, H, seed=3)
        self.grads = {
            v: numbers(T, B, size(cell, v, H), seed=10 + k) for k, v in enumerate(cell.values)
        }
        edits = several_edits(cell, T, B, H) if edited else []
        self.edits: Mapping[str, Coefficients] = compose(
            cell, edits, shape=(T, B, H), proj_size=self.weights.proj_size
        )

    def __call__(self, **moved: Any) -> complex:
        found = {**vars(self), **moved}
        result = forward(
            found["weights"], found["x"], initial=found["initial"], edits=found["edits"]
        )
        return complex(sum((grad * result[v]).sum() for v, grad in self.grads.items()))

    def gradients(self) -> Gradients:
        own: Any = {"initial": self.initial, "edits": self.edits, "engine": "reference"}
        result = forward(self.weights, self.x, **own)
        return backward(result, self.grads)


def derivative(loss: Callable[[Array], complex], at: Array) -> Array:
    found = np.zeros_like(at)
    for place in np.ndindex(at.shape):
        moved = at.astype(complex)
        moved[place] += 1j * STEP
        found[place] = loss(moved).imag / STEP
    return found


@pytest.fixture(params=CELLS, ids=lambda cell: cell.name)
def cell(request: pytest.FixtureRequest) -> Any:
    return request.param


@pytest.fixture(params=[False, True], ids=["as computed", "edited"])
def loss(cell: Cell, request: pytest.FixtureRequest) -> Loss:
    return Loss(cell, edited=request.param)


def test_it_gives_the_gradient_of_every_parameter(loss: Loss) -> None:
    weights, found = loss.weights.astype(complex), loss.gradients().parameters
    assert list(found) == list(weights)
    for name in weights:

        def moved(p: Array, name: str = name) -> complex:
            return loss(weights=Weights(weights.cell, {**weights, name: p}))

        expected = derivative(moved, loss.weights[name])
        assert_close(found[name], expected, "float64", "gradients")


def test_it_gives_the_gradient_of_the_input(loss: Loss) -> None:
    expected = derivative(lambda x: loss(x=x), loss.x)
    assert_close(loss.gradients().x, expected, "float64", "gradients")


def test_it_gives_the_gradient_of_the_initial_states(loss: Loss) -> None:
    found = loss.gradients().initial
    assert set(found) == set(loss.initial)
    for state, value in loss.initial.items():

        def moved(v: Array, state: str = state) -> complex:
            return loss(initial={**loss.initial, state: v})

        assert_close(found[state], derivative(moved, value), "float64", "gradients")


def test_it_gives_the_gradient_of_every_value_after_its_edits(cell: Cell, loss: Loss) -> None:
    weights, found = loss.weights.astype(complex), loss.gradients()
    for name in cell.editable:
        shape = (T, B, size(cell, name, H))
        own = loss.edits.get(name, Coefficients(np.ones(shape), np.zeros(shape)))

        def moved(b: Array, name: str = name, own: Coefficients = own) -> complex:
            edits = {**loss.edits, name: Coefficients(own.a, b)}
            return loss(weights=weights, edits=edits)

        assert_close(found[name], derivative(moved, own.b), "float64", "gradients")
