"""`load_weights`: the recurrent layers of a file, whichever tool wrote it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gatescope.convert.found import Found
from gatescope.convert.limits import members
from gatescope.errors import ConversionError

_LONGEST = 16
_SHOWN = 4
_ZIP = b"PK\x03\x04"
_PICKLE = b"\x80\x02"
_HDF5 = b"\x89HDF\r\n\x1a\n"
_ONNX = b"\x08"
"""Its first field, the version of the format."""


def load_weights(path: str | Path) -> Found:
    """The recurrent layers that a file of weights holds, by their names in it.

    It reads safetensors (written by `Weights.save`, or a PyTorch state dict), what `torch.save`
    wrote of tensors alone, TorchScript, ONNX, and models that Keras saved as `.keras` or HDF5. What
    a file is is told by its content. Nothing in it is run. `found["encoder.lstm"]` is a list of
    layers as `gatescope.run` takes it; `found.refused` names the layers that are not supported, and
    why.

    Raises:
        ConversionError: the file is not one of these, is damaged, or holds no recurrent layer that
            can be taken over.
        MissingExtra: what reads this kind of file is not installed.
    """
    path = Path(path)
    return _reader(path, _beginning(path))(path)


def is_onnx(path: Path) -> bool:
    """Whether a file is an ONNX model, by its content.

    Raises:
        ConversionError: it is no file that is read here.
    """
    from gatescope.convert.onnx import read_onnx

    return _reader(path, _beginning(path)) is read_onnx


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST)
    except OSError as error:
        raise ConversionError(
            f"Expected a file of weights at {path}, got none that can be read ({error.strerror})."
        ) from error


def _reader(path: Path, beginning: bytes) -> Callable[[Path], Found]:
    if beginning[8:9] == b"{":
        from gatescope.convert.safetensors import read_safetensors

        return read_safetensors
    if beginning.startswith(_ZIP):
        return _archive(path)
    if beginning.startswith(_PICKLE):
        from gatescope.convert.torch_file import read_torch

        return read_torch
    if beginning.startswith(_HDF5):
        from gatescope.convert.keras import read_hdf5

        return read_hdf5
    if beginning.startswith(_ONNX) or path.suffix == ".onnx":
        from gatescope.convert.onnx import read_onnx

        return read_onnx
    raise ConversionError(
        f"Expected safetensors, or a file of PyTorch, ONNX or Keras, at {path}, got one that "
        f"begins with {beginning!r}. Save the weights again with one of their tools."
    )


def _archive(path: Path) -> Callable[[Path], Found]:
    names = members(path)
    within = {name.partition("/")[2] for name in names}
    if "data.pkl" in within and "constants.pkl" in within:
        from gatescope.convert.torchscript import read_torchscript

        return read_torchscript
    if "data.pkl" in within:
        from gatescope.convert.torch_file import read_torch

        return read_torch
    if "config.json" in names:
        from gatescope.convert.keras import read_keras

        return read_keras
    raise ConversionError(
        f"Expected a zip file of PyTorch or Keras at {path}, got one with "
        f"{sorted(names)[:_SHOWN]}. Give the file of weights that is in it."
    )
