"""Every recurrent layer that Keras can make, in every form: its trace is its own run.

The oracle is the layer itself, called once more. Hypothesis chooses the layer and the call.
"""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope import record_keras
from keras_models import INPUTS, contracting, keras, layers
from samples import numbers
from tolerances import assert_close

# Keras' PyTorch backend still hands NumPy arrays over in NumPy 1's way.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")


@settings(max_examples=15)
@given(
    kind=st.sampled_from(["LSTM", "GRU", "SimpleRNN"]),
    units=st.integers(1, 3),
    time=st.integers(1, 4),
    batch=st.integers(1, 3),
    options=st.fixed_dictionaries(
        {
            name: st.booleans()
            for name in ("use_bias", "go_backwards", "return_sequences", "return_state", "unroll")
        }
    ),
    reset_after=st.booleans(),
    as_cell=st.booleans(),
    activation=st.sampled_from(["tanh", "relu", "hard_sigmoid"]),
)
def test_the_trace_is_the_layers_own_run(
    kind: str,
    units: int,
    time: int,
    batch: int,
    options: dict[str, bool],
    reset_after: bool,
    as_cell: bool,
    activation: str,
) -> None:
    own: dict[str, Any] = {"reset_after": reset_after} if kind == "GRU" else {}
    if kind != "SimpleRNN":
        own["recurrent_activation"] = "hard_sigmoid" if activation == "relu" else "sigmoid"
    own["activation"] = activation
    if as_cell:
        bias = {"use_bias": options.pop("use_bias")}
        layer = layers.RNN(getattr(layers, f"{kind}Cell")(units, **bias, **own), **options)
    else:
        layer = getattr(layers, kind)(units, **options, **own)
    x = numbers(batch, time, INPUTS).astype(np.float32)
    layer.build(x.shape)
    contracting(layer)
    trace = record_keras(layer, x)["0/reverse" if options["go_backwards"] else "0/forward"]
    given_back = layer(x)
    first = given_back[0] if options["return_state"] else given_back
    y = keras.ops.convert_to_numpy(first)
    h = trace["h"].values[:: -1 if options["go_backwards"] else 1]
    assert np.array_equal(h if options["return_sequences"] else h[-1], np.moveaxis(y, 0, -2))
    if options["return_state"] and kind == "LSTM":
        c = trace["c"].values[0 if options["go_backwards"] else -1]
        assert_close(c, keras.ops.convert_to_numpy(given_back[2]), "float32")
