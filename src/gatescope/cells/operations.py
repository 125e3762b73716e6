"""The table of operations: all that a cell's graph can be made of.

Each entry says how it computes, how it passes a gradient back, the range of its values, and its
LaTeX. Entries speak to any array library with NumPy's operators (NumPy, PyTorch). Arrays have the
axes (batch, size); an affine's parameters are its matrices, (unit, size), then its bias, (unit).
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from array_api_compat import array_namespace

Array = Any
Arrays = Sequence[Array]

SUM, PRODUCT, SYMBOL = 1, 2, 3


@dataclass(frozen=True)
class Operation:
    """One row of the table.

    `compute(arguments, parameters)` gives the value; `backward(grad, value, arguments,
    parameters)` the gradients of the arguments and of the parameters. `pointwise` computes one
    without parameters from its arguments, one number from one of each. `binding` is how tightly its
    LaTeX holds together, `needs` how tightly its arguments must if they are to stand in it without
    parentheses: `SUM`, `PRODUCT` or `SYMBOL`.
    """

    compute: Callable[[Arrays, Arrays], Array]
    backward: Callable[[Array, Array, Arrays, Arrays], tuple[Arrays, Arrays]]
    arity: int | None  # None: one argument for each role
    latex: str
    binding: int
    needs: int
    range: tuple[float, float] | None = None
    pointwise: Callable[..., Array] | None = None


def _pointwise(
    compute: Callable[..., Array], backward: Callable[..., Arrays], **row: Any
) -> Operation:
    """An operation without parameters; `backward` takes grad, value and the arguments."""
    return Operation(
        compute=lambda arguments, _: compute(*arguments),
        pointwise=compute,
        backward=lambda grad, value, arguments, _: (backward(grad, value, *arguments), ()),
        **row,
    )


def _sigma(a: Array) -> Array:
    # PyTorch has its own, whose gradient survives where exp(−a) overflows.
    xp = array_namespace(a)
    return xp.sigmoid(a) if hasattr(xp, "sigmoid") else 1 / (1 + xp.exp(-a))


def _tanh(a: Array) -> Array:
    return array_namespace(a).tanh(a)


def _relu(a: Array) -> Array:
    # PyTorch has its own, whose slope at 0 is 0, as it is here.
    xp = array_namespace(a)
    return xp.relu(a) if hasattr(xp, "relu") else xp.maximum(a, xp.zeros_like(a))


def _affine(arguments: Arrays, parameters: Arrays) -> Array:
    *matrices, bias = parameters
    total = bias
    for argument, matrix in zip(arguments, matrices, strict=True):
        total = total + argument @ matrix.T
    return total


def _affine_backward(
    grad: Array, _: Array, arguments: Arrays, parameters: Arrays
) -> tuple[Arrays, Arrays]:
    *matrices, _bias = parameters
    of_arguments = [grad @ matrix for matrix in matrices]
    of_matrices = [grad.T @ argument for argument in arguments]
    return of_arguments, [*of_matrices, grad.sum(0)]


OPERATIONS: dict[str, Operation] = {
    "affine": Operation(
        compute=_affine,
        backward=_affine_backward,
        arity=None,
        latex=r"W_{subscript} \cdot {arguments} + b_{subscript}",
        binding=SUM,
        needs=SUM,
    ),
    "sigma": _pointwise(
        _sigma,
        lambda grad, v, a: [grad * v * (1 - v)],
        arity=1,
        latex=r"\sigma({0})",
        binding=SYMBOL,
        needs=0,
        range=(0.0, 1.0),
    ),
    "tanh": _pointwise(
        _tanh,
        lambda grad, v, a: [grad * (1 - v * v)],
        arity=1,
        latex=r"\tanh({0})",
        binding=SYMBOL,
        needs=0,
        range=(-1.0, 1.0),
    ),
    "relu": _pointwise(
        _relu,
        lambda grad, v, a: [grad * (v > 0)],
        arity=1,
        latex=r"\mathrm{{relu}}({0})",
        binding=SYMBOL,
        needs=0,
    ),
    "add": _pointwise(
        operator.add,
        lambda grad, v, a, b: [grad, grad],
        arity=2,
        latex="{0} + {1}",
        binding=SUM,
        needs=SUM,
    ),
    "multiply": _pointwise(
        operator.mul,
        lambda grad, v, a, b: [grad * b, grad * a],
        arity=2,
        latex="{0} * {1}",
        binding=PRODUCT,
        needs=PRODUCT,
    ),
    "one_minus": _pointwise(
        lambda a: 1 - a,
        lambda grad, v, a: [-grad],
        arity=1,
        latex="1 - {0}",
        binding=SUM,
        needs=PRODUCT,
    ),
}

SOURCES = ("input", "previous")
"""Where a step begins: the input x, and the states before the step. They compute nothing."""
