"""A model: a layer's weights, what goes before and after it, and the record of its training."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

import numpy as np
import xarray as xr
from jaxtyping import Float, Float64
from numpy import ndarray
from numpy.typing import NDArray

from gatescope import engine
from gatescope.errors import ModelError
from gatescope.recording import run
from gatescope.recording.sequence import as_sequence
from gatescope.trace.schema import OUTPUT
from gatescope.weights import Weights

Activation = Literal["identity", "softmax"]


@dataclass(frozen=True, eq=False)
class Encoding:
    """From a task's units to the numbers that the cell sees: (x − offset) · scale, by channel."""

    offset: Float64[ndarray, " input"]
    scale: Float64[ndarray, " input"]

    def __call__(self, x: Float64[ndarray, "*steps input"]) -> Float64[ndarray, "*steps input"]:
        encoded: NDArray[np.float64] = (x - self.offset) * self.scale
        return encoded


@dataclass(frozen=True, eq=False)
class Readout:
    """From the hidden state to the answer: activation(W·h + b) · scale + offset.

    Raises:
        ModelError: the activation is unknown.
    """

    weight: Float64[ndarray, "output unit"]
    bias: Float64[ndarray, " output"]
    activation: Activation = "identity"
    offset: float = 0.0
    scale: float = 1.0

    def __post_init__(self) -> None:
        if self.activation not in get_args(Activation):
            raise ModelError(
                f"Expected a readout's activation to be one of {list(get_args(Activation))}, "
                f"got {self.activation!r}."
            )

    def __call__(self, h: Float[ndarray, "*steps unit"]) -> Float[ndarray, "*steps output"]:
        y = h @ self.weight.T + self.bias
        if self.activation == "softmax":
            y = np.exp(y - y.max(axis=-1, keepdims=True))
            y = y / y.sum(axis=-1, keepdims=True)
        answer: NDArray[np.float64] = y * self.scale + self.offset
        return answer


@dataclass(frozen=True, eq=False, repr=False)
class Model:
    """A trained layer for a task, all data.

    `model(x)` gives the trace of a sequence in the task's units, with the answer `y` in it.
    """

    task: str
    weights: Weights
    readout: Readout
    encoding: Encoding
    record: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Model of {self.task}: {self.weights!r}>"

    def __call__(self, x: Any, **options: Any) -> xr.Dataset:
        """The trace of x, (time, input) or (time, batch, input), in the task's units.

        `options` are those of `gatescope.run`. The trace holds x as the cell sees it, and `y`
        (time, batch, output).

        Raises:
            InputError: x is not numeric, not finite, empty, or has another number of channels.
            EditError: an edit names what the layer does not have.
        """
        sequence, _ = as_sequence(x, options.get("lengths"), self.weights)
        trace = run(self.weights, self.encoding(sequence), **options)
        y = self.readout(trace["h"].to_numpy())
        answer = (OUTPUT, y, {"long_name": "output"})
        return trace.assign(y=answer).assign_attrs(source=self.source)

    @property
    def source(self) -> str:
        """Where the weights came from, as a trace says it."""
        seed = f", seed {self.record['kept_seed']}" if self.record else ""
        return f"gatescope {self.task}/{self.weights.cell.name}{seed}"

    def predict(
        self, x: Float64[ndarray, "time batch input"]
    ) -> Float64[ndarray, "time batch output"]:
        """The answers alone, (time, batch, output)."""
        return self.readout(engine.forward(self.weights, self.encoding(x))["h"])
