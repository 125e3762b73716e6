"""Keras files that are damaged or made to harm: refused, no other file read, nothing written."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from damage import damaged, read_or_refused
from gatescope import load_weights
from gatescope.errors import ConversionError
from keras_models import layers, model_of, saved

pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")

KERNEL = "model_weights/gru/gru/gru_cell/kernel"


@pytest.fixture(scope="module", params=["m.keras", "m.h5"])
def whole(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / request.param
    return saved(model_of({"gru": layers.GRU(2, name="gru")}), path)


@pytest.fixture
def hdf5(tmp_path: Path) -> Path:
    return saved(model_of({"gru": layers.GRU(2, name="gru")}), tmp_path / "m.h5")


def external_link(file: h5py.File, other: Path) -> None:
    file[KERNEL] = h5py.ExternalLink(str(other), KERNEL)


def soft_link(file: h5py.File, other: Path) -> None:
    file["way"] = h5py.ExternalLink(str(other), KERNEL)
    file[KERNEL] = h5py.SoftLink("/way")


def external_numbers(file: h5py.File, other: Path) -> None:
    size = 3 * 6 * np.dtype("f4").itemsize
    file.create_dataset(KERNEL, (3, 6), "f4", external=[(str(other), 0, size)])


def virtual(file: h5py.File, other: Path) -> None:
    layout = h5py.VirtualLayout((3, 6), "f4")
    layout[...] = h5py.VirtualSource(str(other), KERNEL, (3, 6))
    file.create_virtual_dataset(KERNEL, layout)


def absurd(file: h5py.File, other: Path) -> None:
    file.create_dataset(KERNEL, (10**9, 10**9), "f4", chunks=(10, 10))


def of_texts(file: h5py.File, other: Path) -> None:
    file[KERNEL] = ["a", "b"]


@pytest.mark.parametrize(
    ("put", "words"),
    [
        (external_link, "a link to another file, which is not followed"),
        (soft_link, "got none"),
        (external_numbers, "a link to another file, which is not followed"),
        (virtual, "a link to another file, which is not followed"),
        (absurd, "got one of 4,000,000,000,000,000,000"),
        (of_texts, "to hold floating numbers, got object"),
    ],
)
def test_numbers_that_are_elsewhere_or_too_many_are_refused(
    put: Callable[[h5py.File, Path], None], words: str, hdf5: Path
) -> None:
    other = Path(shutil.copy(hdf5, hdf5.with_name("other.h5")))
    with h5py.File(hdf5, "a") as file:
        del file[KERNEL]
        put(file, other)
    with pytest.raises(ConversionError) as refused:
        load_weights(hdf5)
    assert words in str(refused.value)


def rewritten(path: Path, **contents: Any) -> Path:
    """A `.keras` file with some of its files replaced."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in {**kept, **contents}.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("config", "words"),
    [
        (b"{", "as JSON, got what cannot be read"),
        (b"[" * 10**5, "as JSON, got what cannot be read"),
        (b"[]", "in which none is found"),
        (b'{"config": {"layers": [3, null, {"config": 4}, {"class_name": []}]}}', "none is found"),
    ],
)
def test_a_configuration_that_is_none_is_refused(config: bytes, words: str, tmp_path: Path) -> None:
    path = saved(model_of({"gru": layers.GRU(2)}), tmp_path / "m.keras")
    with pytest.raises(ConversionError, match=words):
        load_weights(rewritten(path, **{"config.json": config}))


def test_weights_of_another_layer_are_not_taken_for_its_own(tmp_path: Path) -> None:
    path = saved(model_of({"gru": layers.GRU(2, name="gru")}), tmp_path / "m.keras")
    with zipfile.ZipFile(path) as archive:
        config = json.loads(archive.read("config.json"))
    config["config"]["layers"][1]["config"]["name"] = "other"
    with pytest.raises(ConversionError, match=r"of the layer 'other' at .*, got those of 'gru'"):
        load_weights(rewritten(path, **{"config.json": json.dumps(config)}))


def test_a_file_damaged_anywhere_is_read_or_refused(whole: Path) -> None:
    for content in damaged(whole.read_bytes()):
        whole.with_stem("damaged").write_bytes(content)
        read_or_refused(whole.with_stem("damaged"))


def test_the_weights_within_damaged_anywhere_are_read_or_refused(tmp_path: Path) -> None:
    path = saved(model_of({"gru": layers.GRU(2)}), tmp_path / "m.keras")
    with zipfile.ZipFile(path) as archive:
        weights = archive.read("model.weights.h5")
    for content in damaged(weights):
        read_or_refused(rewritten(path, **{"model.weights.h5": content}))
