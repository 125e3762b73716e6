"""Zip files that unfold to too much, or whose names lead out of them."""

import zipfile
from pathlib import Path

import pytest

from gatescope import load_weights
from gatescope.convert import limits
from gatescope.convert.limits import member, members
from gatescope.errors import ConversionError


def archive(path: Path, contents: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as writer:
        for name, content in contents.items():
            writer.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_before_it_is_unfolded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "AT_LEAST", 2**16)
    path = archive(tmp_path / "m.pt", {"m/data.pkl": bytes(2**21), "m/constants.pkl": b""})
    with pytest.raises(ConversionError, match=r"at most 65,536 bytes, got one of 2,097,152"):
        load_weights(path)


def test_what_says_that_it_is_small_is_not_unfolded_further(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.pt", {"a": bytes(2**21)})
    size = (2**21).to_bytes(4, "little")
    assert path.read_bytes().count(size) == 2  # here and in the directory
    path.write_bytes(path.read_bytes().replace(size, (8).to_bytes(4, "little")))
    with pytest.raises(ConversionError, match="Bad CRC"):
        member(path, "a")


@pytest.mark.parametrize("name", ["../out", "/etc/out", "a/../../out", "..\\out"])
def test_names_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = archive(tmp_path / "in" / "m.pt", {name: b"", "m/data.pkl": b"", "m/constants.pkl": b""})
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConversionError, match="stay within it, got"):
        load_weights(path)
    assert sorted(tmp_path.rglob("*")) == before


def test_another_compression_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.pt", {"a": b"a"}, zipfile.ZIP_BZIP2)
    with pytest.raises(ConversionError, match="another compression"):
        members(path)


def test_a_zip_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.docx", {"word/document.xml": b""})
    with pytest.raises(ConversionError, match=r"got one with \['word/document.xml'\]"):
        load_weights(path)


def test_a_truncated_zip_file_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "m.pt", {"m/data.pkl": b"", "m/constants.pkl": b""})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(ConversionError, match="Expected a whole zip file"):
        load_weights(path)
