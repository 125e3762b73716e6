"""The recurrent layers of a Keras model, by the names that the model gives them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from array_api_compat import is_torch_array

from gatescope.convert.found import Part
from gatescope.convert.keras_config import RECURRENT, Described
from gatescope.convert.keras_layers import recurrent
from gatescope.errors import ConversionError
from gatescope.recording.arrays import Array
from gatescope.weights import plain

_VERSION = 3
CELLS = ("LSTMCell", "GRUCell", "SimpleRNNCell", "StackedRNNCells")


@dataclass(frozen=True, eq=False)
class Found:
    """A recurrent layer where it stands; `wrapper` is the Bidirectional that it is half of.

    It has several cells where it is an RNN of a stack of them, each a layer of its own in a trace.
    """

    name: str
    layer: Any
    wrapper: Any = None

    @property
    def source(self) -> str:
        """What a trace says of where its weights came from."""
        return f"Keras {type(self.wrapper or self.layer).__name__} {self.name}".rstrip()

    @property
    def cells(self) -> tuple[Any, ...]:
        """The cells that a step goes through, from the bottom up."""
        cell = self.layer.cell
        is_stack = isinstance(cell, sys.modules["keras"].layers.StackedRNNCells)
        return tuple(cell.cells) if is_stack else (cell,)

    def part(self, place: int = 0) -> Part:
        """A cell of the layer as it is now: its direction and weights.

        Raises:
            ConversionError: it is of a kind, or has an option, that is not supported.
        """
        cell = self.cells[place]
        kind = _kind(self.layer, cell)
        config = {**cell.get_config(), "go_backwards": self.layer.go_backwards}
        described = Described(self.name, self.name, kind, (config,), ())
        try:
            return recurrent(described, lambda: [_arrays(cell)], _VERSION).parts[0]
        except ConversionError as error:
            raise ConversionError(f"The layer {self.name!r}: {error}") from error


def find(model: Any) -> tuple[Found, ...]:
    """The recurrent layers of a model, each once, in the model's order.

    Raises:
        ConversionError: it is no Keras 3 model, holds no recurrent layer, or one that is not
            supported.
    """
    keras = sys.modules.get("keras")
    if keras is None or not _is_ours(model, keras):
        raise ConversionError(
            f"Expected a Keras 3 model, got {type(model).__name__}. Of another Keras, save the "
            "model and read its layers with gatescope.load_weights."
        )
    found: dict[int, Found] = {}
    for each in _within(model, "", keras):
        found.setdefault(id(each.layer), each)
    if not found:
        raise ConversionError(
            "Expected a model with an LSTM, a GRU or a SimpleRNN in it, got "
            f"{type(model).__name__} {model.name!r}, which has none."
        )
    for each in found.values():
        if each.layer.built:
            for place in range(len(each.cells)):
                each.part(place)  # says what is not supported
    return tuple(found.values())


def _is_ours(model: Any, keras: Any) -> bool:
    is_three = keras.__version__.startswith(f"{_VERSION}.")
    return is_three and isinstance(model, keras.layers.Layer)


def as_numpy(tensor: Any) -> Array:
    """A copy of a tensor, which the backend may change in place; half precision as float32."""
    if not is_torch_array(tensor):
        tensor = sys.modules["keras"].ops.convert_to_numpy(tensor)
    numbers = np.array(plain(tensor))
    is_half = numbers.dtype.kind not in "iub" and numbers.itemsize < 4
    return numbers.astype(np.float32) if is_half else numbers


def as_tensor(cell: Any, array: Array) -> Any:
    """An array as a tensor of the backend, in the numbers in which a cell computes."""
    return sys.modules["keras"].ops.convert_to_tensor(array, dtype=cell.compute_dtype)


def _within(layer: Any, name: str, keras: Any) -> Iterator[Found]:
    if isinstance(layer, keras.layers.Bidirectional):
        for half in (layer.forward_layer, layer.backward_layer):
            yield Found(name, half, layer)
    elif isinstance(layer, keras.layers.RNN):
        yield Found(name, layer)
    elif type(layer).__name__ in CELLS and type(layer).__module__.startswith("keras."):
        raise ConversionError(
            f"Expected the cells of the model to be run by layers, got the {type(layer).__name__} "
            f"{name!r}, which the model calls by itself, where it cannot be watched. Put it into "
            "keras.layers.RNN, or record the model's other layers by themselves."
        )
    elif isinstance(layer, keras.layers.Wrapper):
        yield from _within(layer.layer, name, keras)
    else:
        for inner in getattr(layer, "_layers", ()):
            yield from _within(inner, f"{name}/{inner.name}".lstrip("/"), keras)


def _kind(layer: Any, cell: Any) -> str:
    """Keras' own class of a layer, or of a cell of an RNN."""
    classes = [c.__name__ for c in type(layer).__mro__ if c.__module__.startswith("keras.")]
    cells = [c.__name__.removesuffix("Cell") for c in type(cell).__mro__]
    known = [name for name in (*classes, *cells) if name in RECURRENT]
    if known and classes[0] in (known[0], "RNN"):
        return known[0]
    return type(layer if classes[0] != "RNN" else cell).__name__


def _arrays(cell: Any) -> list[Array]:
    """The parameters as the cell computes with them."""
    cast = sys.modules["keras"].ops.cast
    given = [cell.kernel, cell.recurrent_kernel, *([cell.bias] if cell.use_bias else [])]
    return [as_numpy(cast(parameter, cell.compute_dtype)) for parameter in given]
