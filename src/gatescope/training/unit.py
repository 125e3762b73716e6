"""Which unit of a trained model a person should look at first."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from gatescope import engine
from gatescope.bundled import Model
from gatescope.edits import Clamp
from gatescope.tasks import Task, store_and_recall

SEQUENCES = 200
LENGTH = 30


def unit_to_look_at(task: Task, model: Model) -> int:
    """The clearest latch, where the task is to hold a value; else the unit needed most."""
    return latch(model) if task.name == "store_and_recall" else most_needed(task, model)


def latch(model: Model) -> int:
    """The unit that takes over at a store, keeps in between, and so holds the stored value.

    The product of two numbers says how well: the correlation of its memory with the value stored
    last; and how much more of that memory the steps without a store pass on (nearly the least of
    them) than those with one (nearly the most).
    """
    x = store_and_recall.scored(LENGTH)[:, :SEQUENCES]
    memory, kept = retention(model, x)
    right, store = store_and_recall.held(x).ravel(), x[..., store_and_recall.STORE] > 0.5
    contrast = np.quantile(kept[~store], 0.05, axis=0) - np.quantile(kept[store], 0.95, axis=0)
    correlation = [_correlation(unit.ravel(), right) for unit in np.moveaxis(memory, -1, 0)]
    return int(np.argmax(np.abs(correlation) * contrast))


def _correlation(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Pearson's; 0 for a unit that never moves."""
    a, b = a - a.mean(), b - b.mean()
    length = np.linalg.norm(a) * np.linalg.norm(b)
    return float(a @ b / length) if length > 0 else 0.0


def retention(model: Model, x: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """The memory after each step, and its derivative by what it was before: how much was kept.

    The memory is the cell's first state (C for the LSTM); both are (time, batch, unit). All steps
    are run at once, as sequences of one step, each from the states that it began with.
    """
    weights = model.weights
    first, result = weights.cell.states[0], engine.forward(model.weights, model.encoding(x))
    flat = {s: result[f"{s}_prev"].reshape(-1, weights.hidden_size) for s in weights.cell.states}
    step = engine.forward(weights, result.x.reshape(1, -1, weights.input_size), initial=flat)
    kept = np.zeros_like(flat[first])
    for unit in range(weights.hidden_size):
        grad = np.zeros((1, *kept.shape))
        grad[..., unit] = 1
        kept[:, unit] = engine.backward(step, {first: grad}).initial[first][:, unit]
    return result[first], kept.reshape(result[first].shape)


def most_needed(task: Task, model: Model) -> int:
    """The unit whose hidden state, held at its mean, changes the answers most."""
    x = model.encoding(task.sample(seed=0, count=SEQUENCES))
    h = engine.forward(model.weights, x)["h"]
    answers = model.readout(h)
    changes = [
        np.mean((_held(model, x, unit, float(h[..., unit].mean())) - answers) ** 2)
        for unit in range(model.weights.hidden_size)
    ]
    return int(np.argmax(changes))


def _held(model: Model, x: NDArray[np.float64], unit: int, mean: float) -> NDArray[np.float64]:
    edit = Clamp("h", mean, unit=[unit])
    return model.readout(engine.forward(model.weights, x, edits=[edit])["h"])
