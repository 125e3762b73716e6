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
    """The value of a state before the step, (batch, unit)."""
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


def sigma(a: Expression) -> Expression:
    """The logistic function 1 / (1 + exp(−a)), in 0..1: what makes a gate."""
    return Expression("sigma", (_expression(a, "the argument of sigma"),))


def relu(a: Expression) -> Expression:
    """The larger of a and 0."""
    return Expression("relu", (_expression(a, "the argument of relu"),))


def tanh(a: Expression) -> Expression:
    """The hyperbolic tangent, in −1..1."""
    return Expression("tanh", (_expression(a, "the argument of tanh"),))
