"""Numbers of an ONNX model that stand in a file of their own, in the model's folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gatescope.errors import ConversionError

if TYPE_CHECKING:
    from onnx import TensorProto


def external_bytes(model: Path, tensor: TensorProto, size: int, what: str) -> bytes:
    """The `size` bytes of a tensor whose data are outside its model's file.

    Raises:
        ConversionError: they are not there, are fewer, or stand outside the model's folder.
    """
    place = {entry.key: entry.value for entry in tensor.external_data}
    file = _file(model, place, what)
    try:
        offset = int(place.get("offset", 0))
        if int(place.get("length", size)) != size or offset + size > file.stat().st_size:
            raise ValueError(f"it would be {size:,} bytes")
        with file.open("rb") as data:
            data.seek(offset)
            return data.read(size)
    except (OSError, ValueError, OverflowError) as error:
        raise ConversionError(
            f"Expected {what} in {place.get('location')!r} at {place}, got none that can be read "
            f"({error}). Export the model again."
        ) from error


def _file(model: Path, place: Mapping[str, str], what: str) -> Path:
    folder = model.parent.resolve()
    location = place.get("location", "")
    file = (folder / location).resolve()
    if not location or not file.is_relative_to(folder) or not file.is_file():
        raise ConversionError(
            f"Expected {what} in a file beside {model}, got {location!r}, which is not "
            "there or leads out of its folder. Put the model and its data in one folder."
        )
    return file
