"""The form in which a module was called, and the way from it to (time, batch, ·) and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence, pad_packed_sequence

from gatescope.convert.torch import Kind


@dataclass(frozen=True, eq=False)
class Form:
    """A cell has no axis of time, an unbatched call none of sequences; a batch can come first, or
    be packed, its sequences of different lengths."""

    has_time: bool
    has_batch: bool
    batch_first: bool
    packing: PackedSequence | None = None

    @classmethod
    def of(cls, kind: Kind, given: Any) -> Form:
        """The form of a call with `given` as its input."""
        if kind.is_cell:
            return cls(False, given.ndim == 2, kind.batch_first)
        return cls.of_layer(given, kind.batch_first)

    @classmethod
    def of_layer(cls, given: Any, batch_first: bool) -> Form:
        """The same for a layer, which is given a sequence."""
        if isinstance(given, PackedSequence):
            return cls(True, True, False, given)
        return cls(True, given.ndim == 3, batch_first)

    @property
    def _is_turned(self) -> bool:
        return self.has_batch and self.has_time and self.batch_first

    @property
    def lengths(self) -> Tensor | None:
        """Each sequence's length, (batch), where they are packed."""
        if self.packing is None:
            return None
        _, lengths = pad_packed_sequence(self.packing)
        return lengths

    def open(self, given: Any) -> Tensor:
        """An input or an output as (time, batch, ·), zero beyond the lengths."""
        if self.packing is not None:
            padded: Tensor = pad_packed_sequence(given)[0]
            return padded
        if self._is_turned:
            turned: Tensor = given.transpose(0, 1)
            return turned
        return self._with_axes(given)

    def close(self, array: Tensor) -> Any:
        """(time, batch, ·) in the form of the call."""
        if self.packing is not None:
            return self._packed(array)
        if self._is_turned:
            return array.transpose(0, 1)
        return self._without_axes(array)

    def open_state(self, given: Tensor) -> Tensor:
        """A state as (part, batch, unit)."""
        return self._with_axes(given)

    def close_state(self, array: Tensor) -> Tensor:
        """(part, batch, unit) in the form of the call."""
        return self._without_axes(array)

    def changed(self, array: Tensor, change: Callable[[Tensor], Tensor]) -> Tensor:
        """A change of the numbers within the lengths, which it sees as PyTorch's kernels do."""
        if self.packing is None:
            return change(array)
        packed = self._packed(array)
        return self.open(packed._replace(data=change(packed.data)))

    def _packed(self, array: Tensor) -> PackedSequence:
        """The numbers within the lengths, in the order in which PyTorch packs them."""
        assert self.packing is not None
        _, sizes, order, back = self.packing
        array = array if order is None else array[:, order]
        within = torch.arange(array.shape[1]) < sizes[:, None]
        return PackedSequence(array[within.to(array.device)], sizes, order, back)

    def _with_axes(self, given: Tensor) -> Tensor:
        """A cell's call is one step of the axis in front; an unbatched one, one sequence."""
        given = given if self.has_time else given[None]
        return given if self.has_batch else given.unsqueeze(1)

    def _without_axes(self, array: Tensor) -> Tensor:
        array = array if self.has_batch else array.squeeze(1)
        return array if self.has_time else array.squeeze(0)
