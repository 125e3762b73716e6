"""Running a layer through its kernels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.edits import Coefficients
from gatescope.engine.kernels.adjoint import Adjoint
from gatescope.engine.kernels.memory import Sizes, stacked, view
from gatescope.engine.kernels.plan import (
    BackwardPlan,
    ForwardPlan,
    backward_plan,
    forward_plan,
    rebuild_plan,
)
from gatescope.engine.kernels.program import Axis, Buffer
from gatescope.engine.result import Gradients, Result
from gatescope.weights import Weights

Array = NDArray[Any]
Memory = dict[str, Array]

DTYPES = {"f": "float32", "d": "float64"}
"""By NumPy's letters: to ask for a name takes longer than many a step."""


def forward(
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
) -> Result:
    """The named values of every step, and what the way back needs."""
    plan = forward_plan(weights.cell, frozenset(coefficients), DTYPES[x.dtype.char])
    values, memory = _run(plan, weights, x, initial, {}, coefficients)
    before = {f"{s}_prev": memory[f"state {s}"][:-1] for s in initial}
    return Result(
        weights, x, initial, coefficients, {"x": x, **before, **values}, {}, "kernel", memory
    )


def rebuild(
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    known: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
    wanted: Iterable[str],
) -> dict[str, Array]:
    """The nodes `wanted` of every step, from the states that are known at all of them."""
    names = frozenset(known), frozenset(wanted), frozenset(coefficients)
    plan = rebuild_plan(weights.cell, *names, DTYPES[x.dtype.char])
    values, _ = _run(plan, weights, x, initial, known, coefficients)
    return values


def _run(
    plan: ForwardPlan,
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    known: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
) -> tuple[dict[str, Array], Memory]:
    """What a forward kernel stores, and all that it worked on."""
    sizes, program = _sizes(weights, x), plan.lowered.program
    memory: Memory = {"x": np.ascontiguousarray(x)}
    for buffer in program.buffers:
        if buffer.role not in memory:
            memory[buffer.role] = _array(buffer, sizes, weights, coefficients)
    for state in weights.cell.states:
        if f"state {state}" in memory:
            memory[f"state {state}"][0] = initial.get(state, 0.0)
    for state, value in known.items():
        if f"state {state}" in memory:
            memory[f"state {state}"][1:] = value
    plan.kernel.run(sizes, memory, weights)
    places = plan.lowered.stored.items()
    return {node: view(program, memory, place) for node, place in places}, memory


def backward(
    result: Result, grads: Mapping[str, Array], wanted: Iterable[str] | None = None
) -> Gradients:
    """The adjoint of `forward`; gradients by the nodes `wanted`, all that can be edited if None."""
    weights, x = result.weights, result.x
    cell = weights.cell
    wanted = frozenset(cell.editable if wanted is None else wanted)
    edited = frozenset(result.coefficients)
    plan = backward_plan(cell, edited, frozenset(grads), wanted, DTYPES[x.dtype.char])
    sizes = _sizes(weights, x)
    memory: Memory = {f"seed {n}": np.ascontiguousarray(g, x.dtype) for n, g in grads.items()}
    for buffer in plan.lowered.program.buffers:
        if buffer.role in memory:
            continue
        if buffer.role in result.memory:
            memory[buffer.role] = result.memory[buffer.role]
        else:
            memory[buffer.role] = _array(buffer, sizes, weights, result.coefficients)
    plan.kernel.run(sizes, memory, weights)
    return _gradients(result, plan, memory, wanted)


def _sizes(weights: Weights, x: Array) -> Sizes:
    axes: dict[Axis, int] = {
        "input": weights.input_size,
        "unit": weights.hidden_size,
        "proj": weights.proj_size or 0,
    }
    return Sizes(x.shape[0], x.shape[1], axes)


def _array(
    buffer: Buffer, sizes: Sizes, weights: Weights, coefficients: Mapping[str, Coefficients]
) -> Array:
    """A buffer with what it holds before the first step, as its role says."""
    dtype, shape = next(iter(weights.values())).dtype, sizes.shape(buffer)
    what, _, name = buffer.role.partition(" ")
    if what in ("a", "b"):
        return np.ascontiguousarray(getattr(coefficients[name], what), dtype)
    if buffer.names:
        return stacked(weights, buffer.names)
    if what in ("zeros", "carried") or buffer.kind == "rows":
        return np.zeros(shape, dtype)
    return np.empty(shape, dtype)


def _gradients(
    result: Result, plan: BackwardPlan, memory: Memory, wanted: Iterable[str]
) -> Gradients:
    lowered, weights = plan.lowered, result.weights
    program, cell = lowered.program, weights.cell
    values = {n: view(program, memory, lowered.gradients[n]) for n in wanted}
    if "x" in lowered.gradients:
        values["x"] = view(program, memory, lowered.gradients["x"])
    else:
        values["x"] = np.zeros_like(result.x)
    # The last step writes to the turn of even steps, for the first one is step 0.
    initial = {s: memory[f"carried {s}"][0] for s in cell.states}
    parameters = {**_of_matrices(result, lowered, memory), **_of_biases(lowered, memory)}
    for name in weights:
        if f"gradient {name}" in memory:
            parameters[name] = memory[f"gradient {name}"].sum(0)
    return Gradients({name: parameters[name] for name in weights}, initial, values)


def _of_matrices(result: Result, lowered: Adjoint, memory: Memory) -> dict[str, Array]:
    """Products over all steps at once."""
    found: dict[str, Array] = {}
    for own in lowered.outer:
        sums = _rows(view(lowered.program, memory, own.sums, len(own.names)))
        argument = (
            result.values[own.argument]
            if own.place is None
            else view(lowered.program, memory, own.place)
        )
        product = sums.T @ _rows(argument)
        size = len(product) // len(own.names)
        for n, name in enumerate(own.names):
            found[name] = product[n * size : (n + 1) * size]
    return found


def _of_biases(lowered: Adjoint, memory: Memory) -> dict[str, Array]:
    """Sums over all steps, of all blocks of a buffer at once."""
    program, found, totals = lowered.program, dict[str, Array](), dict[int, Array]()
    for name, place in lowered.biases.items():
        buffer = program.buffers[place.buffer]
        if place.buffer not in totals:
            rows = _rows(memory[buffer.role])
            totals[place.buffer] = np.ones(len(rows), rows.dtype) @ rows
        total = totals[place.buffer]
        size = len(total) // buffer.blocks
        found[name] = total[place.block * size : (place.block + 1) * size]
    return found


def _rows(array: Array) -> Array:
    """Steps and sequences as one axis; no copy where they follow one another in memory."""
    rows: Array = array.reshape(-1, array.shape[-1])
    return rows
