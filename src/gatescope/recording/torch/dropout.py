"""The mask between two layers of a module in training, drawn again as the module drew it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from gatescope.convert.torch import Kind
from gatescope.errors import RecordingError
from gatescope.recording.torch.call import Call
from gatescope.recording.torch.form import Form


@dataclass(frozen=True, eq=False)
class Dropout:
    """What the next layer reads of this one's `h`, (time, batch, ·)."""

    form: Form
    rate: float

    def __call__(self, h: Tensor) -> Tensor:
        if not self.rate:
            return h
        return self.form.changed(h, lambda inner: torch.dropout(inner, self.rate, True))

    @classmethod
    @contextmanager
    def again(cls, call: Call) -> Iterator[Dropout]:
        """The masks of a call; the random generator is left as it was."""
        rate = 0.0 if call.generator is None else call.layer.kind.dropout
        if call.generator is None:
            yield cls(call.form, rate)
            return
        now = torch.get_rng_state()
        torch.set_rng_state(call.generator)
        try:
            yield cls(call.form, rate)
        finally:
            torch.set_rng_state(now)


def may_draw(kind: Kind) -> bool:
    """Whether a module draws a mask when it is in training."""
    return kind.dropout > 0 and kind.layers > 1


def is_drawn(kind: Kind, module: nn.Module) -> bool:
    """Whether a module would draw a mask if it were called now."""
    return may_draw(kind) and module.training


def generator(kind: Kind, module: nn.Module, device: torch.device, where: str) -> Tensor | None:
    """The random generator's state, if the module is about to draw a mask from it.

    Raises:
        RecordingError: it will be drawn on a device where it cannot be drawn again.
    """
    if not is_drawn(kind, module):
        return None
    if device.type != "cpu":
        raise RecordingError(
            f"Expected {where} in training with dropout={kind.dropout} on the CPU, got "
            f"it on {device.type}, whose kernel keeps its masks to itself. Call model.eval(), or "
            "record it on the CPU."
        )
    return torch.get_rng_state()
