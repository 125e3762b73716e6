import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.cells import ALL, GRU, RNN, Cell
from gatescope.errors import WeightsError
from gatescope.weights import Weights, read, write
from samples import layer

SIZE = st.integers(1, 5)


def bytes_of(weights: Weights) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        weights.save(Path(folder) / "w.safetensors")
        return (Path(folder) / "w.safetensors").read_bytes()


def loaded(data: bytes) -> Weights:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.safetensors"
        path.write_bytes(data)
        return Weights.load(path)


@given(st.sampled_from(ALL), SIZE, SIZE, st.sampled_from(["float16", "float32", "float64"]))
def test_weights_come_back_from_their_file(cell: Cell, inputs: int, units: int, dtype: str) -> None:
    weights = layer(cell, inputs, units).astype(dtype)
    back = loaded(bytes_of(weights))
    assert back.cell == cell
    for name, parameter in weights.items():
        assert back[name].dtype == parameter.dtype
        assert np.array_equal(back[name], parameter)


NAMES = st.text(min_size=1, max_size=8).filter(lambda name: name != "__metadata__")


@given(st.dictionaries(NAMES, st.lists(st.floats(allow_nan=False), max_size=4), max_size=3))
def test_other_arrays_come_back_beside_them(others: dict[str, list[float]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.safetensors"
        write(path, layer(RNN), {name: np.array(row) for name, row in others.items()})
        _, back = read(path)
    assert {name: array.tolist() for name, array in back.items()} == others


def test_a_file_cut_short_at_any_byte_is_refused() -> None:
    whole = bytes_of(layer(RNN, 1, 2))
    for end in range(len(whole)):
        with pytest.raises(WeightsError):
            loaded(whole[:end])


WHOLE = bytes_of(layer(GRU, 1, 2))


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_file_with_a_damaged_byte_is_refused_or_is_still_weights(at: int, by: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[at] ^= by
    try:
        weights = loaded(bytes(damaged))
    except WeightsError:
        return
    assert {n: p.shape for n, p in weights.items()} == weights.cell.shapes(1, 2)


@given(st.binary(max_size=200))
def test_a_file_of_anything_is_refused(data: bytes) -> None:
    with pytest.raises(WeightsError):
        loaded(data)
