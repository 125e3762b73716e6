"""What a state dict's names and shapes must be; what they are not is refused by name."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from gatescope import load_weights
from gatescope.convert import Found
from gatescope.errors import ConversionError, LayerError
from samples import Array, numbers

Tensors = dict[str, Array]


def lstm(prefix: str = "", suffix: str = "_l0", blocks: int = 4) -> Tensors:
    shapes = {"weight_ih": (2,), "weight_hh": (3,), "bias_ih": (), "bias_hh": ()}
    return {f"{prefix}{n}{suffix}": numbers(3 * blocks, *s) for n, s in shapes.items()}


def found(tensors: Tensors, folder: Path) -> Found:
    save_file(tensors, folder / "m.safetensors")
    return load_weights(folder / "m.safetensors")


def without(tensors: Tensors, *names: str) -> Tensors:
    return {name: array for name, array in tensors.items() if name not in names}


@pytest.mark.parametrize(
    ("tensors", "words"),
    [
        (lstm() | {"weight_hr_l0": numbers(2, 3)}, "weight_hr_l0 of 4 blocks of 3 rows"),
        (lstm(blocks=3) | {"weight_hr_l0": numbers(3, 3)}, "[4] of them one above the other"),
        (lstm() | {"weight_hr_l0": numbers(2, 0)}, "got the shape (12, 3) of 0 units"),
        (lstm() | {"weight_hr_l0": numbers(2)}, "got the shape (12, 3) of 0 units"),
        (without(lstm(), "weight_hh_l0"), "weight_norm, remove that"),
        (without(lstm(), "bias_hh_l0"), "missing ['bias_hh_l0']"),
        (lstm() | lstm(suffix="_l2"), "of 3 layers, got 8: missing ['bias_hh_l1'"),
        (lstm() | lstm(suffix=""), "unknown ['bias_hh_l0'"),
        (lstm(suffix="_l9999"), "of 10000 layers, got 4: missing"),
        (lstm(blocks=5), "[1, 3, 4] of them one above the other, got the shape (15, 3)"),
        (lstm() | {"weight_hh_l0": numbers(13, 3)}, "got the shape (13, 3)"),
        (lstm() | {"weight_hh_l0": numbers(0, 0)}, "got the shape (0, 0)"),
        (lstm() | {"weight_hh_l0": numbers(3)}, "got the shape (3,)"),
        (lstm() | {"bias_ih_l0": numbers(11)}, "bias_ih_l0 of 4 blocks of 3 rows"),
        (lstm() | {"weight_ih_l0": numbers(12)}, "weight_ih_l0 of 4 blocks of 3 rows"),
        (lstm() | {"weight_ih_l0": numbers(12, 2).astype(np.int8)}, "got I8. Save the layer bef"),
        (lstm() | {"bias_ih_l0": numbers(12).astype("f4")}, "one floating dtype"),
    ],
)
def test_what_is_no_layer_of_pytorch_is_refused(
    tensors: Tensors, words: str, tmp_path: Path
) -> None:
    with pytest.raises(ConversionError) as refused:
        found(tensors, tmp_path)
    assert words in str(refused.value)


def test_what_is_refused_does_not_hide_what_is_not(tmp_path: Path) -> None:
    both = found(lstm("a.") | lstm("b.", blocks=5), tmp_path)
    assert list(both) == ["a"]
    assert "b" not in both
    with pytest.raises(ConversionError, match="one above the other"):
        both["b"]
    assert "one above the other" in repr(both)


def test_a_name_that_is_not_there_is_an_error_that_says_which_are(tmp_path: Path) -> None:
    encoder = found(lstm("encoder."), tmp_path)
    with pytest.raises(LayerError) as refused:
        encoder["decoder"]
    assert str(refused.value).startswith("Expected the name of a recurrent layer of ")
    assert "one of ['encoder'], got 'decoder'" in str(refused.value)


def test_it_is_a_key_error_as_of_every_mapping(tmp_path: Path) -> None:
    assert found(lstm("encoder."), tmp_path).get("decoder") is None


def test_a_layer_that_is_the_whole_file_is_refused_without_a_name(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match=r"\. The layer itself: Expected"):
        found(lstm(blocks=5), tmp_path)
