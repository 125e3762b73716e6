"""Keras' activations by name: one of them is another function since Keras 3."""

from __future__ import annotations

from functools import partial
from typing import Any

from gatescope.cells import Activation
from gatescope.cells import expression as e
from gatescope.errors import ConversionError

_SELU = 1.0507009873554805, 1.6732632423543772
"""Klambauer et al. 2017: scale and alpha."""

_ACTIVATIONS: dict[str, Activation] = {
    "elu": e.elu,
    "leaky_relu": partial(e.leaky_relu, alpha=0.2),
    "linear": lambda a: a,
    "relu": e.relu,
    "selu": lambda a: e.scale(e.elu(a, _SELU[1]), _SELU[0]),
    "sigmoid": e.sigma,
    "silu": lambda a: a * e.sigma(a),
    "softplus": e.softplus,
    "softsign": e.softsign,
    "swish": lambda a: a * e.sigma(a),
    "tanh": e.tanh,
}
_HARD_SIGMOID: dict[int, Activation] = {
    2: partial(e.hard_sigmoid, alpha=0.2, beta=0.5),
    3: partial(e.hard_sigmoid, alpha=1 / 6, beta=0.5),
}
"""By Keras' first version number."""


def activation(option: str, given: Any, version: int) -> Activation:
    """The activation that a configuration gives for an option.

    Raises:
        ConversionError: it is another.
    """
    if given == "hard_sigmoid":
        return _HARD_SIGMOID[version]
    if isinstance(given, str) and given in _ACTIVATIONS:
        return _ACTIVATIONS[given]
    raise ConversionError(
        f"Expected its {option} to be one of {sorted([*_ACTIVATIONS, 'hard_sigmoid'])}, got "
        f"{given!r}, which is not supported yet. Train the layer with one of these."
    )
