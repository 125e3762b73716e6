"""The reference: interprets a cell's graph, one step after another. Slow and obvious.

Every faster engine must equal it. Arrays are NumPy's or PyTorch's; time is the first axis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gatescope.cells import OPERATIONS, SOURCES
from gatescope.engine.edited import edited
from gatescope.engine.result import Gradients, Result
from gatescope.namespace import array_namespace
from gatescope.weights import Weights

Array = Any
Values = dict[str, Array]


def forward(
    weights: Weights, x: Array, initial: Mapping[str, Array], coefficients: Mapping[str, Any]
) -> Result:
    """Every node of every step. What is given has been checked, and `initial` is complete."""
    states, values, raw = initial, list[Values](), list[Values]()
    # exp overflows in σ of a very negative number, and 1 / (1 + inf) is the right answer.
    with np.errstate(over="ignore"):
        for t in range(x.shape[0]):
            raw.append({})
            values.append(_step(weights, x[t], states, raw[t], _at(coefficients, t)))
            states = {s: values[t][s] for s in weights.cell.states}
    xp = array_namespace(x)
    return Result(weights, x, initial, coefficients, _stacked(xp, values), _stacked(xp, raw))


def backward(result: Result, grads: Mapping[str, Array]) -> Gradients:
    """The adjoint of `forward`: what one step after another, from the last, passes back."""
    weights, cell = result.weights, result.weights.cell
    xp = array_namespace(result.x)
    of_parameters = {name: xp.zeros_like(p) for name, p in weights.items()}
    carried = {s: xp.zeros_like(v) for s, v in result.initial.items()}
    of_steps: list[Values] = []
    for t in reversed(range(result.x.shape[0])):
        total = {name: xp.zeros_like(v[t]) for name, v in result.values.items()}
        for name, grad in [*carried.items(), *((n, g[t]) for n, g in grads.items())]:
            total[name] = total[name] + grad
        _step_backward(result, t, total, of_parameters)
        carried = {s: total.get(f"{s}_prev", xp.zeros_like(carried[s])) for s in cell.states}
        of_steps.append(total)
    return Gradients(of_parameters, carried, _stacked(xp, of_steps[::-1]))


def _at(coefficients: Mapping[str, Any], t: int) -> dict[str, tuple[Array, Array]]:
    return {name: (own.a[t], own.b[t]) for name, own in coefficients.items()}


def _stacked(xp: Any, steps: Sequence[Values]) -> Values:
    return {name: xp.stack([step[name] for step in steps]) for name in steps[0]}


def _step(
    weights: Weights, x: Array, states: Mapping[str, Array], raw: Values, edits: Mapping[str, Any]
) -> Values:
    """The nodes of one step; what an edited one was before goes into `raw`."""
    values: Values = {}
    for node in weights.cell.nodes:
        if node.operation == "input":
            value = x
        elif node.operation == "previous":
            value = states[str(node.label)]
        else:
            arguments = [values[a] for a in node.arguments]
            parameters = [weights[p] for p in weights.cell.parameters_of(node)]
            compute = OPERATIONS[node.operation].compute
            value = compute(arguments, parameters, *node.constants)
        if node.id in edits:
            raw[node.id] = value
            value = edited(value, *edits[node.id])
        values[node.id] = value
    return values


def _step_backward(result: Result, t: int, total: Values, of_parameters: Values) -> None:
    """Pass the gradients in `total` back through one step, from the last node to the first."""
    weights = result.weights
    for node in reversed(weights.cell.nodes):
        if node.operation in SOURCES:
            continue
        grad, value = total[node.id], result.values[node.id][t]
        if node.id in result.raw:
            xp = array_namespace(grad)
            grad = grad * xp.asarray(result.coefficients[node.id].a[t], dtype=grad.dtype)
            value = result.raw[node.id][t]
        names = weights.cell.parameters_of(node)
        arguments, parameters = (
            [result.values[a][t] for a in node.arguments],
            [weights[p] for p in names],
        )
        of_arguments, own = OPERATIONS[node.operation].backward(
            grad, value, arguments, parameters, *node.constants
        )
        for argument, of_argument in zip(node.arguments, of_arguments, strict=True):
            total[argument] = total[argument] + of_argument
        for name, of_parameter in zip(names, own, strict=True):
            of_parameters[name] = of_parameters[name] + of_parameter
