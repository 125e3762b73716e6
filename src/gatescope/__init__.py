"""See inside LSTM and GRU networks: every gate and state, edited, explained, at every step.

The public door. Names are loaded when they are first used, so that `import gatescope` costs little
and never needs PyTorch.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from gatescope import nn as nn
    from gatescope.bundled import Model, load_model, models
    from gatescope.cells import GRU, GRU_RESET_AFTER, LSTM, RNN, Cell, gru
    from gatescope.convert import from_torch, load_weights
    from gatescope.edits import Clamp, Scale, Shift, Swap
    from gatescope.engine.kernels.source import kernel_source
    from gatescope.errors import GatescopeError
    from gatescope.recording import edit, open, record, record_keras, record_onnx, run
    from gatescope.server.explore import explore
    from gatescope.trace.store import save
    from gatescope.weights import Weights

_HOMES = {
    "gatescope.bundled": ("Model", "load_model", "models"),
    "gatescope.cells": ("GRU", "GRU_RESET_AFTER", "LSTM", "RNN", "Cell", "gru"),
    "gatescope.convert": ("from_torch", "load_weights"),
    "gatescope.edits": ("Clamp", "Scale", "Shift", "Swap"),
    "gatescope.engine.kernels.source": ("kernel_source",),
    "gatescope.errors": ("GatescopeError",),
    "gatescope.recording": ("edit", "open", "record", "record_keras", "record_onnx", "run"),
    "gatescope.server.explore": ("explore",),
    "gatescope.trace.store": ("save",),
    "gatescope.weights": ("Weights",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "GRU",
    "GRU_RESET_AFTER",
    "LSTM",
    "RNN",
    "Cell",
    "Clamp",
    "GatescopeError",
    "Model",
    "Scale",
    "Shift",
    "Swap",
    "Weights",
    "edit",
    "explore",
    "from_torch",
    "gru",
    "kernel_source",
    "load_model",
    "load_weights",
    "models",
    "open",
    "record",
    "record_keras",
    "record_onnx",
    "run",
    "save",
]


_ROOMS = ("nn",)
"""Rooms that are a part of the door, and that need PyTorch."""


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        return import_module(f"gatescope.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'gatescope' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return [*__all__, *_ROOMS, "__version__"]
