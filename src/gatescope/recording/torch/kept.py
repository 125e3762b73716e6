"""A parameter as it was, and whether it still is."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

SMALL = 2**14
"""Bytes up to which they are compared at once: PyTorch takes longer to begin than they take."""


class Kept:
    """A copy of a parameter, and of a small one on the CPU its bytes, where they lie."""

    def __init__(self, parameter: Tensor) -> None:
        self.copy = parameter.detach().clone(memory_format=torch.contiguous_format)
        self._of, self._address = parameter, parameter.data_ptr()
        self._bytes: Any = None
        is_plain = parameter.device.type == "cpu" and type(parameter.data) is Tensor
        if is_plain and parameter.is_contiguous() and 0 < parameter.nbytes <= SMALL:
            # It holds the memory, so that nothing else can come to lie at its address.
            self._bytes = parameter.detach().view(-1).view(torch.uint8).numpy().data
            # Of what Python has, this alone is compared with memory that is not its own.
            self._content = bytearray(self._bytes)

    @property
    def is_small(self) -> bool:
        """Whether to keep it costs next to nothing."""
        return self._bytes is not None

    def is_still(self, parameter: Tensor) -> bool:
        """Whether a parameter has these numbers, in that precision and on that device."""
        is_there = parameter is self._of and parameter.data_ptr() == self._address
        if self._bytes is None or not is_there or not parameter.is_contiguous():
            kept = self.copy
            is_like = parameter.device == kept.device and parameter.dtype == kept.dtype
            return is_like and torch.equal(kept, parameter)
        return bool(self._content == self._bytes)
