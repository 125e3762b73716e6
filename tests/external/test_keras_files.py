"""Keras models, saved by Keras: their layers come back as weights, whose h is Keras' own."""

import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from gatescope import load_weights, run
from gatescope.convert import Recurrent
from gatescope.errors import ConversionError
from keras_models import X, contracting, every_layer, keras, layers, model_of, output, saved
from samples import Array, numbers
from tolerances import assert_close

# Keras' PyTorch backend still hands NumPy arrays over in NumPy 1's way.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

FILES = ["model.keras", "model.h5"]
CELLS = {
    "lstm": "lstm",
    "after": "gru_reset_after",
    "before": "gru_z_old",
    "plain": "rnn",
    "kinked": "rnn_relu",
}


def replayed(recurrent: Recurrent, x: Array = X) -> Array:
    """(time, batch, unit), the directions side by side."""
    tree = run(recurrent, np.swapaxes(x, 0, 1))["0"]
    return np.concatenate([tree[d]["h"].values for d in recurrent.directions], axis=-1)


def expected(layer: Any, x: Array = X) -> Array:
    """What Keras gives, at the input's own steps."""
    y = output(layer, x)
    return y[::-1] if getattr(layer, "go_backwards", False) else y


@pytest.mark.parametrize("file", FILES)
def test_every_layer_is_found_by_name_and_replayed(file: str, tmp_path: Path) -> None:
    named = every_layer()
    found = load_weights(saved(model_of(named), tmp_path / file))
    assert set(found) == set(named)
    assert not found.refused
    for name, layer in named.items():
        assert_close(replayed(found[name]), expected(layer), "float32")
    assert {name: found[name].parts[0].weights.cell.name for name in CELLS} == CELLS
    assert "go_backwards" in found["backwards"].notes[0]
    assert "merge_mode=None" in found["both_added"].notes[0]


@pytest.mark.parametrize("file", FILES)
def test_layers_within_models_within_models_are_found(file: str, tmp_path: Path) -> None:
    def tower(name: str, *inside: Any) -> Any:
        return keras.Sequential([layers.Input((None, 3)), *inside], name=name)

    first, second, third = (layers.GRU(3, return_sequences=True, name=n) for n in "abc")
    inner = tower("inner", first, layers.TimeDistributed(layers.Dense(3)), second)
    model = contracting(tower("outer", inner, third, layers.Dropout(0.5)))
    found = load_weights(saved(model, tmp_path / file))
    assert list(found) == ["inner/a", "inner/b", "c"]
    for recurrent, layer in zip(found.values(), (first, second, third), strict=True):
        assert_close(replayed(recurrent), expected(layer), "float32")


@pytest.mark.parametrize("dtype", ["float64", "float16", "bfloat16"])
def test_every_precision_is_read(dtype: str, tmp_path: Path) -> None:
    # PyTorch cannot make Keras' orthogonal matrices in half precision.
    options = {"dtype": dtype, "recurrent_initializer": "zeros", "name": "lstm"}
    layer = layers.LSTM(4, return_sequences=True, **options)
    found = load_weights(saved(model_of({"lstm": layer}), tmp_path / "model.keras"))
    exact = layers.LSTM(4, return_sequences=True, dtype="float64")
    exact.build(X.shape)
    exact.set_weights([np.asarray(w, np.float64) for w in layer.get_weights()])
    name = dtype if dtype == "float64" else "float32"
    assert_close(replayed(found["lstm"], X.astype("f8")), output(exact, X.astype("f8")), name)


def keras2(path: Path, kind: str, weights: dict[str, Array], **config: Any) -> Path:
    """A model of one layer as Keras 2 saved it, by h5py: Keras 3 does not write this any more."""
    entry = {"class_name": kind, "config": {"name": "own", "activation": "tanh", **config}}
    with h5py.File(path, "w") as file:
        document = json.dumps({"class_name": "Sequential", "config": [entry]})
        file.attrs["model_config"] = document.encode()
        group = file.create_group("model_weights/own")
        for name, array in weights.items():
            group[f"own/{name}:0"] = array
        # A list that is too long for one attribute is cut into several.
        names = [f"own/{name}:0".encode() for name in weights]
        group.attrs["weight_names0"], group.attrs["weight_names1"] = names[:1], names[1:]
    return path


def arrays(blocks: int, units: int = 4) -> dict[str, Array]:
    shapes = {"kernel": (3, blocks * units), "recurrent_kernel": (units, blocks * units)}
    shapes["bias"] = (blocks * units,)
    return {n: 0.3 * numbers(*s, seed=k).astype("f4") for k, (n, s) in enumerate(shapes.items())}


@pytest.mark.parametrize(
    ("kind", "blocks", "options"),
    [("LSTM", 4, {}), ("GRU", 3, {"reset_after": False}), ("SimpleRNN", 1, {})],
)
def test_what_keras_2_saved_is_read(
    kind: str, blocks: int, options: dict[str, Any], tmp_path: Path
) -> None:
    gates = {"recurrent_activation": "sigmoid"} if blocks > 1 else {}
    given = arrays(blocks)
    # In Keras 2's first versions a GRU had no option reset_after.
    found = load_weights(keras2(tmp_path / "model.h5", kind, given, **gates))
    layer = getattr(layers, kind)(4, return_sequences=True, **options)
    layer.build(X.shape)
    layer.set_weights(list(given.values()))
    assert_close(replayed(found["own"]), expected(layer), "float32")


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        (lambda: layers.LSTM(2, activation="gelu"), "got 'gelu', which is not supported yet"),
        (
            lambda: layers.GRU(2, recurrent_activation="exponential"),
            "Expected its recurrent_activation to be one of",
        ),
        (lambda: layers.RNN(layers.LSTMCell(2)), "got RNN, which is not supported yet"),
        (lambda: layers.Bidirectional(layers.SimpleRNN(2, activation="relu6")), "'relu6'"),
        (
            lambda: layers.Bidirectional(
                layers.GRU(2, go_backwards=True), backward_layer=layers.GRU(2)
            ),
            "go_backwards=(True, False)",
        ),
    ],
)
@pytest.mark.parametrize("file", FILES)
def test_what_is_not_supported_is_refused_by_name(
    file: str, layer: Any, words: str, tmp_path: Path
) -> None:
    path = saved(model_of({"good": layers.GRU(2), "layer": layer()}), tmp_path / file)
    (reason,) = load_weights(path).refused.values()
    assert words in reason


def test_the_hard_sigmoid_of_keras_2_is_another_than_that_of_keras_3(tmp_path: Path) -> None:
    given = arrays(4)
    path = keras2(tmp_path / "m.h5", "LSTM", given, recurrent_activation="hard_sigmoid")
    layer = layers.LSTM(
        4,
        return_sequences=True,
        recurrent_activation=lambda a: keras.ops.clip(0.2 * a + 0.5, 0, 1),
    )
    layer.build(X.shape)
    layer.set_weights(list(given.values()))
    assert_close(replayed(load_weights(path)["own"]), expected(layer), "float32")


def on_cudnn(given: dict[str, Array], blocks: int) -> dict[str, Array]:
    """A layer's arrays as cuDNN has them: its two biases are given one after the other."""
    kernels, pasts = (np.hsplit(given[n], blocks) for n in ("kernel", "recurrent_kernel"))
    return {
        "kernel": np.hstack([k.T.reshape(k.shape) for k in kernels]),
        "recurrent_kernel": np.hstack([k.T for k in pasts]),
        "bias": given["bias"].ravel(),
    }


@pytest.mark.parametrize("alone", [False, True], ids=["whole", "weights alone"])
@pytest.mark.parametrize(("kind", "blocks"), [("LSTM", 4), ("GRU", 3)])
def test_layers_that_train_on_cudnn_alone_are_read(
    kind: str, blocks: int, alone: bool, tmp_path: Path
) -> None:
    given = arrays(blocks) | {"bias": 0.3 * numbers(2, blocks * 4, seed=5).astype("f4")}
    path = keras2(tmp_path / "m.h5", f"CuDNN{kind}", on_cudnn(given, blocks))
    if alone:
        path = weights_alone(path, tmp_path / "w.h5")
    layer = getattr(layers, kind)(4, return_sequences=True)
    layer.build(X.shape)
    # An LSTM of Keras has one bias, in which cuDNN's two are added up.
    bias = given["bias"] if kind == "GRU" else given["bias"].sum(0)
    layer.set_weights([given["kernel"], given["recurrent_kernel"], bias])
    assert_close(replayed(load_weights(path)["own"]), expected(layer), "float32")


def weights_alone(whole: Path, path: Path) -> Path:
    """What Keras 2 saves of a model without its configuration."""
    with h5py.File(whole) as file, h5py.File(path, "w") as alone:
        alone.attrs["layer_names"] = [b"input", b"own"]
        alone.create_group("input").attrs["weight_names"] = []
        file.copy("model_weights/own", alone)
    return path


def test_weights_alone_of_a_plain_layer_are_refused_by_name(tmp_path: Path) -> None:
    path = weights_alone(keras2(tmp_path / "m.h5", "LSTM", arrays(4)), tmp_path / "w.h5")
    with pytest.raises(ConversionError, match=r"'own': Expected a layer of cuDNN's, got the shape"):
        load_weights(path)


def test_layers_of_keras_2_that_are_not_supported_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match="of Keras, got ConvLSTM2D, which is not supported"):
        load_weights(keras2(tmp_path / "m.h5", "ConvLSTM2D", arrays(4)))


def test_weights_alone_are_refused(tmp_path: Path) -> None:
    model = model_of({"lstm": layers.LSTM(2)})
    model.save_weights(tmp_path / "m.weights.h5")
    with pytest.raises(ConversionError, match=r"weights alone do not say what their activations"):
        load_weights(tmp_path / "m.weights.h5")


def test_a_keras_file_without_its_weights_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.keras", "w") as archive:
        archive.writestr("config.json", "{}")
    with pytest.raises(ConversionError, match=r"Expected 'model.weights.h5' in"):
        load_weights(tmp_path / "m.keras")
