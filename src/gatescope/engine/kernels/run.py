"""Running a layer through its kernels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.edits import Coefficients
from gatescope.engine.kernels.adjoint import Adjoint
from gatescope.engine.kernels.memory import Memory, Values, view
from gatescope.engine.kernels.plan import (
    BackwardPlan,
    ForwardPlan,
    backward_plan,
    forward_plan,
    rebuild_plan,
)
from gatescope.engine.kernels.space import Sizes
from gatescope.engine.result import Gradients, Result
from gatescope.weights import Weights

Array = NDArray[Any]

DTYPES = {"f": "float32", "d": "float64"}
"""By NumPy's letters: to ask for a name takes longer than many a step."""


def forward(
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
    lengths: Array | None = None,
) -> Result:
    """The named values of every step, and what the way back needs.

    A state that is not in `initial` begins at zero. What lies beyond a length is not to be read.
    """
    plan = forward_plan(weights.cell, frozenset(coefficients), DTYPES[x.dtype.char])
    arrays = _run(plan, weights, x, initial, {}, coefficients, lengths)
    starts = {s: arrays[f"state {s}"][0] for s in weights.cell.states}
    values = Values(plan.lowered.program, plan.lowered.places, arrays)
    return Result(weights, x, starts, coefficients, values, {}, "kernel", arrays, lengths)


def rebuild(
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    known: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
    wanted: Iterable[str],
    lengths: Array | None = None,
) -> dict[str, Array]:
    """The nodes `wanted` of every step, from the states that are known at all of them.

    What lies beyond a length is not to be read.
    """
    names = frozenset(known), frozenset(wanted), frozenset(coefficients)
    plan = rebuild_plan(weights.cell, *names, DTYPES[x.dtype.char])
    arrays = _run(plan, weights, x, initial, known, coefficients, lengths)
    places = plan.lowered.stored.items()
    return {node: view(plan.lowered.program, arrays, place) for node, place in places}


def _run(
    plan: ForwardPlan,
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    known: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
    lengths: Array | None = None,
) -> Mapping[str, Array]:
    """The arrays in which a forward kernel stores what it does."""
    given = {"x": np.ascontiguousarray(x), **_edits(coefficients, x.dtype)}
    memory = plan.kernel.memory(Sizes.of(weights, x), given, lengths)
    arrays = memory.arrays
    for state in weights.cell.states:
        if f"state {state}" in arrays:
            arrays[f"state {state}"][0] = initial.get(state, 0.0)
    for state, value in known.items():
        if f"state {state}" in arrays:
            arrays[f"state {state}"][1:] = value
    plan.kernel.run(memory, weights)
    return arrays


def backward(
    result: Result,
    grads: Mapping[str, Array],
    wanted: Iterable[str] | None = None,
    by_x: bool = True,
    by_parameters: bool = True,
) -> Gradients:
    """The adjoint of `forward`; gradients by the nodes `wanted`, all that can be edited if None."""
    weights, x = result.weights, result.x
    wanted = frozenset(weights.cell.editable if wanted is None else wanted)
    edited = frozenset(result.coefficients)
    names = edited, frozenset(grads), wanted, DTYPES[x.dtype.char]
    plan = backward_plan(weights.cell, *names, by_x, by_parameters)
    seeds = {
        f"seed {n}": _within(result, np.ascontiguousarray(g, x.dtype)) for n, g in grads.items()
    }
    given = {**result.memory, **seeds, **_edits(result.coefficients, x.dtype)}
    memory = plan.kernel.memory(Sizes.of(weights, x), given, result.lengths)
    plan.kernel.run(memory, weights)
    return _gradients(result, plan, memory, wanted)


def _within(result: Result, seed: Array) -> Array:
    """No gradient comes from beyond the end of a sequence."""
    if result.lengths is None:
        return seed
    is_there = np.arange(len(seed))[:, None] < result.lengths
    return np.where(is_there[:, :, None], seed, seed.dtype.type(0))


def _edits(coefficients: Mapping[str, Coefficients], dtype: Any) -> dict[str, Array]:
    """What the edits multiply by, and add, by the roles of their buffers."""
    return {
        f"{part} {name}": np.ascontiguousarray(getattr(own, part), dtype)
        for name, own in coefficients.items()
        for part in "ab"
    }


def _gradients(
    result: Result, plan: BackwardPlan, memory: Memory, wanted: Iterable[str]
) -> Gradients:
    lowered, weights = plan.lowered, result.weights
    program, cell = lowered.program, weights.cell
    values = {n: view(program, memory.arrays, lowered.gradients[n]) for n in wanted}
    if "x" in lowered.gradients:
        values["x"] = view(program, memory.arrays, lowered.gradients["x"])
    elif lowered.by_x:
        values["x"] = np.zeros_like(result.x)
    # The last step writes to the turn of even steps, for the first one is step 0.
    initial = {s: memory[f"carried {s}"][0] for s in cell.states}
    if not lowered.by_parameters:
        return Gradients({}, initial, values)
    parameters = _of_parameters(lowered, memory)
    for name in weights:
        if f"gradient {name}" in memory.space.shapes:
            parameters[name] = memory[f"gradient {name}"].sum(0)
    return Gradients({name: parameters[name] for name in weights}, initial, values)


def _of_parameters(lowered: Adjoint, memory: Memory) -> dict[str, Array]:
    """Those side by side lie in one array, one after the other."""
    found, wholes = dict[str, Array](), dict[int, Array]()
    for name, place in lowered.parameters.items():
        buffer = lowered.program.buffers[place.buffer]
        if place.buffer not in wholes:
            wholes[place.buffer] = memory[buffer.role]
        whole = wholes[place.buffer]
        size = len(whole) // buffer.blocks
        found[name] = whole[place.block * size : (place.block + 1) * size]
    return found
