"""The operators that PyTorch sees: a layer forward, and its adjoint.

Both are made of what the engine gives, in NumPy, which shares its memory with PyTorch. A cell goes
by its JSON, so that a graph with these operators in it stands on its own.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gatescope.cells import Cell
from gatescope.edits import Coefficients
from gatescope.engine import Result, backward, forward
from gatescope.nn.arrays import Arrays, arrays
from gatescope.weights import Weights

# Annotations are read by torch.library, which takes no strings of them: no __future__ import here.


@torch.library.custom_op("gatescope::run", mutates_args=(), device_types="cpu")
def run(
    cell: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
) -> list[Tensor]:
    """A layer over `x` (time, batch, input); gives the arrays that `Arrays` describes.

    `cell` is its JSON. `initial` are its states' (batch, ·), `parameters` its own, in its order;
    `edited` are values with edits, by commas, and `coefficients` a and b of each.
    """
    given = _Given.of(cell, edited, x, initial, parameters, coefficients)
    own = {"initial": given.initial, "edits": given.coefficients}
    result = forward(given.weights, given.x, **own, engine="kernel")
    return [_tensor(array) for array in given.arrays.of(result)]


@torch.library.custom_op("gatescope::run_backward", mutates_args=(), device_types="cpu")
def run_backward(
    cell: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
    found: Sequence[Tensor],
    places: Sequence[int],
    grads: Sequence[Tensor],
) -> list[Tensor]:
    """Gradients by `x`, `initial` and `parameters`, of a loss whose own gradients by the values in
    the arrays at `places`, of those that `run` has `found`, are `grads`."""
    given = _Given.of(cell, edited, x, initial, parameters, coefficients)
    own = dict(zip(places, map(_array, grads), strict=True))
    lies = {v: where for v, where in given.arrays.lies.items() if where.array in own}
    by = {value: where.of(own, len(x)) for value, where in lies.items()}
    gradients = backward(given.result([_array(array) for array in found]), by, wanted=())
    of_states = [gradients.initial[s] for s in given.cell.states]
    of_parameters = [gradients.parameters[name] for name in given.weights]
    return [_tensor(array) for array in (gradients.x, *of_states, *of_parameters)]


@run.register_fake
def _(
    cell: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
) -> list[Tensor]:
    own, axes = _cell(cell), dict[Any, Any]()
    for names, parameter in zip(own.parameters.values(), parameters, strict=True):
        axes.update(zip(names, parameter.shape, strict=True))
    shapes = arrays(own, _names(edited)).shapes(x.shape[0], x.shape[1], axes)
    return [x.new_empty(shape) for shape in shapes]


@run_backward.register_fake
def _(
    cell: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
    found: Sequence[Tensor],
    places: Sequence[int],
    grads: Sequence[Tensor],
) -> list[Tensor]:
    return [given.new_empty(given.shape) for given in (x, *initial, *parameters)]


def _keep(ctx: Any, inputs: tuple[Any, ...], output: list[Tensor]) -> None:
    cell, edited, x, *lists = inputs
    ctx.names, ctx.sizes = (cell, edited), [len(part) for part in lists]
    ctx.save_for_backward(x, *(tensor for part in lists for tensor in part), *output)
    seen = {where.array for where in arrays(_cell(cell), _names(edited)).lies.values()}
    ctx.mark_non_differentiable(*(array for k, array in enumerate(output) if k not in seen))
    ctx.set_materialize_grads(False)


def _backward(ctx: Any, grads: list[Tensor | None]) -> tuple[Any, ...]:
    x, *others = ctx.saved_tensors
    lists = []
    for size in ctx.sizes:
        lists.append(others[:size])
        others = others[size:]
    places = [k for k, grad in enumerate(grads) if grad is not None]
    seeds = [grad for grad in grads if grad is not None]
    of_x, *rest = run_backward(*ctx.names, x, *lists, others, places, seeds)
    states, _, coefficients = ctx.sizes
    return None, None, of_x, rest[:states], rest[states:], [None] * coefficients


run.register_autograd(_backward, setup_context=_keep)


@dataclass(frozen=True, eq=False)
class _Given:
    """What an operator is given, as the engine takes it."""

    weights: Weights
    x: Any
    initial: Mapping[str, Any]
    coefficients: Mapping[str, Coefficients]
    arrays: Arrays

    @classmethod
    def of(
        cls,
        cell: str,
        edited: str,
        x: Tensor,
        initial: Sequence[Tensor],
        parameters: Sequence[Tensor],
        coefficients: Sequence[Tensor],
    ) -> "_Given":
        own, names, pairs = _cell(cell), _names(edited), [_array(c) for c in coefficients]
        return cls(
            Weights(own, dict(zip(own.parameters, map(_array, parameters), strict=True))),
            _array(x),
            dict(zip(own.states, map(_array, initial), strict=True)),
            {n: Coefficients(*pairs[2 * k : 2 * k + 2]) for k, n in enumerate(names)},
            arrays(own, names),
        )

    @property
    def cell(self) -> Cell:
        return self.weights.cell

    def result(self, found: Sequence[Any]) -> Result:
        return self.arrays.result(found, self.weights, self.x, self.initial, self.coefficients)


@cache
def _cell(document: str) -> Cell:
    return Cell.from_json(json.loads(document))


@cache
def document(cell: Cell) -> str:
    """A cell as the operators take it."""
    return json.dumps(cell.to_json())


def _names(edited: str) -> tuple[str, ...]:
    return tuple(edited.split(",")) if edited else ()


def _array(tensor: Tensor) -> Any:
    return tensor.detach().numpy()


def _tensor(array: Any) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(array))
