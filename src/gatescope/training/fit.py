"""The training loop: one cell, one task, one seed."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope import engine
from gatescope.bundled import Encoding, Model, Readout
from gatescope.cells import Cell
from gatescope.generator import Philox
from gatescope.tasks import Task
from gatescope.training.batches import batches
from gatescope.training.extras import needed
from gatescope.training.noise import with_gate_noise
from gatescope.training.recipe import FORGET_BIAS, Recipe
from gatescope.weights import Weights

READOUT_STREAM = 2
"""The random stream of initial readouts."""

Progress = Callable[[int], None]


@dataclass
class Curve:
    """What was seen on the way: the mean loss since the measurement before, and the score."""

    step: list[int] = field(default_factory=list)
    loss: list[float] = field(default_factory=list)
    score: list[float] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Fitted:
    """A trained model, its scores, and how the training went."""

    seed: int
    model: Model
    scores: dict[str, float]
    curve: Curve
    steps_to_error: int | None
    seconds_per_step: float
    checkpoints: dict[int, Model]


def initial(task: Task, cell: Cell, hidden_size: int, seed: int) -> Model:
    """The untrained model of a seed."""
    bias = FORGET_BIAS if "f.b" in cell.parameters else None
    size = len(task.channels)
    weights = Weights.random(
        cell, input_size=size, hidden_size=hidden_size, seed=seed, forget_bias=bias
    )
    bound = 1 / math.sqrt(hidden_size)
    shape = (task.output.size, hidden_size)
    matrix = Philox(seed, READOUT_STREAM).uniform(-bound, bound, shape)
    encoding = Encoding(*(np.array(task.encoding[key]) for key in ("offset", "scale")))
    return Model(task.name, weights, _readout(task, matrix, np.zeros(shape[0])), encoding)


def _readout(task: Task, weight: NDArray[np.float64], bias: NDArray[np.float64]) -> Readout:
    if task.output.kind == "classes":
        return Readout(weight, bias, "softmax")
    # A task that answers in the units of its first channel answers on that channel's scale.
    offset, scale = task.encoding["offset"][0], 1 / task.encoding["scale"][0]
    return Readout(weight, bias, "identity", offset, scale)


def fit(
    task: Task,
    cell: Cell,
    recipe: Recipe,
    *,
    seed: int,
    hidden_size: int | None = None,
    progress: Progress = lambda step: None,
) -> Fitted:
    """Train a model; the same seed gives the same one.

    Raises:
        MissingExtra: PyTorch, or what holds the task's data, is not installed.
    """
    torch = needed("torch")
    start = initial(task, cell, hidden_size or recipe.hidden_size, seed)
    tensors = {
        name: torch.tensor(array, requires_grad=True)
        for name, array in {
            **start.weights,
            "readout.weight": start.readout.weight,
            "readout.bias": start.readout.bias,
        }.items()
    }
    curve, seconds = Curve(), 0.0
    checkpoints = {0: start}
    losses: list[float] = []
    for step, (loss, spent) in enumerate(_losses(start, tensors, task, recipe, seed), start=1):
        losses.append(loss)
        seconds += spent
        if step in recipe.checkpoints:
            checkpoints[step] = _frozen(start, tensors)
        if step % recipe.measure_every == 0 or step == recipe.steps:
            model = _frozen(start, tensors)
            scores = task.scores(model.predict)
            curve.step.append(step)
            curve.loss.append(float(np.mean(losses)))
            curve.score.append(scores[task.score.main])
            losses.clear()
            progress(step)
    reached = (
        s for s, score in zip(curve.step, curve.score, strict=True) if _good(task, recipe, score)
    )
    first = next(reached, None)
    return Fitted(seed, model, scores, curve, first, seconds / recipe.steps, checkpoints)


def _good(task: Task, recipe: Recipe, score: float) -> bool:
    better = task.score.better == "lower"
    return score <= recipe.stated_error if better else score >= recipe.stated_error


def _losses(
    start: Model, tensors: dict[str, Any], task: Task, recipe: Recipe, seed: int
) -> Iterator[tuple[float, float]]:
    """Train, one step at each turn; gives its loss and its seconds of processor time."""
    torch = needed("torch")
    optimizer = torch.optim.Adam(
        tensors.values(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, recipe.steps)
    cell = start.weights.cell
    weights = Weights(cell, {name: tensors[name] for name in cell.parameters})
    draws = np.random.default_rng(seed)
    source = batches(task, seed, recipe.batch)
    for _, (x, right) in zip(range(recipe.steps), source, strict=False):
        began = time.process_time()
        noisy = with_gate_noise(
            weights, torch.from_numpy(start.encoding(x)), recipe.gate_noise, draws
        )
        h = engine.forward(*noisy)["h"]
        answer = h @ tensors["readout.weight"].T + tensors["readout.bias"]
        loss = _loss(start.readout, answer, torch.from_numpy(right))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tensors.values(), recipe.clip)
        optimizer.step()
        schedule.step()
        yield loss.item(), time.process_time() - began


def _loss(readout: Readout, answer: Any, right: Any) -> Any:
    """Squared error at every step, or the cross-entropy of the last step's class."""
    functional = needed("torch.nn.functional")
    if readout.activation == "softmax":
        return functional.cross_entropy(answer[-1], right)
    return functional.mse_loss(answer[..., 0], (right - readout.offset) / readout.scale)


def _frozen(start: Model, tensors: dict[str, Any]) -> Model:
    """The model as it is now, in NumPy."""
    arrays = {name: tensor.detach().numpy().copy() for name, tensor in tensors.items()}
    weight, bias = arrays.pop("readout.weight"), arrays.pop("readout.bias")
    readout = Readout(
        weight, bias, start.readout.activation, start.readout.offset, start.readout.scale
    )
    return Model(start.task, Weights(start.weights.cell, arrays), readout, start.encoding)
