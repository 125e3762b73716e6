"""The record of a training: what is written beside the weights, so that nobody types a number."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

import numpy as np

from gatescope.bundled import Model
from gatescope.tasks import Task
from gatescope.training.batches import recipe_chosen_on, trained_on
from gatescope.training.extras import needed
from gatescope.training.fit import Fitted
from gatescope.training.recipe import FORGET_BIAS, Recipe
from gatescope.training.unit import unit_to_look_at


def median(task: Task, fitted: Sequence[Fitted]) -> Fitted:
    """The training whose main score is the median; of equal ones, the first seed's."""
    ordered = sorted(fitted, key=lambda f: (f.scores[task.score.main], f.seed))
    middle = ordered[len(ordered) // 2].scores[task.score.main]
    return next(f for f in ordered if f.scores[task.score.main] == middle)


def with_record(
    task: Task, recipe: Recipe, fitted: Sequence[Fitted], matched: Sequence[Fitted]
) -> Model:
    """The model to keep, with the record of all trainings; `matched` are those of equal count."""
    kept = median(task, fitted)
    weights = kept.model.weights
    has_forget_bias = "f.b" in weights.cell.parameters
    record = {
        "parameters": weights.count,
        "kept_seed": kept.seed,
        "unit": unit_to_look_at(task, kept.model),
        "score": {
            **_without_none(asdict(task.score)),
            "values": kept.scores,
            "value": kept.scores[task.score.main],
            "baselines": dict(task.baselines),
        },
        "stated_error": recipe.stated_error,
        "seeds": [_row(task, f) for f in fitted],
        "equal_parameters": _matched(task, matched),
        "steps": recipe.steps,
        "batch": recipe.batch,
        "optimizer": "Adam",
        "learning_rate": recipe.learning_rate,
        "schedule": "cosine to 0",
        "weight_decay": recipe.weight_decay,
        "clip": recipe.clip,
        "gate_noise": recipe.gate_noise,
        "forget_bias": FORGET_BIAS if has_forget_bias else None,
        "lengths": list(task.lengths.trained_on),
        "trained_on": trained_on(task),
        "recipe_chosen_on": recipe_chosen_on(task),
        "checkpoints": _checkpoints(task, kept),
        "loss_curve": {"step": kept.curve.step, "loss": _digits(kept.curve.loss)},
        "versions": _versions(),
        "date": datetime.now(UTC).date().isoformat(),
    }
    return replace(kept.model, record=record)


def _row(task: Task, fitted: Fitted) -> dict[str, Any]:
    return {
        "seed": fitted.seed,
        "score": fitted.scores[task.score.main],
        "scores": fitted.scores,
        "steps_to_error": fitted.steps_to_error,
        "seconds_per_step": fitted.seconds_per_step,
    }


def _matched(task: Task, fitted: Sequence[Fitted]) -> dict[str, Any] | None:
    if not fitted:
        return None
    weights = fitted[0].model.weights
    return {
        "hidden_size": weights.hidden_size,
        "parameters": weights.count,
        "seeds": [_row(task, f) for f in fitted],
    }


def _checkpoints(task: Task, kept: Fitted) -> dict[str, list[Any]]:
    scores = [task.scores(model.predict)[task.score.main] for model in kept.checkpoints.values()]
    return {"step": [*kept.checkpoints], "score": scores}


def _digits(numbers: Sequence[float]) -> list[float]:
    """To four digits: a curve is for looking at."""
    return [float(f"{number:.4g}") for number in numbers]


def _versions() -> dict[str, str]:
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": needed("torch").__version__,
    }


def _without_none(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if value is not None}
