"""Keras' recurrent layers: from their configuration and arrays to `Weights`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from numpy.typing import NDArray

from gatescope.cells import gru, lstm, rnn
from gatescope.convert.found import Layer, Recurrent, converted
from gatescope.convert.keras_activations import activation
from gatescope.convert.keras_config import Config, Described
from gatescope.convert.keras_cudnn import KINDS, kind_of, straightened
from gatescope.convert.layout import Layout, Stacked
from gatescope.errors import ConversionError
from gatescope.trace.schema import DIRECTIONS
from gatescope.weights import Weights

Array = NDArray[Any]

PLAIN = ("LSTM", "GRU", "SimpleRNN")
_USUAL = {"activation": "tanh", "recurrent_activation": "sigmoid"}


def recurrent(
    layer: Described, arrays: Callable[[], Sequence[Sequence[Array]]], version: int
) -> Recurrent:
    """A layer as it is found in a file; `arrays` reads those of each direction, and `version` is
    the first number of Keras' own.

    Raises:
        ConversionError: it is of a kind, or has an option or arrays, that are not supported.
    """
    if layer.kind not in (*PLAIN, *KINDS):
        raise ConversionError(
            f"Expected an LSTM, a GRU or a SimpleRNN of Keras, got {layer.kind}, which is not "
            "supported yet. Build the layer from one of these."
        )
    backwards = tuple(bool(config.get("go_backwards")) for config in layer.configs)
    if len(backwards) > 1 and backwards != (False, True):
        raise ConversionError(
            "Expected a Bidirectional to read forward, then backward, got go_backwards="
            f"{backwards}. Give it the layers the other way round."
        )
    layouts = [_layout(layer.kind, config, version) for config in layer.configs]
    both = tuple(
        _weights(layout, config, own)
        for layout, config, own in zip(layouts, layer.configs, arrays(), strict=True)
    )
    found: Layer = both if len(both) > 1 else both[0]
    directions = tuple(DIRECTIONS[is_backwards] for is_backwards in backwards)
    return Recurrent(layer.name, f"Keras {layer.kind}", (found,), directions, _notes(layer))


def _layout(kind: str, config: Config, version: int) -> Layout:
    """The cell of a layer, and the order in which Keras stacks its blocks."""
    on_cudnn = kind in KINDS
    options = {
        name: usual if on_cudnn else config.get(name, usual) for name, usual in _USUAL.items()
    }
    inner, gate = (activation(name, options[name], version) for name in _USUAL)
    match KINDS.get(kind, kind):
        case "LSTM":
            cell = lstm(gate=gate, candidate=inner, output=inner)
            return Layout(cell, (("i",), ("f",), ("g",), ("o",)))
        case "GRU":
            after = on_cudnn or bool(config.get("reset_after", False))
            cell = gru("after" if after else "before", "old", gate=gate, candidate=inner)
            return Layout(cell, (("z",), ("r",), ("n_x", "n_h") if after else ("n",)))
    return Layout(rnn(activation=inner), (("h",),))


_NAMES = {
    "input": "its kernel",
    "recurrent": "its recurrent kernel",
    "input_bias": "its bias",
    "recurrent_bias": "its recurrent bias",
}
"""What Keras calls a layer's arrays."""


def _weights(layout: Layout, config: Config, arrays: Sequence[Array]) -> Weights:
    if len(arrays) != (3 if config.get("use_bias", True) else 2):
        raise ConversionError(
            f"Expected a kernel, a recurrent kernel and a bias if it has one, got {len(arrays)} "
            f"arrays with use_bias={config.get('use_bias', True)}. Save the whole model again."
        )
    if kind_of([array.shape for array in arrays]):
        arrays = straightened(arrays)
    kernel, recurrent_kernel, *bias = arrays
    # After the product the GRU has a bias on either side of it; else there is one in all.
    biases = [part for array in bias for part in (array if array.ndim > 1 else [array])]
    return converted(layout, Stacked(kernel.T, recurrent_kernel.T, *biases[:2]), _NAMES)


def _notes(layer: Described) -> tuple[str, ...]:
    if layer.merge_mode not in (None, "concat"):
        return (
            f"merge_mode={layer.merge_mode}: Keras merges the directions so, run gives them apart",
        )
    if layer.configs[0].get("go_backwards") and len(layer.configs) == 1:
        return ("go_backwards: Keras gives its outputs from the last step to the first",)
    return ()
