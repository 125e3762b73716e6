"""How each task is trained: the same for every cell."""

from __future__ import annotations

from dataclasses import dataclass

from gatescope.cells import GRU, GRU_RESET_AFTER, LSTM, RNN, Cell

CELLS: dict[str, Cell] = {cell.name: cell for cell in (LSTM, GRU, GRU_RESET_AFTER, RNN)}
SEEDS = range(5)
FORGET_BIAS = 1.0
"""Where a cell has a forget gate: Gers, Schmidhuber and Cummins 2000; Jozefowicz et al. 2015."""


@dataclass(frozen=True)
class Recipe:
    """Adam, gradients clipped at a norm, the learning rate falling to zero along a cosine.

    Every `measure_every` steps the model is scored; the first step at which its main score is as
    good as `stated_error` is written down.
    """

    hidden_size: int
    steps: int
    batch: int
    learning_rate: float
    stated_error: float
    trained_on: str
    clip: float = 1.0
    weight_decay: float = 0.0
    measure_every: int = 100


RECIPES = {
    "store_and_recall": Recipe(
        hidden_size=4,
        steps=2500,
        batch=64,
        learning_rate=0.02,
        stated_error=2e-3,
        trained_on="sequences of 3–30 steps, drawn anew for each step of training",
        measure_every=50,
    ),
    "digits": Recipe(
        hidden_size=16,
        steps=1500,
        batch=64,
        learning_rate=0.01,
        stated_error=0.9,
        trained_on="1437 of scikit-learn's 1797 images, eight rows each",
        measure_every=50,
    ),
    "sunspots": Recipe(
        hidden_size=8,
        steps=500,
        batch=32,
        learning_rate=0.005,
        stated_error=20.0,
        trained_on="runs of 16–64 years before 1930",
        measure_every=50,
        weight_decay=1e-3,
    ),
}


def matched_size(cell: Cell, input_size: int, hidden_size: int) -> int:
    """The hidden size at which a cell's parameter count is nearest that of the LSTM."""
    wanted = LSTM.count(input_size, hidden_size)
    return min(
        range(1, 8 * hidden_size), key=lambda size: abs(cell.count(input_size, size) - wanted)
    )
