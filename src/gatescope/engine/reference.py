"""The reference: interprets a cell's graph, one step after another. Slow and obvious.

Every faster engine must equal it. Arrays are NumPy's or PyTorch's; time is the first axis.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from array_api_compat import array_namespace
from jaxtyping import Inexact

from gatescope.cells import OPERATIONS, SOURCES
from gatescope.edits import Coefficients, Edit, compose
from gatescope.engine.checks import check_gradients, check_initial, check_x
from gatescope.engine.edited import edited
from gatescope.engine.result import Gradients, Result, Step
from gatescope.weights import Weights

Array = Any


def forward(
    weights: Weights,
    x: Inexact[Any, "time batch input"],
    *,
    initial: Mapping[str, Inexact[Any, "batch _"]] | None = None,
    edits: Iterable[Edit] | Mapping[str, Coefficients] = (),
) -> Result:
    """Run a layer over a sequence; gives every node of every step.

    `x` is (time, batch, input) and has the weights' dtype; `initial` holds states (batch, unit),
    zero where left out, projected ones (batch, proj); `edits` may be composed already.

    Raises:
        InputError: a shape or a state's name does not fit.
        EditError: an edit names what the layer does not have.
    """
    check_x(weights, x)
    states = _initial_states(weights, x, initial or {})
    shape = (x.shape[0], x.shape[1], weights.hidden_size)
    if not isinstance(edits, Mapping):
        edits = compose(weights.cell, edits, shape=shape, proj_size=weights.proj_size)
    result = Result(weights, x, states, edits)
    # exp overflows in σ of a very negative number, and 1 / (1 + inf) is the right answer.
    with np.errstate(over="ignore"):
        for t in range(x.shape[0]):
            result.steps.append(_step(result, t, states))
            states = {s: result.steps[t].values[s] for s in weights.cell.states}
    return result


def backward(result: Result, grads: Mapping[str, Inexact[Any, "time batch _"]]) -> Gradients:
    """The adjoint of `forward`: gradients of a loss, given those by some of its named values.

    `grads["h"]` is ∂L/∂h as the loss itself sees it, (time, batch, unit), and so for each value on
    which the loss depends directly.

    Raises:
        InputError: a value is unknown, or its gradient has another shape.
    """
    check_gradients(result, grads)
    weights, cell = result.weights, result.weights.cell
    xp = array_namespace(result.x)
    of_parameters = {name: xp.zeros_like(p) for name, p in weights.items()}
    carried = {s: xp.zeros_like(v) for s, v in result.initial.items()}
    of_steps: list[dict[str, Array]] = []
    for t in reversed(range(len(result.steps))):
        total = {name: xp.zeros_like(v) for name, v in result.steps[t].values.items()}
        for name, grad in [*carried.items(), *((n, g[t]) for n, g in grads.items())]:
            total[name] = total[name] + grad
        _step_backward(result, t, total, of_parameters)
        carried = {s: total.get(f"{s}_prev", xp.zeros_like(carried[s])) for s in cell.states}
        of_steps.append(total)
    return Gradients(of_parameters, carried, of_steps[::-1], xp)


def _initial_states(weights: Weights, x: Array, initial: Mapping[str, Array]) -> dict[str, Array]:
    check_initial(weights, x, initial)
    xp, parameter = array_namespace(x), next(iter(weights.values()))

    def zeros(state: str) -> Array:
        return xp.zeros((x.shape[1], weights.size(state)), dtype=parameter.dtype)

    return {s: initial[s] if s in initial else zeros(s) for s in weights.cell.states}


def _step(result: Result, t: int, states: Mapping[str, Array]) -> Step:
    weights = result.weights
    step = Step({}, {})
    for node in weights.cell.nodes:
        if node.operation == "input":
            value = result.x[t]
        elif node.operation == "previous":
            value = states[str(node.label)]
        else:
            arguments = [step.values[a] for a in node.arguments]
            parameters = [weights[p] for p in weights.cell.parameters_of(node)]
            compute = OPERATIONS[node.operation].compute
            value = compute(arguments, parameters, *node.constants)
        if node.id in result.coefficients:
            step.raw[node.id] = value
            coefficients = result.coefficients[node.id]
            value = edited(value, coefficients.a[t], coefficients.b[t])
        step.values[node.id] = value
    return step


def _step_backward(
    result: Result, t: int, total: dict[str, Array], of_parameters: dict[str, Array]
) -> None:
    """Pass the gradients in `total` back through one step, from the last node to the first."""
    weights, step = result.weights, result.steps[t]
    for node in reversed(weights.cell.nodes):
        if node.operation in SOURCES:
            continue
        grad, value = total[node.id], step.values[node.id]
        if node.id in step.raw:
            xp = array_namespace(grad)
            grad = grad * xp.asarray(result.coefficients[node.id].a[t], dtype=grad.dtype)
            value = step.raw[node.id]
        names = weights.cell.parameters_of(node)
        arguments, parameters = (
            [step.values[a] for a in node.arguments],
            [weights[p] for p in names],
        )
        of_arguments, own = OPERATIONS[node.operation].backward(
            grad, value, arguments, parameters, *node.constants
        )
        for argument, of_argument in zip(node.arguments, of_arguments, strict=True):
            total[argument] = total[argument] + of_argument
        for name, of_parameter in zip(names, own, strict=True):
            of_parameters[name] = of_parameters[name] + of_parameter
