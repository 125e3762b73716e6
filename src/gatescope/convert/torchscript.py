"""TorchScript archives: the parameters of their recurrent layers, with nothing in them run."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.convert import pickled
from gatescope.convert.bfloat16 import single
from gatescope.convert.found import Found, gather
from gatescope.convert.limits import member, members
from gatescope.convert.state_dict import candidates
from gatescope.errors import ConversionError


class _Dtype(str):
    """A format of numbers; a class of its own, so that no text of a file passes for one."""


_BFLOAT16 = _Dtype("bfloat16")
_DTYPES = {
    "HalfStorage": _Dtype("<f2"),
    "FloatStorage": _Dtype("<f4"),
    "DoubleStorage": _Dtype("<f8"),
    "BFloat16Storage": _BFLOAT16,
}


def read_torchscript(path: Path) -> Found:
    """The recurrent layers of what `torch.jit.save` wrote.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
    """
    names = members(path)
    root = next(name for name in names if name.endswith("/data.pkl")).removesuffix("data.pkl")
    if f"{root}byteorder" in names and member(path, f"{root}byteorder") != b"little":
        raise ConversionError(
            f"Expected {path} to be written little-endian, got another order of bytes. Save it "
            "again on a machine of that order."
        )
    pickle = member(path, f"{root}data.pkl")
    module = pickled.load(pickle, _MAKERS, _storage, f"{root}data.pkl in {path}")
    tensors = dict(_tensors(module))
    return gather(path, candidates(_Arrays(partial(_bytes, path, root), tensors)))


@dataclass(frozen=True)
class _Storage:
    """Numbers in a file of the archive."""

    dtype: _Dtype | None
    key: str
    size: int


@dataclass(frozen=True)
class _Tensor:
    """A tensor as the archive describes it; not yet read."""

    storage: _Storage
    offset: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]

    def __post_init__(self) -> None:
        numbers = (self.offset, *self.shape, *self.strides)
        last = self.offset + sum((n - 1) * s for n, s in zip(self.shape, self.strides, strict=True))
        if (
            any(type(n) is not int or n < 0 for n in numbers)
            or max(math.prod(self.shape), last + 1) > self.storage.size
        ):
            raise ConversionError(f"a tensor {self.shape} is not within its storage")


def _storage(pid: Any) -> _Storage:
    _, dtype, key, _, size = pid
    return _Storage(dtype if isinstance(dtype, _Dtype) else None, str(key), int(size))


def _tensor(storage: _Storage, offset: int, shape: Any, strides: Any, *_: Any) -> _Tensor:
    return _Tensor(storage, offset, tuple(shape), tuple(strides))


def _first(*arguments: Any) -> Any:
    return arguments[0] if arguments else None


_MAKERS: pickled.Makers = {
    ("torch._utils", "_rebuild_tensor_v2"): _tensor,
    ("torch._utils", "_rebuild_parameter"): _first,
    ("torch.jit._pickle", "restore_type_tag"): _first,
    ("collections", "OrderedDict"): dict,
    **{("torch", name): dtype for name, dtype in _DTYPES.items()},
}


def _tensors(module: Any) -> Iterator[tuple[str, _Tensor]]:
    """The tensors of a module and of those within it, by their names."""
    waiting, seen = [("", module)], set()
    for path, owner in waiting:
        state = getattr(owner, "state", None)
        # A module can be within itself.
        if not isinstance(state, Mapping) or id(owner) in seen:
            continue
        seen.add(id(owner))
        for name, value in state.items():
            if isinstance(value, _Tensor):
                yield f"{path}{name}", value
            else:
                waiting.append((f"{path}{name}.", value))


def _bytes(path: Path, root: str, storage: _Storage) -> bytes:
    return member(path, f"{root}data/{storage.key}")


@dataclass(frozen=True, eq=False)
class _Arrays(Mapping[str, NDArray[Any]]):
    """The tensors of an archive, each read when it is asked for."""

    read: Any
    tensors: Mapping[str, _Tensor]

    def __getitem__(self, name: str) -> NDArray[Any]:
        tensor = self.tensors[name]
        dtype = tensor.storage.dtype
        if dtype is None:
            raise ConversionError(
                f"Expected {name!r} to hold floating numbers of 16, 32 or 64 bits, got others. "
                "Save the module before it is quantised."
            )
        data = self.read(tensor.storage)
        flat = single(data, (-1,)) if dtype is _BFLOAT16 else np.frombuffer(data, dtype)
        if len(flat) != tensor.storage.size:
            raise ConversionError(
                f"Expected {tensor.storage.size} numbers for {name!r}, got {len(flat)}. The file "
                "is damaged: copy it again from where it came from."
            )
        steps = [step * flat.itemsize for step in tensor.strides]
        return np.lib.stride_tricks.as_strided(flat[tensor.offset :], tensor.shape, steps).copy()

    def __iter__(self) -> Iterator[str]:
        return iter(self.tensors)

    def __len__(self) -> int:
        return len(self.tensors)
