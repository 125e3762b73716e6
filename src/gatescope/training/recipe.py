"""How each task is trained: the same for every cell."""

from __future__ import annotations

from dataclasses import dataclass

from gatescope.cells import GRU, GRU_RESET_AFTER, LSTM, RNN, Cell

CELLS: dict[str, Cell] = {cell.name: cell for cell in (LSTM, GRU, GRU_RESET_AFTER, RNN)}
SEEDS = range(5)
FORGET_BIAS = 1.0
"""Where a cell has a forget gate: Gers, Schmidhuber and Cummins 2000; Jozefowicz et al. 2015."""


CHECKPOINTS = (0, 0.025, 0.075, 0.15, 0.25, 0.5, 1)


@dataclass(frozen=True)
class Recipe:
    """Adam, gradients clipped at a norm, the learning rate falling to zero along a cosine.

    `gate_noise` is the standard deviation of the noise on the gates' pre-activations in training.
    Every `measure_every` steps the model is scored; the first step at which its main score is as
    good as `stated_error` is written down.
    """

    hidden_size: int
    steps: int
    batch: int
    learning_rate: float
    stated_error: float
    clip: float = 1.0
    weight_decay: float = 0.0
    gate_noise: float = 0.0
    measure_every: int = 100

    @property
    def checkpoints(self) -> tuple[int, ...]:
        """The steps at which a copy is kept, from untrained on: close where most happens."""
        return tuple(round(share * self.steps) for share in CHECKPOINTS)


RECIPES = {
    "store_and_recall": Recipe(
        hidden_size=4,
        steps=2000,
        batch=64,
        learning_rate=0.02,
        gate_noise=1.0,
        stated_error=2e-3,
        measure_every=50,
    ),
    "adding": Recipe(
        hidden_size=8,
        steps=800,
        batch=64,
        learning_rate=0.02,
        stated_error=0.01,
        measure_every=50,
    ),
    "names": Recipe(
        hidden_size=12,
        steps=800,
        batch=64,
        learning_rate=0.01,
        stated_error=2.2,
        measure_every=50,
    ),
    "counting": Recipe(
        hidden_size=6,
        steps=1500,
        batch=20,
        learning_rate=0.02,
        stated_error=1.0,
        measure_every=50,
    ),
    "brackets": Recipe(
        hidden_size=8,
        steps=1000,
        batch=64,
        learning_rate=0.02,
        stated_error=0.98,
        measure_every=50,
    ),
    "digits": Recipe(
        hidden_size=16,
        steps=1000,
        batch=64,
        learning_rate=0.01,
        weight_decay=2e-4,
        stated_error=0.9,
        measure_every=25,
    ),
    "sunspots": Recipe(
        hidden_size=8,
        steps=400,
        batch=32,
        learning_rate=0.01,
        stated_error=20.0,
        measure_every=10,
    ),
}


def matched_size(cell: Cell, input_size: int, hidden_size: int) -> int:
    """The hidden size at which a cell's parameter count is nearest that of the LSTM."""
    wanted = LSTM.count(input_size, hidden_size)
    return min(
        range(1, 8 * hidden_size), key=lambda size: abs(cell.count(input_size, size) - wanted)
    )
