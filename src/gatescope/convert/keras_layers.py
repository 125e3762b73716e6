"""Keras' recurrent layers: from their configuration and arrays to `Weights`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from numpy.typing import NDArray

from gatescope.cells import GRU_RESET_AFTER, LSTM, RNN, RNN_RELU, gru
from gatescope.convert.found import Layer, Recurrent, converted
from gatescope.convert.keras_config import Config, Described
from gatescope.convert.layout import Layout, Stacked
from gatescope.errors import ConversionError
from gatescope.trace.schema import DIRECTIONS
from gatescope.weights import Weights

Array = NDArray[Any]

LAYOUTS = {
    ("LSTM", False, "tanh"): Layout(LSTM, (("i",), ("f",), ("g",), ("o",))),
    ("GRU", False, "tanh"): Layout(gru("before", "old"), (("z",), ("r",), ("n",))),
    ("GRU", True, "tanh"): Layout(GRU_RESET_AFTER, (("z",), ("r",), ("n_x", "n_h"))),
    ("SimpleRNN", False, "tanh"): Layout(RNN, (("h",),)),
    ("SimpleRNN", False, "relu"): Layout(RNN_RELU, (("h",),)),
}
"""By the class, by its option reset_after, which the GRU alone has, and by its activation."""

_GATES = "sigmoid"


def recurrent(layer: Described, arrays: Callable[[], Sequence[Sequence[Array]]]) -> Recurrent:
    """A layer as it is found in a file; `arrays` reads those of each direction.

    Raises:
        ConversionError: it is of a kind, or has an option or arrays, that are not supported.
    """
    for config in layer.configs:
        _refuse(layer.kind, config)
    backwards = tuple(bool(config.get("go_backwards")) for config in layer.configs)
    if len(backwards) > 1 and backwards != (False, True):
        raise ConversionError(
            "Expected a Bidirectional to read forward, then backward, got go_backwards="
            f"{backwards}. Give it the layers the other way round."
        )
    both = tuple(
        _weights(layer.kind, config, own)
        for config, own in zip(layer.configs, arrays(), strict=True)
    )
    found: Layer = both if len(both) > 1 else both[0]
    directions = tuple(DIRECTIONS[is_backwards] for is_backwards in backwards)
    return Recurrent(layer.name, f"Keras {layer.kind}", (found,), directions, _notes(layer))


def _refuse(kind: str, config: Config) -> None:
    activations = [activation for known, _, activation in LAYOUTS if known == kind]
    if not activations:
        raise ConversionError(
            f"Expected an LSTM, a GRU or a SimpleRNN of Keras, got {kind}, which is not supported "
            "yet. Build the layer from one of these."
        )
    given = {
        "activation": (config.get("activation"), activations),
        "recurrent_activation": (config.get("recurrent_activation", _GATES), [_GATES]),
    }
    for option, (came, expected) in given.items():
        if came not in expected:
            raise ConversionError(
                f"Expected its {option} to be one of {expected}, got {came!r}, which is not "
                "supported yet. Train the layer with Keras 3's default activations."
            )


def _weights(kind: str, config: Config, arrays: Sequence[Array]) -> Weights:
    layout = LAYOUTS[kind, bool(config.get("reset_after", False)), config["activation"]]
    names = ("its kernel", "its recurrent kernel", "its bias", "its recurrent bias")
    if len(arrays) != (3 if config.get("use_bias", True) else 2):
        raise ConversionError(
            f"Expected a kernel, a recurrent kernel and a bias if it has one, got {len(arrays)} "
            f"arrays with use_bias={config.get('use_bias', True)}. Save the whole model again."
        )
    kernel, recurrent_kernel, *bias = arrays
    # After the product the GRU has a bias on either side of it; else there is one in all.
    biases = [part for array in bias for part in (array if array.ndim > 1 else [array])]
    return converted(layout, Stacked(kernel.T, recurrent_kernel.T, *biases[:2]), names)


def _notes(layer: Described) -> tuple[str, ...]:
    if layer.merge_mode not in (None, "concat"):
        return (
            f"merge_mode={layer.merge_mode}: Keras merges the directions so, run gives them apart",
        )
    if layer.configs[0].get("go_backwards") and len(layer.configs) == 1:
        return ("go_backwards: Keras gives its outputs from the last step to the first",)
    return ()
