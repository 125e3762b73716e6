"""Keras models, on PyTorch, that the tests of reading them share."""

import os
from pathlib import Path
from typing import Any

import numpy as np

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # type: ignore[import-untyped]
from keras import layers

from samples import Array, numbers

INPUTS = 3
X = numbers(2, 6, INPUTS).astype(np.float32)
"""(batch, time, input), as Keras has it."""
TOKENS = np.array([[1, 2, 3, 0, 0, 0], [2, 1, 2, 1, 3, 0]])
"""(batch, time); 0 is padding."""


def every_layer() -> dict[str, Any]:
    """Every recurrent layer and option that is supported, by its name."""
    made = {
        "lstm": layers.LSTM(4, return_sequences=True),
        "bare": layers.LSTM(4, return_sequences=True, use_bias=False),
        "after": layers.GRU(4, return_sequences=True),
        "before": layers.GRU(4, return_sequences=True, reset_after=False),
        "plain": layers.SimpleRNN(1, return_sequences=True),
        "kinked": layers.SimpleRNN(4, return_sequences=True, activation="relu"),
        "hard": layers.LSTM(4, return_sequences=True, recurrent_activation="hard_sigmoid"),
        "curved": layers.LSTM(4, return_sequences=True, activation="softsign"),
        "gated": layers.GRU(4, return_sequences=True, activation="silu"),
        "scaled": layers.SimpleRNN(4, return_sequences=True, activation="selu"),
        "leaky": layers.SimpleRNN(4, return_sequences=True, activation="leaky_relu"),
        "straight": layers.SimpleRNN(4, return_sequences=True, activation=None),
        "backwards": layers.GRU(4, return_sequences=True, go_backwards=True),
        "both": layers.Bidirectional(layers.LSTM(2, return_sequences=True)),
        "both_added": layers.Bidirectional(
            layers.GRU(2, return_sequences=True, use_bias=False), merge_mode=None
        ),
    }
    for name, layer in made.items():
        layer.name = name
    return made


def model_of(named: dict[str, Any]) -> Any:
    """A model whose outputs are those of some layers on one input; with weights that contract."""
    x = layers.Input((None, INPUTS))
    outputs = {name: layer(x) for name, layer in named.items()}
    return contracting(keras.Model(x, [y for out in outputs.values() for y in _each(out)]))


def contracting(model: Any) -> Any:
    """With small weights and biases that are no zeros."""
    for k, weight in enumerate(model.weights):
        weight.assign(0.5 / np.sqrt(weight.shape[-1]) * numbers(*weight.shape, seed=k))
    return model


def output(layer: Any, x: Array = X) -> Array:
    """What a layer makes of x: (time, batch, unit)."""
    given = [keras.ops.convert_to_numpy(y) for y in _each(layer(x))]
    return np.swapaxes(np.concatenate(given, axis=-1), 0, 1)


def saved(model: Any, path: Path) -> Path:
    model.save(path)
    return path


def _each(output: Any) -> list[Any]:
    return list(output) if isinstance(output, (list, tuple)) else [output]


def tagger(**options: Any) -> Any:
    """Tokens of which 0 is padding, read in both directions, then in one; in a model of its own."""
    tokens = layers.Input(batch_shape=(len(TOKENS), None), dtype="int32")
    embedded = layers.Embedding(4, INPUTS, mask_zero=True)(tokens)
    both = layers.Bidirectional(layers.LSTM(3, return_sequences=True), name="both")(embedded)
    encoder = keras.Model(tokens, layers.GRU(2, name="top", **options)(both), name="encoder")
    return contracting(keras.Sequential([encoder, layers.Dense(2)]))


class Counting(keras.Model):  # type: ignore[misc]
    """A model that is written as a class, with a layer in a list."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = [layers.SimpleRNN(2, return_sequences=True, name=f"rnn_{k}") for k in range(2)]

    def call(self, x: Any) -> Any:
        for layer in self.stack:
            x = layer(x)
        return x
