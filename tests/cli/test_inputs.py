"""Files with the numbers that a model is run on."""

import pickle
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pytest

from damage import damaged
from gatescope.cli.inputs import read_inputs
from gatescope.errors import GatescopeError, InputError
from samples import numbers


def test_one_array(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", numbers(3, 2))
    np.testing.assert_array_equal(read_inputs(tmp_path / "x.npy"), numbers(3, 2))


def test_several_by_name(tmp_path: Path) -> None:
    np.savez(tmp_path / "x.npz", a=numbers(3, 2), b=numbers(1))
    found = read_inputs(tmp_path / "x.npz")
    assert list(found) == ["a", "b"]
    np.testing.assert_array_equal(found["a"], numbers(3, 2))


@pytest.mark.parametrize("header", ["", "temperature,pressure\n", "\ufefft,p\n"])
def test_rows_of_a_table(tmp_path: Path, header: str) -> None:
    (tmp_path / "x.csv").write_text(f"{header}1,2\n3.5,-4e-1\n", encoding="utf-8")
    assert read_inputs(tmp_path / "x.csv").tolist() == [[1, 2], [3.5, -0.4]]


@pytest.mark.parametrize("name", ["x.txt", "x", "nix.npy", "nix.csv"])
def test_what_is_no_such_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.txt").touch()
    with pytest.raises(InputError, match=f"{name}"):
        read_inputs(tmp_path / name)


def test_words_in_a_table_are_refused(tmp_path: Path) -> None:
    for text in ("1,2\n3\n", "a,b\nc,d\n", "1,2\n1,x\n"):
        (tmp_path / "x.csv").write_text(text)
        with pytest.raises(InputError, match="Expected numbers"):
            read_inputs(tmp_path / "x.csv")


class Opens:
    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        return (Path.touch, (Path("was-run"),))


def test_a_pickle_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    np.save("objects.npy", np.array([Opens()], dtype=object))
    Path("plain.npy").write_bytes(pickle.dumps(Opens()))
    np.savez("objects.npz", x=np.array([Opens()], dtype=object))
    for name in ("objects.npy", "plain.npy", "objects.npz"):
        with pytest.raises(InputError):
            read_inputs(Path(name))
    assert not Path("was-run").exists()


def test_what_unfolds_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gatescope.convert.limits.AT_LEAST", 2**16)
    with ZipFile(tmp_path / "x.npz", "w", ZIP_DEFLATED) as archive:
        archive.writestr("x.npy", bytes(2**20))
    with pytest.raises(GatescopeError, match="made to fill the memory"):
        read_inputs(tmp_path / "x.npz")


def test_an_array_of_absurd_size_is_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", numbers(1111))
    content = (tmp_path / "x.npy").read_bytes()
    (tmp_path / "x.npy").write_bytes(content.replace(b"(1111,)", b"(9**99)"))
    with pytest.raises(InputError):
        read_inputs(tmp_path / "x.npy")
    (tmp_path / "x.npy").write_bytes(
        content.replace(b"(1111,), }" + b" " * 9, b"(1111" + b"0" * 9 + b",), }")
    )
    with pytest.raises(InputError):
        read_inputs(tmp_path / "x.npy")


@pytest.mark.parametrize("name", ["x.npy", "x.npz"])
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    (np.save if name == "x.npy" else np.savez)(path, numbers(30, 2))
    for content in damaged(path.read_bytes()):
        path.write_bytes(content)
        try:
            read_inputs(path)
        except GatescopeError:
            continue
