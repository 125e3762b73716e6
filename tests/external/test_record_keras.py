"""Recorded Keras models, on PyTorch: every value is of the model's own run."""

import json
from typing import Any

import numpy as np
import pytest
import xarray as xr

from gatescope import open as open_trace
from gatescope import record_keras, save
from gatescope.recording.keras.find import as_numpy
from keras_models import (
    INPUTS,
    TOKENS,
    Counting,
    X,
    contracting,
    every_layer,
    keras,
    layers,
    model_of,
    output,
    tagger,
)
from samples import Array, numbers
from tolerances import assert_close

# Keras' PyTorch backend still hands NumPy arrays over in NumPy 1's way.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

TIME = X.shape[1]


def nodes(tree: xr.DataTree) -> list[str]:
    return [node.path for node in tree.subtree if node.has_data]


def certificate(trace: Any) -> dict[str, Any]:
    return dict(json.loads(trace.attrs["certificate"]))


def weights(model: Any) -> list[Array]:
    return [np.array(weight) for weight in model.get_weights()]


def attributes(model: Any) -> list[list[Any]]:
    """What could be left of a recording on each layer."""
    names = ("inner_loop", "call", "return_sequences")
    return [[vars(layer).get(name) for name in names] for layer in model._flatten_layers()]


def reset(model: Any) -> None:
    """Begin again, with the layers that are stateful."""
    for layer in model._flatten_layers():
        if getattr(layer, "stateful", False):
            layer.reset_state()


def test_every_layer_is_recorded_by_name_and_certified() -> None:
    named = every_layer()
    tree = record_keras(model_of(named), X)
    assert set(tree.children) == set(named)
    for name, layer in named.items():
        own = output(layer)
        parts = [tree[f"{name}/0"][d] for d in ("forward", "reverse") if d in tree[f"{name}/0"]]
        h = np.concatenate([part["h"].values for part in parts], axis=-1)
        assert np.array_equal(h, own[::-1] if name == "backwards" else own)
        for part in parts:
            compared = {"h", "h_last"} | ({"c_last"} if "c" in part else set())
            assert certificate(part)["differences"].keys() == compared
            assert certificate(part)["holds"]
            assert np.array_equal(part["x"], X.swapaxes(0, 1))


def test_a_model_in_a_model_and_its_masks_are_recorded() -> None:
    tree = record_keras(tagger(), TOKENS)
    assert nodes(tree) == [
        "/encoder/both/0/forward",
        "/encoder/both/0/reverse",
        "/encoder/top/0/forward",
    ]
    inside = TOKENS.T != 0
    for trace in (tree["encoder/both/0/reverse"], tree["encoder/top/0/forward"]):
        assert trace["length"].values.tolist() == [3, 5]
        assert np.isnan(trace["h"].values[~inside]).all()
        assert np.isfinite(trace["h"].values[inside]).all()


def test_what_the_model_gave_is_given_as_it_gave_it() -> None:
    layer = layers.LSTM(2, return_sequences=True, return_state=True)
    plainly = layer(X)
    tree, given = record_keras(layer, X, outputs=True)
    assert nodes(tree) == ["/0/forward"]
    assert len(given) == len(plainly) == 3
    for its_own, expected in zip(given, plainly, strict=True):
        assert np.array_equal(as_numpy(its_own), as_numpy(expected))


def test_a_ragged_sequence_is_as_if_it_were_alone() -> None:
    model = tagger()
    alone = record_keras(model, np.tile(TOKENS[:1, :3], (2, 1)))
    together = record_keras(model, TOKENS)
    for path in ("encoder/both/0/reverse", "encoder/top/0/forward"):
        of_one = together[path]["h"].values[:3, 0]
        assert_close(of_one, alone[path]["h"].values[:, 0], "float32")


@pytest.mark.parametrize("zeros", [[0, 0, 0, 1, 1, 1], [1, 0, 1, 0, 0, 1]])
def test_padding_anywhere_is_left_out(zeros: list[int]) -> None:
    """Keras keeps the states over a masked step: what is left runs as it would alone."""
    model, words = tagger(), np.array([[1, 2, 3]])
    padded = np.zeros((2, 6), int)
    padded[0, np.flatnonzero(zeros)] = words
    padded[1] = TOKENS[1]
    tree, y = record_keras(model, padded, outputs=True)
    alone, of_one = record_keras(model, np.tile(words, (2, 1)), outputs=True)
    assert_close(as_numpy(y)[0], as_numpy(of_one)[0], "float32")
    for path in ("encoder/both/0/forward", "encoder/both/0/reverse", "encoder/top/0/forward"):
        trace = tree[path]
        assert trace["length"].values.tolist() == [3, 5]
        assert certificate(trace)["holds"]
        assert_close(trace["h"].values[:3, 0], alone[path]["h"].values[:, 0], "float32")
        assert np.isnan(trace["h"].values[3:, 0]).all()


class Failing(layers.Layer):  # type: ignore[misc]
    fails = False

    def call(self, x: Any) -> Any:
        if self.fails:
            raise RuntimeError("the model's own")
        return x


@pytest.mark.parametrize("stateful", [False, True])
def test_the_model_stays_as_it_was(stateful: bool) -> None:
    model = tagger(stateful=stateful)
    before, kept = keras.ops.convert_to_numpy(model(TOKENS)), weights(model)
    reset(model)
    as_it_was = attributes(model)
    record_keras(model, TOKENS)
    assert attributes(model) == as_it_was
    reset(model)
    assert np.array_equal(keras.ops.convert_to_numpy(model(TOKENS)), before)
    assert all(np.array_equal(a, b) for a, b in zip(weights(model), kept, strict=True))


def test_the_model_stays_as_it_was_when_it_raises() -> None:
    last = Failing()
    both = layers.Bidirectional(layers.GRU(2))
    model = keras.Sequential([layers.Input((None, INPUTS)), both, last])
    last.fails = True
    before = attributes(model)
    with pytest.raises(RuntimeError, match="the model's own"):
        record_keras(model, X)
    assert attributes(model) == before


def test_a_stateful_layer_goes_on_from_where_it_was() -> None:
    layer = layers.LSTM(2, stateful=True, return_sequences=True)
    model = contracting(keras.Sequential([layers.Input(batch_shape=X.shape), layer]))
    first, second = (record_keras(model, X)[f"{layer.name}/0/forward"] for _ in range(2))
    for state in ("h", "c"):
        assert not first[f"{state}0"].any()
        assert_close(second[f"{state}0"], first[state][-1], "float32")


def test_given_states_and_returned_ones_are_recorded() -> None:
    x, h, c = (layers.Input(shape) for shape in ((None, INPUTS), (2,), (2,)))
    encoder = layers.LSTM(2, return_state=True, name="encoder")
    _, *states = encoder(x, initial_state=[h, c])
    decoder = layers.LSTM(2, return_sequences=True, name="decoder")
    model = contracting(keras.Model([x, h, c], decoder(x, initial_state=states)))
    start = numbers(2, 2).astype(np.float32), numbers(2, 2, seed=1).astype(np.float32)
    tree = record_keras(model, [X, *start])
    first, second = tree["encoder/0/forward"], tree["decoder/0/forward"]
    for state, given_state in zip(("h", "c"), start, strict=True):
        assert np.array_equal(first[f"{state}0"], given_state)
        assert_close(second[f"{state}0"], first[state].values[-1], "float32")


def test_a_layer_that_is_called_several_times_has_a_node_for_each() -> None:
    shared = contracting(
        keras.Sequential([layers.Input((None, INPUTS)), layers.GRU(2, name="gru")])
    )
    frames = layers.Input((3, None, INPUTS))
    model = keras.Model(frames, layers.TimeDistributed(shared, name="frames")(frames))
    x = numbers(2, 3, TIME, INPUTS).astype(np.float32)
    tree = record_keras(model, x)
    assert nodes(tree) == [f"/frames/gru/0/forward/call/{k}" for k in range(3)]
    for k in range(3):
        own = record_keras(shared, x[:, k])["gru/0/forward"]
        assert np.array_equal(tree[f"frames/gru/0/forward/call/{k}"]["h"], own["h"])


@pytest.mark.parametrize("options", [{}, {"go_backwards": True, "return_sequences": True}])
def test_a_stack_of_cells_has_a_layer_for_each(options: dict[str, Any]) -> None:
    layer = layers.RNN([layers.LSTMCell(4), layers.GRUCell(3)], name="stack", **options)
    model = contracting(keras.Sequential([layers.Input((None, INPUTS)), layer]))
    tree = record_keras(model, X)
    direction = "reverse" if options else "forward"
    assert nodes(tree) == [f"/stack/{k}/{direction}" for k in (0, 1)]
    lower, upper = (tree[f"stack/{k}/{direction}"] for k in (0, 1))
    alone = layers.RNN(layer.cell.cells[0], **{**options, "return_sequences": True})
    turn = -1 if options else 1
    assert_close(lower["h"].values[::turn], output(alone), "float32")
    assert np.array_equal(upper["x"], lower["h"])
    y = keras.ops.convert_to_numpy(model(X))
    h = upper["h"].values[::turn]
    assert np.array_equal(h if options else h[-1], np.moveaxis(y, 0, -2))
    assert set(certificate(lower)["differences"]) == {"h", "h_last", "c_last"}


def test_masks_states_and_short_numbers_reach_every_cell_of_a_stack() -> None:
    cells = [layers.GRUCell(2, dtype="mixed_float16"), layers.LSTMCell(2, dtype="mixed_float16")]
    layer = layers.RNN(cells, name="stack", dtype="mixed_float16")
    tokens = layers.Embedding(4, INPUTS, mask_zero=True)
    model = contracting(keras.Sequential([layers.Input((None,)), tokens, layer]))
    tree = record_keras(model, TOKENS)
    alone = record_keras(model, TOKENS[:1, :3])
    for k in (0, 1):
        trace, own = (t[f"stack/{k}/forward"] for t in (tree, alone))
        assert trace["length"].values.tolist() == [3, 5]
        assert certificate(trace)["precision"] == trace.attrs["dtype"] == "float16"
        assert_close(trace["h"].values[:3, 0], own["h"].values[:, 0], "float16")


def test_a_model_of_a_class_of_its_own_is_recorded_before_it_is_built(tmp_path: Any) -> None:
    tree = record_keras(Counting(), X)
    assert sorted(nodes(tree)) == ["/rnn_0/0/forward", "/rnn_1/0/forward"]
    assert np.array_equal(tree["rnn_1/0/forward"]["x"], tree["rnn_0/0/forward"]["h"])
    save(tree, tmp_path / "run.zarr")
    assert sorted(nodes(open_trace(tmp_path / "run.zarr"))) == sorted(nodes(tree))


@pytest.mark.parametrize("dtype", ["float64", "mixed_float16", "bfloat16"])
def test_other_precisions_are_certified_by_their_own_tolerance(dtype: str) -> None:
    # Keras has no orthogonal matrices in bfloat16.
    layer = layers.LSTM(4, dtype=dtype, recurrent_initializer="zeros")
    layer.build(X.shape)
    trace = record_keras(contracting(layer), X)["0/forward"]
    assert certificate(trace)["precision"] == trace.attrs["dtype"] == dtype.removeprefix("mixed_")
    assert trace["h"].dtype == ("float64" if dtype == "float64" else "float32")


def test_a_cell_state_that_is_kept_for_long_is_the_layers_own() -> None:
    """Forget gates near 1 add up the rounding of every step."""
    layer = layers.LSTM(8, dtype="bfloat16", recurrent_initializer="zeros", return_sequences=True)
    layer.build((1, 300, INPUTS))
    contracting(layer)
    bias = np.zeros(32, np.float32)
    bias[8:16] = 6
    layer.cell.bias.assign(bias)
    trace = record_keras(layer, numbers(1, 300, INPUTS))["0/forward"]
    assert certificate(trace)["holds"]
    assert np.median(trace["f"]) > 0.95
