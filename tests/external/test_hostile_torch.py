"""Files of PyTorch's that are damaged or made to harm: refused, nothing run, nothing written."""

import pickle
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

from damage import damaged, read_or_refused
from gatescope import load_weights
from gatescope.errors import ConversionError
from torch_models import Scripted, save_script


class Code:
    """Unpickled, it would write a file."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple[Any, ...]:
        return (Path.write_text, (self.target, "run"))


def saved(path: Path, content: Any) -> Path:
    torch.save(content, path)
    return path


def legacy(path: Path, content: Any) -> Path:
    torch.save(content, path, _use_new_zipfile_serialization=False)
    return path


def bare(path: Path, content: Any) -> Path:
    path.write_bytes(pickle.dumps(content, protocol=2))
    return path


def script(path: Path, data: bytes | None = None) -> Path:
    """A TorchScript archive, whose pickle is replaced where another is given."""
    save_script(Scripted(), path)
    if data is None:
        return path
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, data if name.endswith("/data.pkl") else content)
    return path


@pytest.mark.parametrize("save", [saved, legacy, bare])
def test_code_in_a_pickle_is_not_run(save: Callable[..., Path], tmp_path: Path) -> None:
    hostile = {"weight_ih_l0": Code(tmp_path / "written")}
    with pytest.raises(ConversionError, match=r"needs .*no code is run from a file"):
        load_weights(save(tmp_path / "m.pt", hostile))
    assert not (tmp_path / "written").exists()


def test_code_in_torchscript_is_not_run(tmp_path: Path) -> None:
    data = pickle.dumps({"weight_ih_l0": Code(tmp_path / "written")}, protocol=2)
    with pytest.raises(ConversionError):
        load_weights(script(tmp_path / "m.pt", data))
    assert not (tmp_path / "written").exists()


def test_a_whole_model_is_refused_with_the_way_to_convert_it(tmp_path: Path) -> None:
    with pytest.raises(ConversionError, match=r"Save .*|torch.save\(model.state_dict\(\), …\)"):
        load_weights(saved(tmp_path / "m.pt", nn.LSTM(2, 3)))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x80\x02}\x96" + b"\xff" * 8, "cannot be read"),
        (b"\x80\x02}r\xff\xff\xff\x7f.", "it has the place 2147483647"),
        (b"\x80\x04\x8c\x02os\x8c\x06system\x93.", "the instruction SHORT_BINUNICODE"),
        (b"\x80\x02" + b"(" * 9, "cannot be read"),
        (b"", "cannot be read"),
    ],
)
def test_a_pickle_that_costs_much_or_is_none_is_refused(
    data: bytes, words: str, tmp_path: Path
) -> None:
    with pytest.raises(ConversionError, match=words):
        load_weights(script(tmp_path / "m.pt", data))


def test_a_tensor_beyond_its_storage_is_refused(tmp_path: Path) -> None:
    path = script(tmp_path / "m.pt")
    with zipfile.ZipFile(path) as archive:
        data = archive.read("m/data.pkl")
    # The rows of enc.weight_ih_l0, 12 as a one-byte number beside its 2 columns, become 255.
    assert data.count(b"K\x0cK\x02") > 0
    with pytest.raises(ConversionError, match=r"a tensor \(255, 2\) is not within its storage"):
        load_weights(script(path, data.replace(b"K\x0cK\x02", b"K\xffK\x02")))


def test_a_tensor_that_repeats_a_few_numbers_to_an_absurd_size_is_refused(tmp_path: Path) -> None:
    absurd = {
        "weight_ih_l0": torch.zeros(12, 2),
        "weight_hh_l0": torch.zeros(1, 1).expand(4 * 10**6, 10**6),
    }
    with pytest.raises(ConversionError, match=r"at most [\d,]+ bytes, got one of 16,000,000,000,0"):
        load_weights(saved(tmp_path / "m.pt", absurd))


@pytest.mark.parametrize("save", [saved, legacy])
def test_a_state_dict_damaged_anywhere_is_read_or_refused(
    save: Callable[..., Path], tmp_path: Path
) -> None:
    path = save(tmp_path / "m.pt", nn.LSTM(2, 3).state_dict())
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        read_or_refused(path)


def test_torchscript_damaged_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    path = script(tmp_path / "m.pt")
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        read_or_refused(path)
