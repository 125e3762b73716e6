"""In what numbers a module computes: its parameters' own, or those that autocast takes."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor


@dataclass(frozen=True)
class Precision:
    """The dtype of the parameters, the device, and autocast's dtype where it is on."""

    dtype: torch.dtype
    device: str
    autocast: torch.dtype | None

    @classmethod
    def now(cls, parameter: Tensor) -> Precision:
        """The precision in which a module of such parameters is computed at this moment."""
        return cls.of(parameter, autocast(parameter.device.type))

    @classmethod
    def of(cls, parameter: Tensor, autocast: torch.dtype | None) -> Precision:
        """The same where autocast's dtype is known."""
        return _one(parameter.dtype, parameter.device.type, autocast)

    @property
    def name(self) -> str:
        """The shortest of the numbers in use: the name of a tolerance."""
        if self.autocast is not None and self.autocast.itemsize < self.dtype.itemsize:
            return _name(self.autocast)
        is_tf32 = self.device == "cuda" and torch.backends.cudnn.allow_tf32
        return "tf32" if is_tf32 and self.dtype == torch.float32 else _name(self.dtype)

    @property
    def is_short(self) -> bool:
        """Whether sums are rounded so early that they depend on how they are made."""
        return self.name not in ("float32", "float64")

    @property
    def stored(self) -> str:
        """The dtype of the parameters, as a trace notes it."""
        return _name(self.dtype)

    def again(self) -> AbstractContextManager[object]:
        """Compute as it was computed."""
        return torch.autocast(self.device, self.autocast, enabled=self.autocast is not None)

    def plainly(self) -> AbstractContextManager[object]:
        """Compute without autocast."""
        return torch.autocast(self.device, enabled=False)


def autocast(device: str) -> torch.dtype | None:
    """The dtype that autocast takes on a kind of device at this moment, if it is on."""
    return torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else None


@cache
def _one(dtype: torch.dtype, device: str, autocast: torch.dtype | None) -> Precision:
    return Precision(dtype, device, autocast)


def _name(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
