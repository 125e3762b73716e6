"""Safetensors files: our own, and PyTorch's state dicts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from gatescope.convert.bfloat16 import single
from gatescope.convert.found import Candidate, Found, Recurrent, gather
from gatescope.convert.state_dict import candidates
from gatescope.errors import ConversionError
from gatescope.trace.schema import DIRECTIONS
from gatescope.weights import FORMAT, Weights


def read_safetensors(path: Path) -> Found:
    """The recurrent layers of a safetensors file.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
        WeightsError: it is our own and does not fit together.
    """
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(str(path), framework="numpy") as file:
            if (file.metadata() or {}).get("format") == FORMAT:
                return gather(path, [_own(path)])
            return gather(path, candidates(_Tensors(file, tuple(file.keys()), path)))
    except (SafetensorError, OSError) as error:
        raise ConversionError(
            f"Expected a safetensors file at {path}, got one that cannot be read ({error}). Copy "
            "it again from where it came from."
        ) from error


def _own(path: Path) -> Candidate:
    weights = Weights.load(path)
    title = f"Gatescope {weights.cell.title}"
    return "", partial(Recurrent, "", title, (weights,), DIRECTIONS[:1])


@dataclass(frozen=True, eq=False)
class _Tensors(Mapping[str, NDArray[Any]]):
    """The tensors of an open file, each read when it is asked for."""

    file: Any
    names: tuple[str, ...]
    path: Path

    def __getitem__(self, name: str) -> NDArray[Any]:
        dtype = self.file.get_slice(name).get_dtype()
        if dtype == "BF16":
            return single(self._bytes(name), self.file.get_slice(name).get_shape())
        if dtype not in ("F16", "F32", "F64"):
            raise ConversionError(
                f"Expected {name!r} to hold floating numbers of 16, 32 or 64 bits, got {dtype}. "
                "Save the layer before it is quantised."
            )
        array: NDArray[Any] = self.file.get_tensor(name)
        return array

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def _bytes(self, name: str) -> bytes:
        """What stands in the file for a tensor: NumPy has no bfloat16 to read it as."""
        with self.path.open("rb") as raw:
            size = int.from_bytes(raw.read(8), "little")
            start, stop = json.loads(raw.read(size))[name]["data_offsets"]
            raw.seek(8 + size + start)
            return raw.read(stop - start)
