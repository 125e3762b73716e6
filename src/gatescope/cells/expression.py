"""Expressions: how a cell is written down, in lines that read like the paper."""

from __future__ import annotations

from dataclasses import dataclass

from gatescope.errors import CellError


@dataclass(frozen=True, eq=False)
class Expression:
    """One operation on other expressions. Two are the same only if they are the same object."""

    operation: str
    arguments: tuple[Expression, ...] = ()
    label: str | None = None
    roles: tuple[str, ...] = ()
    constants: tuple[float, ...] = ()

    def __add__(self, other: Expression) -> Expression:
        return Expression("add", (self, _expression(other, "each side of +")))

    def __mul__(self, other: Expression) -> Expression:
        return Expression("multiply", (self, _expression(other, "each side of *")))

    def __rsub__(self, one: object) -> Expression:
        if one != 1:
            raise CellError(
                f"Expected `1 - value`, the only difference in the table of operations; "
                f"got `{one!r} - value`. Write a difference of two values through an affine."
            )
        return Expression("one_minus", (self,))


def _expression(other: object, place: str) -> Expression:
    if not isinstance(other, Expression):
        raise CellError(
            f"Expected an expression as {place}, got {other!r}. "
            "Constants belong in a bias, or in the operation 1 - value."
        )
    return other


x = Expression("input")
"""The input of a step, (batch, input)."""


def previous(state: str) -> Expression:
    """The value of a state before the step, (batch, unit), or (batch, proj) of a projected one."""
    return Expression("previous", label=state)


def affine(label: str, **arguments: Expression) -> Expression:
    """Σ W·argument + b over the named arguments, (batch, unit).

    Its parameters are `<label>.<name>` for each argument and `<label>.b`. Its node is
    `<label>_pre`.
    """
    if not arguments:
        raise CellError(f'Expected affine("{label}", h=…, x=…) to have an argument, got none.')
    place = f'each argument of affine("{label}")'
    values = tuple(_expression(value, place) for value in arguments.values())
    return Expression("affine", values, label, tuple(arguments))


def diagonal(label: str, **argument: Expression) -> Expression:
    """A vector of weights times one named argument, (batch, unit): a peephole.

    Its parameter is `<label>.<name>`.
    """
    return _weighed("diagonal", label, argument)


def projection(label: str, **argument: Expression) -> Expression:
    """W·argument without a bias, (batch, proj): as many numbers as the layer has projections.

    Its parameter is `<label>.<name>`.
    """
    return _weighed("projection", label, argument)


def _weighed(operation: str, label: str, argument: dict[str, Expression]) -> Expression:
    if len(argument) != 1:
        raise CellError(
            f'Expected {operation}("{label}", c=…) to have one argument, got {len(argument)}.'
        )
    ((role, value),) = argument.items()
    of = _expression(value, f'the argument of {operation}("{label}")')
    return Expression(operation, (of,), label, (role,))


def sigma(a: Expression) -> Expression:
    """The logistic function 1 / (1 + exp(−a)), in 0..1: what makes a gate."""
    return _unary("sigma", a)


def hard_sigmoid(a: Expression, alpha: float = 0.2, beta: float = 0.5) -> Expression:
    """α·a + β, cut off at 0 and 1: a gate without an exponential.

    The defaults are those of ONNX and Keras 2; in Keras 3 α is 1/6.
    """
    return _unary("hard_sigmoid", a, alpha, beta)


def tanh(a: Expression) -> Expression:
    """The hyperbolic tangent, in −1..1."""
    return _unary("tanh", a)


def relu(a: Expression) -> Expression:
    """The larger of a and 0."""
    return _unary("relu", a)


def leaky_relu(a: Expression, alpha: float) -> Expression:
    """a, or α·a where a is below 0."""
    return _unary("leaky_relu", a, alpha)


def elu(a: Expression, alpha: float = 1.0) -> Expression:
    """a, or α·(exp(a) − 1) where a is below 0."""
    return _unary("elu", a, alpha)


def softplus(a: Expression) -> Expression:
    """log(1 + exp(a))."""
    return _unary("softplus", a)


def softsign(a: Expression) -> Expression:
    """a / (1 + |a|), in −1..1."""
    return _unary("softsign", a)


def clip(a: Expression, limit: float) -> Expression:
    """a, cut off at ±limit."""
    return _unary("clip", a, limit)


def scale(a: Expression, alpha: float) -> Expression:
    """α·a."""
    return _unary("scale", a, alpha)


def offset(a: Expression, beta: float) -> Expression:
    """a + β."""
    return _unary("offset", a, beta)


def _unary(operation: str, a: Expression, *constants: float) -> Expression:
    argument = _expression(a, f"the argument of {operation}")
    return Expression(operation, (argument,), constants=constants)
