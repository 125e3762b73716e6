"""Whether the arrays that an engine is given fit its weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gatescope.engine.result import Result
from gatescope.errors import InputError
from gatescope.weights import Weights

ENGINES = ("auto", "kernel", "reference")


def check_x(weights: Weights, x: Any) -> None:
    if x.ndim != 3 or x.shape[2] != weights.input_size or 0 in x.shape:
        raise InputError(
            f"Expected x (time, batch, input) with at least one step, one sequence and "
            f"{weights.input_size} input(s), got the shape {tuple(x.shape)}."
        )


def check_engine(engine: str, has_kernel: bool) -> None:
    if engine not in ENGINES:
        raise InputError(f"Expected engine= to be one of {ENGINES}, got {engine!r}.")
    if engine == "kernel" and not has_kernel:
        raise InputError(
            'Expected NumPy arrays, all float32 or all float64, for engine="kernel". Convert '
            'them, or take engine="reference".'
        )


def check_initial(weights: Weights, x: Any, initial: Mapping[str, Any]) -> None:
    for state, value in initial.items():
        if state not in weights.cell.states:
            raise InputError(
                f"Expected initial= to name states of {weights.cell.name!r}, which has "
                f"{list(weights.cell.states)}, got {state!r}."
            )
        shape = (x.shape[1], weights.size(state))
        if tuple(value.shape) != shape:
            raise InputError(
                f"Expected initial[{state!r}] to be (batch, {weights.cell.axis(state)}) = {shape}, "
                f"got {tuple(value.shape)}."
            )


def check_lengths(x: Any, lengths: Any) -> None:
    if lengths is None:
        return
    time, batch = x.shape[:2]
    if tuple(lengths.shape) != (batch,) or lengths.min() < 0 or lengths.max() > time:
        raise InputError(
            f"Expected lengths= as an array of {batch} number(s) within 0..{time}, one for each "
            f"sequence, got {lengths!r}."
        )


def check_gradients(result: Result, grads: Mapping[str, Any]) -> None:
    weights, cell = result.weights, result.weights.cell
    for name, grad in grads.items():
        if name not in cell.values:
            raise InputError(
                f"Expected gradients by the values {list(cell.values)} of {cell.name!r}, "
                f"got {name!r}."
            )
        shape = (*result.x.shape[:2], weights.size(name))
        if tuple(grad.shape) != shape:
            raise InputError(
                f"Expected the gradient by {name!r} to be (time, batch, {cell.axis(name)}) = "
                f"{shape}, got {tuple(grad.shape)}."
            )
