"""Running a layer forward and back, by the reference or by its kernels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any, Literal

from jaxtyping import Inexact, Integer

from gatescope.edits import Coefficients, Edit, compose
from gatescope.engine import reference
from gatescope.engine.arrays import has_kernel
from gatescope.engine.checks import (
    check_engine,
    check_gradients,
    check_initial,
    check_lengths,
    check_x,
)
from gatescope.engine.result import Gradients, Result
from gatescope.namespace import array_namespace
from gatescope.weights import Weights

Array = Any
Engine = Literal["auto", "kernel", "reference"]


def forward(
    weights: Weights,
    x: Inexact[Any, "time batch input"],
    *,
    initial: Mapping[str, Inexact[Any, "batch _"]] | None = None,
    edits: Iterable[Edit] | Mapping[str, Coefficients] = (),
    lengths: Integer[Any, " _"] | None = None,
    engine: Engine | str = "auto",
) -> Result:
    """Run a layer over a sequence; gives every named value of every step.

    `x` is (time, batch, input) and has the weights' dtype; `initial` holds states (batch, unit),
    zero where left out, projected ones (batch, proj); `edits` may be composed already. `lengths`
    says where sequences end: nothing beyond is to be read, and a kernel does not compute it, least
    of all where the longest come first. The `"reference"` interprets the graph and keeps every
    node; a `"kernel"` is compiled from it, for NumPy arrays of float32 and float64; `"auto"` takes
    the kernel where the arrays have one.

    Raises:
        InputError: a shape, a length or a state's name does not fit, or no kernel computes with
            such arrays.
        EditError: an edit names what the layer does not have.
    """
    check_x(weights, x)
    initial = initial or {}
    check_initial(weights, x, initial)
    check_lengths(x, lengths)
    # The weights are of one kind and dtype: any of them stands for all.
    parameter = next(iter(weights.parameters.values()))
    can_compile = has_kernel((x, parameter, *initial.values()))
    check_engine(engine, can_compile)
    if not isinstance(edits, Mapping):
        shape = (x.shape[0], x.shape[1], weights.hidden_size)
        edits = compose(weights.cell, edits, shape=shape, proj_size=weights.proj_size)
    if engine != "reference" and can_compile:
        found: Result = _kernels().forward(weights, x, initial, edits, lengths)
        return found
    return reference.forward(weights, x, _all_states(weights, x, initial), edits)


def backward(
    result: Result,
    grads: Mapping[str, Inexact[Any, "time batch _"]],
    *,
    wanted: Iterable[str] | None = None,
    by_x: bool = True,
    by_parameters: bool = True,
) -> Gradients:
    """The adjoint of `forward`: gradients of a loss, given those by some of its named values.

    `grads["h"]` is ∂L/∂h as the loss itself sees it, (time, batch, unit), and so for each value on
    which the loss depends directly. `wanted` names the values whose own gradients are needed,
    where not all are: a kernel then stores no others, and computes none by the input or by the
    parameters where these are not needed. It runs on the engine that gave the result.

    Raises:
        InputError: a value is unknown, or its gradient has another shape.
    """
    check_gradients(result, grads)
    if result.engine == "kernel":
        found: Gradients = _kernels().backward(result, grads, wanted, by_x, by_parameters)
        return found
    return reference.backward(result, grads)


@cache
def _kernels() -> Any:
    # LLVM is loaded when a kernel is first run.
    return import_module("gatescope.engine.kernels")


def _all_states(weights: Weights, x: Array, initial: Mapping[str, Array]) -> dict[str, Array]:
    xp, batch = array_namespace(x), x.shape[1]
    return {
        s: initial[s] if s in initial else xp.zeros((batch, weights.size(s)), dtype=weights.dtype)
        for s in weights.cell.states
    }
