"""The cell that an ONNX node computes, by its operator and attributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from gatescope.cells import Activation, Expression, gru, lstm, rnn
from gatescope.cells import expression as e
from gatescope.convert.layout import Layout
from gatescope.errors import ConversionError

OPERATORS = ("LSTM", "GRU", "RNN")
_USUAL = {"LSTM": ("Sigmoid", "Tanh", "Tanh"), "GRU": ("Sigmoid", "Tanh"), "RNN": ("Tanh",)}


@dataclass(frozen=True)
class _Function:
    """An activation of ONNX's: how it is made of what it takes, and what that is by default."""

    make: Callable[..., Expression]
    alpha: float | None = None
    beta: float | None = None
    has_defaults: bool = True


_FUNCTIONS = {
    "affine": _Function(lambda a, alpha, beta: e.offset(e.scale(a, alpha), beta), 1, 0, False),
    "elu": _Function(e.elu, 1.0),
    "hardsigmoid": _Function(e.hard_sigmoid, 0.2, 0.5),
    "leakyrelu": _Function(e.leaky_relu, 0.01),
    "relu": _Function(e.relu),
    "scaledtanh": _Function(
        lambda a, alpha, beta: e.scale(e.tanh(e.scale(a, beta)), alpha), 1, 1, False
    ),
    "sigmoid": _Function(e.sigma),
    "softplus": _Function(e.softplus),
    "softsign": _Function(e.softsign),
    "tanh": _Function(e.tanh),
}
"""By their names in small letters; defaults are ONNX Runtime's, which for two makes them 0."""


def layouts(
    operator: str, options: Mapping[str, Any], many: int, *, peepholes: bool
) -> list[Layout]:
    """The layout of each of so many directions.

    Raises:
        ConversionError: an attribute is of another kind, or an activation is not known.
    """
    after = _whole(options, "linear_before_reset")
    coupled = _whole(options, "input_forget")
    limit = options.get("clip")
    if limit is not None and (not isinstance(limit, float) or limit <= 0):
        raise ConversionError(f"Expected its clip to be a number above 0, got {limit!r}.")
    make = {
        "LSTM": partial(_lstm, peepholes, coupled, limit),
        "GRU": partial(_gru, after, limit),
        "RNN": partial(_rnn, limit),
    }[operator]
    return [make(*each) for each in _activations(operator, options, many)]


def _lstm(
    peepholes: bool, coupled: bool, limit: float | None, f: Activation, g: Activation, h: Activation
) -> Layout:
    cell = lstm(peepholes=peepholes, coupled=coupled, gate=f, candidate=g, output=h, limit=limit)
    return Layout(cell, (("i",), ("o",), ("f",), ("g",)), ("i", "o", "f") * peepholes)


def _gru(after: bool, limit: float | None, f: Activation, g: Activation) -> Layout:
    cell = gru("after" if after else "before", "old", gate=f, candidate=g, limit=limit)
    return Layout(cell, (("z",), ("r",), ("n_x", "n_h") if after else ("n",)))


def _rnn(limit: float | None, f: Activation) -> Layout:
    return Layout(rnn(activation=f, limit=limit), (("h",),))


def _whole(options: Mapping[str, Any], name: str) -> bool:
    """An attribute that says yes or no, as 1 or 0."""
    given = options.get(name, 0)
    if given not in (0, 1) or not isinstance(given, int):
        raise ConversionError(f"Expected its {name} to be 0 or 1, got {given!r}.")
    return bool(given)


def _activations(
    operator: str, options: Mapping[str, Any], many: int
) -> list[Sequence[Activation]]:
    """Those of each direction; functions take their alpha and beta off the lists in order."""
    usual = _USUAL[operator]
    given = options.get("activations") or usual * many
    words = [text.lower() for text in given] if isinstance(given, tuple) else []
    numbers = {name: _numbers(options, f"activation_{name}") for name in ("alpha", "beta")}
    if len(words) != len(usual) * many or any(word not in _FUNCTIONS for word in words):
        raise ConversionError(
            f"Expected {len(usual) * many} activations of {sorted(_FUNCTIONS)}, got {given}, which "
            "is not supported yet. Train the layer with other activations."
        )
    made = [_activation(_FUNCTIONS[word], numbers["alpha"], numbers["beta"]) for word in words]
    return [made[k : k + len(usual)] for k in range(0, len(made), len(usual))]


def _activation(function: _Function, alphas: Iterator[float], betas: Iterator[float]) -> Activation:
    pairs = ((function.alpha, alphas), (function.beta, betas))
    given = [(d, next(numbers, None)) for d, numbers in pairs if d is not None]
    if not function.has_defaults and any(number is None for _, number in given):
        raise ConversionError(
            "Expected activation_alpha and activation_beta with Affine and ScaledTanh, for which "
            "ONNX has no defaults, got too few. Export the layer with them."
        )
    taken = [float(default if number is None else number) for default, number in given]
    return lambda a: function.make(a, *taken)


def _numbers(options: Mapping[str, Any], name: str) -> Iterator[float]:
    given = options.get(name, ())
    if not isinstance(given, tuple) or not all(isinstance(each, float) for each in given):
        raise ConversionError(f"Expected its {name} to be numbers, got {given!r}.")
    return iter(given)
