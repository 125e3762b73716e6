"""A run rebuilt from what is known of it: the gates of a layer whose `h` is known at every step.

A fused kernel gives `h` for all steps and keeps the gates to itself. Given `h`, what depends on the
state before the step and on the input is no recurrence any more, and is computed for all steps at
once; a state that is not known is found by running its own recurrence forward, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from operator import itemgetter
from typing import Any

import numpy as np
from jaxtyping import Inexact, Integer

from gatescope.cells import OPERATIONS, Cell, Node
from gatescope.edits import Coefficients
from gatescope.engine.arrays import has_kernel, light
from gatescope.engine.edited import edited
from gatescope.namespace import array_namespace
from gatescope.weights import Weights, plain

Array = Any
Values = dict[str, Array]


def rebuild(
    weights: Weights,
    x: Inexact[Any, "time batch input"],
    *,
    initial: Mapping[str, Inexact[Any, "batch _"]],
    known: Mapping[str, Inexact[Any, "time batch _"]],
    coefficients: Mapping[str, Coefficients] | None = None,
    wanted: Iterable[str] | None = None,
    lengths: Integer[Any, " batch"] | None = None,
) -> Values:
    """Every value of every step, (time, batch, unit), from the states in `known`.

    `wanted` names those that are needed, where not all are. `lengths` says where sequences end:
    nothing beyond is to be read, and a kernel does not compute it, as in `forward`.

    The known states themselves come back as the cell computes them from the rest: where they
    differ from what was given, `known` is not this layer's. `initial` holds all states from which
    something wanted comes.
    """
    coefficients, wanted = coefficients or {}, [*(wanted or weights.cell.values)]
    lit = _lit(weights, x, initial, known)
    if lit is None:
        return _by_reference(weights, x, initial, known, coefficients, wanted)
    arrays = (lit[1], *lit[0].values(), *lit[2].values(), *lit[3].values())
    compute: Callable[..., Values] = _by_reference
    if has_kernel(arrays):
        compute = partial(_by_kernel, lengths=None if lengths is None else plain(lengths))
    edits = {n: Coefficients(light(c.a), light(c.b)) for n, c in coefficients.items()}
    xp, found = array_namespace(x), compute(*lit, edits, wanted)
    return {name: xp.asarray(value) for name, value in found.items()}


Given = tuple[Weights, Array, Mapping[str, Array], Mapping[str, Array]]


def _lit(
    weights: Weights, x: Array, initial: Mapping[str, Array], known: Mapping[str, Array]
) -> Given | None:
    """The same as NumPy's arrays where that is their memory, of all of them."""
    states = [{s: light(a) for s, a in some.items()} for some in (initial, known)]
    parameters, inputs = {name: light(p) for name, p in weights.parameters.items()}, light(x)
    arrays = (inputs, *parameters.values(), *states[0].values(), *states[1].values())
    if not all(isinstance(array, np.ndarray) for array in arrays):
        return None
    is_same = all(parameters[name] is p for name, p in weights.parameters.items())
    # To check them once more would take longer than a small layer does.
    return weights if is_same else Weights(weights.cell, parameters), inputs, states[0], states[1]


def _by_kernel(
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    known: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
    wanted: Iterable[str],
    lengths: Array | None,
) -> Values:
    found: Values = import_module("gatescope.engine.kernels").rebuild(
        weights, x, initial, known, coefficients, wanted, lengths
    )
    return found


def _by_reference(
    weights: Weights,
    x: Array,
    initial: Mapping[str, Array],
    known: Mapping[str, Array],
    coefficients: Mapping[str, Coefficients],
    wanted: Iterable[str],
) -> Values:
    values: Values = {"x": x}
    for state, after in known.items():
        values[f"{state}_prev"] = before(after, initial[state])
    _fill(weights, values, coefficients, wanted)
    if all(name in values for name in wanted):
        return values
    unknown = [state for state in weights.cell.states if state not in known]
    found = _scan(weights, values, {s: initial[s] for s in unknown}, coefficients)
    for state, after in found.items():
        values[state] = after
        values[f"{state}_prev"] = before(after, initial[state])
    _fill(weights, values, coefficients, wanted)
    return values


def sources(cell: Cell, value: str) -> set[str]:
    """From what a value of a step comes: `x`, and states before the step, as `h_prev`."""
    arguments = {a for node in _needed(cell, [value], ()) for a in node.arguments}
    return {name for name in arguments if not cell[name].arguments}


def before(
    after: Inexact[Any, "time batch unit"], initial: Inexact[Any, "batch unit"]
) -> Inexact[Any, "time batch unit"]:
    """A state before each step, from the state after it and the one at the start."""
    return array_namespace(after).concat([initial[None], after[:-1]])


def _fill(
    weights: Weights,
    values: Values,
    coefficients: Mapping[str, Coefficients],
    wanted: Iterable[str],
) -> None:
    """Put into `values` each node that what is wanted needs, and that those there suffice for."""
    nodes = _needed(weights.cell, wanted, values)
    ready, there = list[Node](), {*values}
    for node in nodes:
        if there.issuperset(node.arguments):
            ready.append(node)
            there.add(node.id)
    products = _products(weights, [n for n in ready if n.operation == "affine"], values)
    for node in ready:
        value = products[node.id] if node.id in products else _value(weights, node, values)
        if node.id in coefficients:
            value = edited(value, coefficients[node.id].a, coefficients[node.id].b)
        values[node.id] = value


def _needed(cell: Cell, targets: Iterable[str], values: Container[str]) -> list[Node]:
    """The nodes by which the targets come from what is in `values`, in evaluation order."""
    needed, waiting = set[str](), [*targets]
    while waiting:
        node_id = waiting.pop()
        if node_id not in needed and node_id not in values:
            needed.add(node_id)
            waiting.extend(cell[node_id].arguments)
    return [node for node in cell.nodes if node.id in needed and node.arguments]


def _products(weights: Weights, affines: Iterable[Node], values: Values) -> Values:
    """The affines of what is there, those of the same arguments in one product."""
    together: dict[tuple[str, ...], list[Node]] = {}
    for node in affines:
        if all(a in values for a in node.arguments):
            together.setdefault(node.arguments, []).append(node)
    found: Values = {}
    for arguments, nodes in together.items():
        found |= _product(weights, nodes, [values[a] for a in arguments])
    return found


def _product(weights: Weights, nodes: Sequence[Node], arguments: Sequence[Array]) -> Values:
    xp = array_namespace(*arguments)
    rows = [[weights[f"{node.label}.{role}"] for role in node.roles] for node in nodes]
    matrix = xp.concat([xp.concat(row, axis=1) for row in rows])
    total = xp.concat(arguments, axis=-1) @ matrix.T
    total += xp.concat([weights[f"{node.label}.b"] for node in nodes])
    size = weights.hidden_size
    return {node.id: total[..., k * size : (k + 1) * size] for k, node in enumerate(nodes)}


def _value(weights: Weights, node: Node, values: Values) -> Array:
    parameters = [weights[name] for name in weights.cell.parameters_of(node)]
    # exp overflows in σ of a very negative number, and 1 / (1 + inf) is the right answer.
    with np.errstate(over="ignore"):
        compute = OPERATIONS[node.operation].compute
        return compute([values[a] for a in node.arguments], parameters, *node.constants)


def _scan(
    weights: Weights, values: Values, states: Values, coefficients: Mapping[str, Coefficients]
) -> Values:
    """The unknown states after each step, from those at the start; nothing else is kept."""
    if not states:
        return {}
    nodes = _needed(weights.cell, states, values)
    given = [a for a in {a for node in nodes for a in node.arguments} if a in values]
    names = [*given, *(f"{s}_prev" for s in states), *(node.id for node in nodes)]
    places = {name: place for place, name in enumerate(names)}
    start = [light(v) for v in states.values()]
    # Of a step, all that is known of it in a list: what a name takes to look up adds up.
    current: list[Array] = [None] * len(given) + start + [None] * len(nodes)
    kept: dict[str, list[Array]] = {s: [] for s in states}
    plan = [
        (places[n.id], _arguments(n, places), _planned(weights, n, coefficients)) for n in nodes
    ]
    carried = [(places[s], places[f"{s}_prev"], kept[s].append) for s in states]
    count = len(given)
    with np.errstate(over="ignore"):
        for rows in zip(*(light(values[a]) for a in given), strict=True):
            current[:count] = rows
            for place, arguments, compute in plan:
                current[place] = compute(*arguments(current))
            for place, before_it, keep in carried:
                current[before_it] = value = current[place]
                keep(value)
    xp = array_namespace(values["x"])
    return {s: xp.asarray(_stacked(steps)) for s, steps in kept.items()}


def _stacked(steps: Sequence[Array]) -> Array:
    """Arrays (batch, unit) as one (time, batch, unit): end to end, which is made fastest."""
    end_to_end = array_namespace(steps[0]).concat(steps)
    return end_to_end.reshape(len(steps), *steps[0].shape)


def _arguments(
    node: Node, places: Mapping[str, int]
) -> Callable[[Sequence[Array]], tuple[Array, ...]]:
    """What looks a node's arguments up."""
    if len(node.arguments) > 1:
        return itemgetter(*(places[a] for a in node.arguments))
    only = places[node.arguments[0]]
    return lambda values: (values[only],)


def _planned(
    weights: Weights, node: Node, coefficients: Mapping[str, Coefficients]
) -> Callable[..., Array]:
    """What computes a node from its arguments at each step in turn."""
    compute = _computed(weights, node)
    if node.id not in coefficients:
        return compute
    own = coefficients[node.id]
    steps = zip(light(own.a), light(own.b), strict=True)
    return lambda *given: edited(compute(*given), *next(steps))


def _computed(weights: Weights, node: Node) -> Callable[..., Array]:
    operation, constants = OPERATIONS[node.operation], node.constants
    pointwise = operation.pointwise
    if pointwise is None:
        parameters = [light(weights[name]) for name in weights.cell.parameters_of(node)]
        return lambda *given: operation.compute(given, parameters, *constants)
    return partial(_after, pointwise, constants) if constants else pointwise


def _after(compute: Callable[..., Array], constants: Sequence[float], *given: Array) -> Array:
    return compute(*given, *constants)
