"""A few steps with all that is needed to compute them once more."""

from __future__ import annotations

import numpy as np

from gatescope.errors import RequestError
from gatescope.opened.bins import Array, read
from gatescope.opened.layer import Layer
from gatescope.opened.limits import ANSWER, PARAMETERS, check

STEPS = 1024


def steps(layer: Layer, batch: int, start: int, stop: int) -> dict[str, Array]:
    """The input, every named value, and each state before the step, in the trace's own dtype.

    What the trace has not kept is left out. `x` is (time, input), `f` and `h_prev` (time, unit). A
    reverse layer has before a step what it had at the next one of the input.

    Raises:
        RequestError: there is no such sequence, or the steps are none of the run's, or too many.
    """
    if not 0 <= start < stop <= layer.steps or stop - start > STEPS:
        raise RequestError(
            f"Expected at most {STEPS} steps within 0..{layer.steps}, got {start}..{stop}."
        )
    sizes = [layer.trace[name].shape[-1] for name in layer.values]
    check(sum(sizes) * (stop - start), ANSWER, "a number of values", "Ask for fewer steps.")
    found = {name: read(layer.variable(name, batch), start, stop) for name in layer.values}
    kept = [state for state in layer.cell.states if state in found]
    before = {f"{state}_prev": _before(layer, state, batch, start, stop) for state in kept}
    return {name: np.ascontiguousarray(array) for name, array in {**found, **before}.items()}


def weights(layer: Layer) -> dict[str, Array]:
    """The layer's parameters, by name.

    Raises:
        RequestError: there are too many of them.
    """
    found = {name: layer.trace[name] for name in layer.cell.parameters}
    count = sum(parameter.size for parameter in found.values())
    check(count, PARAMETERS, "a number of parameters", "Look at a smaller layer.")
    return {name: np.ascontiguousarray(parameter.values) for name, parameter in found.items()}


def _before(layer: Layer, state: str, batch: int, start: int, stop: int) -> Array:
    """A state before each step, (time, unit)."""
    variable = layer.variable(state, batch)
    initial = np.asarray(layer.trace[f"{state}0"].isel(batch=batch).values)[None]
    if not layer.is_reverse:
        earlier = read(variable, max(0, start - 1), stop - 1)
        return earlier if start else np.concatenate([initial, earlier])
    length = layer.length(batch)
    later = read(variable, start + 1, min(stop + 1, length))
    missing = stop - start - len(later)
    ends = [initial] if missing and start < length else []
    beyond = np.full((missing - len(ends), *initial.shape[1:]), np.nan, initial.dtype)
    return np.concatenate([later, *ends, beyond])
