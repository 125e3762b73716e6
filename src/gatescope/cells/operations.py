"""The table of operations: all that a cell's graph can be made of.

Each entry says how it computes, how it passes a gradient back, the range of its values, and its
LaTeX. Entries speak to any array library with NumPy's operators (NumPy, PyTorch). Arrays have the
axes (batch, size); an affine's parameters are its matrices, (unit, size), then its bias, (unit);
that of a projection is a matrix, (proj, unit), that of a diagonal a vector, (unit). Some have
constants, numbers that belong to the graph.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gatescope.namespace import array_namespace

Array = Any
Arrays = Sequence[Array]

SUM, PRODUCT, SYMBOL = 1, 2, 3


@dataclass(frozen=True)
class Operation:
    """One row of the table.

    `compute(arguments, parameters, *constants)` gives the value; `backward(grad, value, arguments,
    parameters, *constants)` the gradients of the arguments and of the parameters. `pointwise`
    computes one without parameters from its arguments and constants, one number from one of each.
    `binding` is how tightly its LaTeX holds together, `needs` how tightly its arguments must if
    they are to stand in it without parentheses: `SUM`, `PRODUCT` or `SYMBOL`. `weights` is what
    belongs to each of its roles, and `constants` are the names of its constants. `axis` is that of
    the value, where it is not that of the arguments.
    """

    compute: Callable[..., Array]
    backward: Callable[..., tuple[Arrays, Arrays]]
    arity: int | None  # None: one argument for each role
    latex: str
    binding: int
    needs: int
    range: tuple[float, float] | None = None
    pointwise: Callable[..., Array] | None = None
    weights: Literal["matrix", "vector"] | None = None
    has_bias: bool = False
    constants: tuple[str, ...] = ()
    axis: Literal["unit", "proj"] | None = None

    @property
    def is_function(self) -> bool:
        """Whether it stands around one argument, as a nonlinearity does."""
        return self.arity == 1 and self.binding == SYMBOL


def _pointwise(
    compute: Callable[..., Array], backward: Callable[..., Arrays], **row: Any
) -> Operation:
    """An operation without parameters; `backward` takes grad, value, arguments and constants."""
    return Operation(
        compute=lambda arguments, _, *constants: compute(*arguments, *constants),
        pointwise=compute,
        backward=lambda grad, value, arguments, _, *constants: (
            backward(grad, value, *arguments, *constants),
            (),
        ),
        **row,
    )


def _function(
    compute: Callable[..., Array], backward: Callable[..., Array], latex: str, **row: Any
) -> Operation:
    """A nonlinearity; `backward` gives the gradient of its one argument."""
    own = {"arity": 1, "latex": latex, "binding": SYMBOL, "needs": 0, **row}
    return _pointwise(compute, lambda *given: [backward(*given)], **own)


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


def _clip(a: Array, low: float, high: float) -> Array:
    # Not the array library's own, which has no complex numbers: tests differentiate by them.
    xp = array_namespace(a)
    inside = xp.where(a < low, xp.full_like(a, low), a)
    return xp.where(inside > high, xp.full_like(a, high), inside)


def _hard_sigmoid(a: Array, alpha: float, beta: float) -> Array:
    return _clip(alpha * a + beta, 0.0, 1.0)


def _elu(a: Array, alpha: float) -> Array:
    xp = array_namespace(a)
    # What is not selected would overflow, and its gradient with it.
    below = xp.where(a < 0, a, xp.zeros_like(a))
    return xp.where(a < 0, alpha * xp.expm1(below), a)


def _softplus(a: Array) -> Array:
    xp = array_namespace(a)
    size = xp.where(a < 0, a, -a)
    return xp.where(a > 0, a, xp.zeros_like(a)) + xp.log1p(xp.exp(size))


def _softsign(a: Array) -> Array:
    return a / (1 + array_namespace(a).where(a < 0, -a, a))


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


def _projection_backward(
    grad: Array, _: Array, arguments: Arrays, parameters: Arrays
) -> tuple[Arrays, Arrays]:
    (argument,), (matrix,) = arguments, parameters
    return [grad @ matrix], [grad.T @ argument]


def _diagonal_backward(
    grad: Array, _: Array, arguments: Arrays, parameters: Arrays
) -> tuple[Arrays, Arrays]:
    (argument,), (vector,) = arguments, parameters
    return [grad * vector], [(grad * argument).sum(0)]


OPERATIONS: dict[str, Operation] = {
    "affine": Operation(
        compute=_affine,
        backward=_affine_backward,
        arity=None,
        latex=r"W_{subscript} \cdot {arguments} + b_{subscript}",
        binding=SUM,
        needs=SUM,
        weights="matrix",
        has_bias=True,
        axis="unit",
    ),
    "diagonal": Operation(
        compute=lambda arguments, parameters: arguments[0] * parameters[0],
        backward=_diagonal_backward,
        arity=1,
        latex="p_{subscript} * {arguments}",
        binding=PRODUCT,
        needs=PRODUCT,
        weights="vector",
    ),
    "projection": Operation(
        compute=lambda arguments, parameters: arguments[0] @ parameters[0].T,
        backward=_projection_backward,
        arity=1,
        latex=r"W_{subscript} \cdot {arguments}",
        binding=PRODUCT,
        needs=SYMBOL,
        weights="matrix",
        axis="proj",
    ),
    "sigma": _function(
        _sigma, lambda grad, v, a: grad * v * (1 - v), r"\sigma({0})", range=(0.0, 1.0)
    ),
    "hard_sigmoid": _function(
        _hard_sigmoid,
        lambda grad, v, a, alpha, beta: grad * alpha * ((v > 0) & (v < 1)),
        r"\mathrm{{clip}}_0^1({alpha} \, {0} + {beta})",
        needs=PRODUCT,
        range=(0.0, 1.0),
        constants=("alpha", "beta"),
    ),
    "tanh": _function(
        _tanh, lambda grad, v, a: grad * (1 - v * v), r"\tanh({0})", range=(-1.0, 1.0)
    ),
    "relu": _function(_relu, lambda grad, v, a: grad * (v > 0), r"\mathrm{{relu}}({0})"),
    "leaky_relu": _function(
        lambda a, alpha: array_namespace(a).where(a < 0, alpha * a, a),
        lambda grad, v, a, alpha: grad * array_namespace(a).where(a < 0, alpha, 1.0),
        r"\mathrm{{relu}}_{{{alpha}}}({0})",
        constants=("alpha",),
    ),
    "elu": _function(
        _elu,
        lambda grad, v, a, alpha: grad * array_namespace(a).where(a < 0, v + alpha, 1.0),
        r"\mathrm{{elu}}_{{{alpha}}}({0})",
        constants=("alpha",),
    ),
    "softplus": _function(
        _softplus, lambda grad, v, a: grad * _sigma(a), r"\mathrm{{softplus}}({0})"
    ),
    "softsign": _function(
        _softsign,
        lambda grad, v, a: grad * (1 - array_namespace(a).where(a < 0, -v, v)) ** 2,
        r"\mathrm{{softsign}}({0})",
        range=(-1.0, 1.0),
    ),
    "clip": _function(
        lambda a, limit: _clip(a, -limit, limit),
        lambda grad, v, a, limit: grad * ((a >= -limit) & (a <= limit)),
        r"\mathrm{{clip}}_{{-{limit}}}^{{{limit}}}({0})",
        constants=("limit",),
    ),
    "scale": _pointwise(
        lambda a, alpha: alpha * a,
        lambda grad, v, a, alpha: [grad * alpha],
        arity=1,
        latex=r"{alpha} \, {0}",
        binding=PRODUCT,
        needs=PRODUCT,
        constants=("alpha",),
    ),
    "offset": _pointwise(
        lambda a, beta: a + beta,
        lambda grad, v, a, beta: [grad],
        arity=1,
        latex="{0} + {beta}",
        binding=SUM,
        needs=SUM,
        constants=("beta",),
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
