"""What a task is: its words, how to draw a sequence, the right answer, the score."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, Literal, Protocol

import numpy as np
from jaxtyping import Float64
from numpy import ndarray
from numpy.typing import NDArray

from gatescope.errors import InputError
from gatescope.generator import Philox
from gatescope.tasks.letters import spelled

TASK_STREAM = 3
"""The random stream of a task's samples; the page draws the same numbers from it."""
SCORE_STREAM = 5
"""The random stream of the sequences that are scored; training never draws from it."""
VALIDATION_STREAM = 7
"""The random stream of the sequences by which a recipe is chosen, apart from the scored ones."""

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
    kind: Literal["number", "flag", "pixel", "letter"]
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
    """How many steps: a person's sequence (`min` to `max`, or `fixed`), training, a sample.

    A sample's are drawn from `sample`, (first, last, by).
    """

    min: int
    max: int
    trained_on: tuple[int, int]
    sample: tuple[int, int, int]
    fixed: int | None = None

    def drawn(self, draws: Philox) -> int:
        """The length of a sample; nothing is drawn where it can be but one."""
        first, last, by = self.sample
        if first == last:
            return first
        return first + by * int(draws.integers(0, (last - first) // by + 1))


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
    `baselines` what needs no model; `validate(predict)` measures the same on other sequences, by
    which the recipe of training was chosen. `opening` is the sequence to begin with, (time, input).
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
    validate: Callable[[Predict], dict[str, float]] | None = None

    @property
    def alphabet(self) -> str:
        """The letters of which a sequence is spelled; none where it is not."""
        return "".join(c.name for c in self.channels if c.kind == "letter")

    def spell(self, text: str) -> Float64[ndarray, "time input"]:
        """The sequence of a text: a row for each letter, 1 in the letter's channel.

        Raises:
            InputError: the text is empty, or has a letter that the task does not.
        """
        for letter in text or " ":
            if letter not in self.alphabet:
                raise InputError(
                    f"Expected letters of {self.alphabet!r} for {self.name!r}, got {letter!r} in "
                    f"{text!r}."
                )
        return spelled(
            np.array([self.alphabet.index(letter) for letter in text]), len(self.alphabet)
        )

    def sample(
        self, seed: int, length: int | None = None, count: int = 1
    ) -> Float64[ndarray, "time batch input"]:
        """Sequences of the task; the page draws the first of them for the same seed.

        Raises:
            InputError: the length is none that the task allows.
        """
        draws = Philox(seed, TASK_STREAM)
        length = self.lengths.drawn(draws) if length is None else length
        if not self.lengths.min <= length <= self.lengths.max:
            raise InputError(
                f"Expected {self.lengths.min} to {self.lengths.max} steps of {self.name!r}, "
                f"got {length}."
            )
        return self.draw(draws, length, count)

    @classmethod
    def described(cls, document: Mapping[str, Any], **functions: Any) -> Task:
        """The task that a JSON document describes, with the functions that JSON cannot hold."""
        output, lengths = dict(document["output"]), dict(document["lengths"])
        output["labels"] = tuple(output.get("labels", ()))
        lengths["trained_on"] = tuple(lengths["trained_on"])
        of_sample = lengths["sample"]
        lengths["sample"] = tuple(of_sample) if isinstance(of_sample, list) else (of_sample,) * 3
        task = cls(
            name=document["name"],
            title=document["title"],
            rule=document["rule"],
            channels=tuple(Channel(**channel) for channel in document["channels"]),
            output=Output(**output),
            lengths=Lengths(**lengths),
            score=Score(**document["score"]),
            encoding={key: tuple(row) for key, row in document["encoding"].items()},
            **{"baselines": {}, "opening": np.empty(0), **functions},
        )
        spelled_out = document["opening"] if task.alphabet else None
        return task if spelled_out is None else replace(task, opening=task.spell(spelled_out))


def read_json(name: str) -> Any:
    """A JSON document of this room's data."""
    return json.loads((files("gatescope.tasks") / "data" / name).read_text(encoding="utf-8"))
