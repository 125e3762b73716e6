"""What a task is: its words, how to draw a sequence, the right answer, the score."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal, Protocol

import numpy as np
from jaxtyping import Float64
from numpy import ndarray
from numpy.typing import NDArray

from gatescope.errors import InputError
from gatescope.generator import Philox

TASK_STREAM = 3
"""The random stream of a task's samples; the page draws the same numbers from it."""

Predict = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From x (time, batch, input), in the task's units, to y (time, batch, output)."""


class Draw(Protocol):
    """Draw `count` sequences of `length` steps, (time, batch, input), one after another."""

    def __call__(self, draws: Philox, length: int, count: int) -> NDArray[np.float64]: ...


@dataclass(frozen=True)
class Channel:
    """One number of each step's input; `step` is how finely a person sets it."""

    name: str
    words: str
    kind: Literal["number", "flag", "pixel"]
    min: float
    max: float
    step: float


@dataclass(frozen=True)
class Output:
    """What is answered: a number in `unit`, or the probabilities of the classes `labels`."""

    words: str
    unit: str
    kind: Literal["number", "classes"]
    min: float
    max: float
    labels: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        return len(self.labels) or 1


@dataclass(frozen=True)
class Lengths:
    """How many steps: a person's sequence (`min` to `max`, or `fixed`), training, a sample."""

    min: int
    max: int
    trained_on: tuple[int, int]
    sample: int
    fixed: int | None = None


@dataclass(frozen=True)
class Score:
    """What is measured; `main` is the one of a task's scores by which models are compared."""

    name: str
    better: Literal["lower", "higher"]
    main: str
    baseline: str | None = None


@dataclass(frozen=True, eq=False)
class Task:
    """A task. `encoding` turns its units into the numbers that a cell sees.

    `target(x)` is the right answer to x (time, batch, input): the number, or the class, at each
    step, (time, batch), NaN where there is none. `scores(predict)` measures what a model predicts,
    `baselines` what needs no model. `opening` is the sequence to begin with, (time, input).
    """

    name: str
    title: str
    rule: str
    channels: tuple[Channel, ...]
    output: Output
    lengths: Lengths
    score: Score
    encoding: Mapping[str, tuple[float, ...]]
    opening: NDArray[np.float64]
    draw: Draw
    target: Callable[[NDArray[np.float64]], NDArray[np.float64]]
    scores: Callable[[Predict], dict[str, float]]
    baselines: Mapping[str, float]

    def sample(
        self, seed: int, length: int | None = None, count: int = 1
    ) -> Float64[ndarray, "time batch input"]:
        """Sequences of the task; the page draws the first of them for the same seed.

        Raises:
            InputError: the length is none that the task allows.
        """
        length = self.lengths.sample if length is None else length
        if not self.lengths.min <= length <= self.lengths.max:
            raise InputError(
                f"Expected {self.lengths.min} to {self.lengths.max} steps of {self.name!r}, "
                f"got {length}."
            )
        return self.draw(Philox(seed, TASK_STREAM), length, count)

    @classmethod
    def described(cls, document: Mapping[str, Any], **functions: Any) -> Task:
        """The task that a JSON document describes, with the functions that JSON cannot hold."""
        output, lengths = dict(document["output"]), dict(document["lengths"])
        output["labels"] = tuple(output.get("labels", ()))
        lengths["trained_on"] = tuple(lengths["trained_on"])
        return cls(
            name=document["name"],
            title=document["title"],
            rule=document["rule"],
            channels=tuple(Channel(**channel) for channel in document["channels"]),
            output=Output(**output),
            lengths=Lengths(**lengths),
            score=Score(**document["score"]),
            encoding={key: tuple(row) for key, row in document["encoding"].items()},
            **{"baselines": {}, **functions},
        )


def read_json(name: str) -> Any:
    """A JSON document of this room's data."""
    return json.loads((files("gatescope.tasks") / "data" / name).read_text(encoding="utf-8"))
