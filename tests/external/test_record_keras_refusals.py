"""Keras models that cannot be recorded, and those that compute something else than they say."""

from collections.abc import Callable
from typing import Any

import pytest
import torch

from gatescope import record_keras
from gatescope.errors import CertificateError, ConversionError, RecordingError
from gatescope.recording.certificate import CertificateWarning
from keras_models import INPUTS, TOKENS, Counting, X, keras, layers, tagger

# Keras' PyTorch backend still hands NumPy arrays over in NumPy 1's way.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (lambda: layers.RNN([layers.GRUCell(2), Odd(2)]), "got Odd"),
        (lambda: Stepping(), "the GRUCell 'step', .* Put it into keras.layers.RNN"),
        (lambda: layers.RNN(Odd(2)), "got Odd"),
        (lambda: layers.LSTM(2, activation="gelu"), "its activation"),
        (lambda: layers.Dense(2), "which has none"),
        (lambda: torch.nn.LSTM(2, 2), "a Keras 3 model, got LSTM"),
    ],
)
def test_what_is_not_supported_is_refused_by_name(made: Callable[[], Any], words: str) -> None:
    with pytest.raises(ConversionError, match=words):
        record_keras(made(), X)


class Stepping(keras.Model):  # type: ignore[misc]
    """A model that calls a cell by itself, besides a layer."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = layers.LSTM(2)
        self.step = layers.GRUCell(2, name="step")


class Odd(layers.Layer):  # type: ignore[misc]
    """A cell of a person's own."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.state_size = units

    def call(self, inputs: Any, states: Any) -> Any:
        return states[0], [states[0] + 1]


def test_a_sequence_of_which_the_mask_leaves_nothing_is_refused_by_name() -> None:
    words = r"^Expected the mask of the layer 'encoder/both' .* none of sequence 1"
    with pytest.raises(RecordingError, match=words):
        record_keras(tagger(), TOKENS * [[1], [0]])


def test_two_layers_in_one_kernel_are_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    layer = layers.Bidirectional(layers.LSTM(2), name="both")
    model = keras.Sequential([layers.Input((None, INPUTS)), layer])
    monkeypatch.setattr(layer, "_can_attempt_fused_lstm", lambda *_: True)
    monkeypatch.setattr(layer, "_call_fused_lstm", lambda x, _: x)
    with pytest.raises(RecordingError, match=r"the Bidirectional 'both' .* use_cudnn=False"):
        record_keras(model, X)


def test_a_model_that_runs_no_layer_is_refused() -> None:
    model = Counting()
    model(X)
    model.call = lambda x: x
    with pytest.raises(RecordingError, match=r"it ran none of \['rnn_0', 'rnn_1'\]"):
        record_keras(model, X)


class Doubled(layers.GRU):  # type: ignore[misc]
    """A layer that does not compute what its weights say."""

    def inner_loop(self, *args: Any, **kwargs: Any) -> Any:
        last, outputs, states = super().inner_loop(*args, **kwargs)
        return 2 * last, 2 * outputs, states


def test_a_layer_that_computes_something_else_is_an_error_or_a_warning() -> None:
    model = keras.Sequential([layers.Input((None, INPUTS)), Doubled(4, name="doubled")])
    with pytest.raises(CertificateError, match=r"^Layer 'doubled/0/forward', call 0: expected h"):
        record_keras(model, X)
    with pytest.warns(CertificateWarning, match="doubled"):
        assert record_keras(model, X, certify="warn")["doubled/0/forward"].has_data
