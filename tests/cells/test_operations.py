from collections.abc import Sequence

import numpy as np
import pytest

from gatescope.cells import OPERATIONS
from samples import Array, numbers
from tolerances import assert_close

BATCH, SIZE, UNITS = 2, 3, 4


def operands(operation: str) -> tuple[list[Array], list[Array]]:
    """Arguments and parameters."""
    if operation == "affine":
        matrices = [numbers(UNITS, UNITS, seed=3), numbers(UNITS, SIZE, seed=4)]
        arguments = [numbers(BATCH, UNITS, seed=1), numbers(BATCH, SIZE, seed=2)]
        return arguments, [*matrices, numbers(UNITS, seed=5)]
    if operation == "diagonal":
        return [numbers(BATCH, UNITS, seed=1)], [numbers(UNITS, seed=2)]
    if operation == "projection":
        return [numbers(BATCH, SIZE, seed=1)], [numbers(UNITS, SIZE, seed=2)]
    arity = OPERATIONS[operation].arity or 0
    return [numbers(BATCH, UNITS, seed=k) for k in range(arity)], []


def constants(operation: str) -> list[float]:
    """Some that bend within −1..1."""
    return [0.4, 0.3][: len(OPERATIONS[operation].constants)]


def derivative(operation: str, weight: Array, all_: Sequence[Array], which: int) -> Array:
    """∂(Σ weight·value)/∂(operand), by a complex step."""
    count = len(operands(operation)[0])
    found = np.zeros_like(all_[which])
    for place in np.ndindex(found.shape):
        moved = [array.astype(complex) for array in all_]
        moved[which][place] += 1e-30j
        value = OPERATIONS[operation].compute(moved[:count], moved[count:], *constants(operation))
        found[place] = (weight * value).sum().imag / 1e-30
    return found


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_passes_back_the_gradient_of_each_argument_and_parameter(
    operation: str,
) -> None:
    arguments, parameters = operands(operation)
    row, grad = OPERATIONS[operation], numbers(BATCH, UNITS, seed=7)
    own = constants(operation)
    value = row.compute(arguments, parameters, *own)
    of_arguments, of_parameters = row.backward(grad, value, arguments, parameters, *own)
    for which, found in enumerate([*of_arguments, *of_parameters]):
        expected = derivative(operation, grad, [*arguments, *parameters], which)
        assert_close(found, expected, "float64", "gradients")


@pytest.mark.parametrize("operation", [name for name, row in OPERATIONS.items() if row.range])
def test_an_operation_with_a_range_fills_it_and_stays_inside(operation: str) -> None:
    row = OPERATIONS[operation]
    low, high = row.range or (0, 0)
    # softsign comes to its bounds slowly; exp overflows long before, and 1 / (1 + inf) is right.
    with np.errstate(over="ignore"):
        value = row.compute([np.linspace(-1e15, 1e15, 101)[None]], [], *constants(operation))
    assert value.min() >= low
    assert value.max() <= high
    assert_close(value[0, [0, -1]], [low, high], "float64")


def test_an_affine_adds_its_bias_once() -> None:
    (h, x), (W_h, W_x, b) = operands("affine")
    value = OPERATIONS["affine"].compute([h, x], [W_h, W_x, b])
    by_hand = [
        [
            sum(W_h[u, k] * h[s, k] for k in range(UNITS))
            + sum(W_x[u, k] * x[s, k] for k in range(SIZE))
            + b[u]
            for u in range(UNITS)
        ]
        for s in range(BATCH)
    ]
    assert_close(value, by_hand, "float64")
