"""The training loop: one cell, one task, some seeds."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from gatescope.bundled import Encoding, Model, Readout
from gatescope.cells import Cell
from gatescope.generator import Philox
from gatescope.tasks import Task
from gatescope.training.recipe import FORGET_BIAS, Recipe
from gatescope.training.stack import Stack, train
from gatescope.weights import Weights

READOUT_STREAM = 2
"""The random stream of initial readouts."""

TIMED_STEPS = 12
"""How many steps of a training are timed, after two that are not."""

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
    seeds: Sequence[int],
    hidden_size: int | None = None,
    progress: Progress = lambda step: None,
) -> list[Fitted]:
    """Train a model for each seed, side by side; the same seed gives the same one.

    Raises:
        MissingExtra: PyTorch, or what holds the task's data, is not installed.
    """
    starts = [initial(task, cell, hidden_size or recipe.hidden_size, seed) for seed in seeds]
    stack, curves = Stack.of(starts), [Curve() for _ in seeds]
    checkpoints = [{0: start} for start in starts]
    losses: list[list[float]] = []
    for step, of_seeds in enumerate(train(stack, task, recipe, seeds), start=1):
        losses.append(of_seeds)
        if step in recipe.checkpoints:
            for place, kept in enumerate(checkpoints):
                kept[step] = stack.model(place)
        if step % recipe.measure_every == 0 or step == recipe.steps:
            for place, curve in enumerate(curves):
                curve.step.append(step)
                curve.loss.append(float(np.mean([row[place] for row in losses])))
                curve.score.append(_main_score(task, stack.model(place)))
            losses.clear()
            progress(step)
    return [
        Fitted(
            seed,
            model := stack.model(place),
            task.scores(model.predict),
            curves[place],
            _first_good(task, recipe, curves[place]),
            seconds_per_step(task, starts[place], recipe, seed),
            checkpoints[place],
        )
        for place, seed in enumerate(seeds)
    ]


def seconds_per_step(task: Task, start: Model, recipe: Recipe, seed: int) -> float:
    """The processor time of a step of one seed trained alone: the mean over its first ones."""
    short = replace(recipe, steps=TIMED_STEPS + 2)
    steps = train(Stack.of([start]), task, short, [seed])
    for _ in range(2):
        next(steps)
    began = time.process_time()
    for _ in steps:
        pass
    return (time.process_time() - began) / TIMED_STEPS


def _main_score(task: Task, model: Model) -> float:
    return task.scores(model.predict)[task.score.main]


def _first_good(task: Task, recipe: Recipe, curve: Curve) -> int | None:
    """The first measured step whose score is as good as the stated one."""
    sign = 1 if task.score.better == "lower" else -1
    good = (
        step
        for step, score in zip(curve.step, curve.score, strict=True)
        if sign * score <= sign * recipe.stated_error
    )
    return next(good, None)
