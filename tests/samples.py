"""Layers, sequences and edits that the tests share."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.cells import ALL, OTHERS, Cell
from gatescope.edits import Clamp, Edit, Scale, Shift, Swap
from gatescope.weights import Weights

Array = NDArray[Any]

CELLS = (*ALL, *OTHERS)
"""Every cell that comes with the package."""

SIZES = [(1, 1, 1, 1), (5, 1, 3, 1), (1, 4, 2, 3), (7, 3, 2, 5), (9, 2, 1, 7)]
"""Odd ones: time, batch, input, unit."""


def numbers(*shape: int, seed: int = 0) -> Array:
    """Numbers in −1..1."""
    return np.random.default_rng(seed).uniform(-1, 1, shape)


def layer(cell: Cell, input_size: int = 2, hidden_size: int = 3, seed: int = 0) -> Weights:
    """Weights that contract, with biases: a chaotic network would amplify rounding."""
    draws = np.random.default_rng(seed)
    bound = 0.5 / np.sqrt(hidden_size)
    shapes = cell.shapes(input_size, hidden_size, proj_size(cell, hidden_size))
    return Weights(cell, {name: draws.uniform(-bound, bound, s) for name, s in shapes.items()})


def proj_size(cell: Cell, hidden_size: int) -> int | None:
    """Another number than that of the units, at least 2, where there are projections."""
    other = hidden_size - 1 if hidden_size > 2 else hidden_size + 1
    return other if cell.is_projected else None


def size(cell: Cell, name: str, hidden_size: int) -> int:
    """How many numbers a value of `layer(cell, hidden_size=…)` has."""
    projected = proj_size(cell, hidden_size)
    return projected if projected and cell.axis(name) == "proj" else hidden_size


def initial(cell: Cell, batch: int = 3, hidden_size: int = 3, seed: int = 0) -> dict[str, Array]:
    """States at the start of `layer(cell, hidden_size=…)`, (batch, unit)."""
    return {
        state: numbers(batch, size(cell, state, hidden_size), seed=seed + k)
        for k, state in enumerate(cell.states)
    }


def several_edits(cell: Cell, time: int, batch: int, units: int) -> list[Edit]:
    """Every kind of edit, several on one value, for at least 4 steps, 2 sequences, 2 units."""
    first = cell.values[0]
    return [
        Scale(first, 0.5, unit=[0]),
        Shift(first, 0.25),
        Clamp(first, 0.125, unit=1, time=slice(1, 3)),
        Shift(f"{first}_pre", -0.5, time=[3]),
        Swap(
            "h", numbers(time, batch, size(cell, "h", units), seed=9), unit=[1], time=[2], batch=1
        ),
        Scale("h", 1.5, batch=[0]),
    ]
