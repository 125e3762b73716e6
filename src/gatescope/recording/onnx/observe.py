"""From what ONNX Runtime gave of a node to its layers, observed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from gatescope.convert import Recurrent
from gatescope.errors import RecordingError
from gatescope.recording.arrays import Array
from gatescope.recording.observed import Observed

Values = Mapping[str, Array]
"""By ONNX's names: what a node is given, and what it gives."""


def observed(module: Recurrent, values: Values, file: str) -> Iterator[tuple[str, Observed]]:
    """Each direction of a node by its path; none, where it did not run.

    Raises:
        RecordingError: a sequence has no step.
    """
    x = values["X"]
    if not x.size:
        return
    lengths = _lengths(module, values)
    for k, part in enumerate(module.parts):
        yield (
            part.path,
            Observed(
                weights=part.weights,
                direction=part.direction,
                x=x,
                h=values["Y"][:, k],
                initial=_states(values, "initial_", k),
                last=_states(values, "Y_", k),
                lengths=lengths,
                precision=str(x.dtype),
                source=f"{module.kind} {module.name} of {file}",
            ),
        )


def _states(values: Values, prefix: str, direction: int) -> dict[str, Array]:
    """The states of a direction, which ONNX names after ours: initial_h, Y_c."""
    return {s: values[prefix + s][direction] for s in ("h", "c") if prefix + s in values}


def _lengths(module: Recurrent, values: Values) -> Array | None:
    if "sequence_lens" not in values:
        return None
    lengths = values["sequence_lens"].astype(np.int64)
    if lengths.min() < 1:
        raise RecordingError(
            f"Expected the model to give {module.name!r} sequences of at least one step, got the "
            f"lengths {lengths.tolist()}."
        )
    return lengths
