"""What a hook saw of a call: copied at once, for it costs time of the model's own; read later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from gatescope.recording.torch.call import Call, Edited, Snapshot
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.form import Form
from gatescope.recording.torch.given import initial_states, outcome
from gatescope.recording.torch.precision import Precision


class Seen(NamedTuple):
    """What a module was given and gave, copied, in PyTorch's form; the rest is as in `Call`."""

    layer: Found
    given: Any
    hx: Any
    output: Any
    snapshot: Snapshot
    autocast: torch.dtype | None
    generator: Tensor | None
    edits: Mapping[str, Edited]

    def opened(self) -> Call:
        """The call, its sequences turned to (time, batch, ·)."""
        kind, form = self.layer.kind, Form.of(self.layer.kind, self.given)
        x = form.open(self.given).contiguous()
        every, final = outcome(kind, form, self.output)
        return Call(
            layer=self.layer,
            form=form,
            snapshot=self.snapshot,
            precision=Precision.of(self.snapshot.any, self.autocast),
            x=x,
            initial=_contiguous(initial_states(kind, form, self.hx, x)),
            every=_contiguous(every),
            final=_contiguous(final),
            lengths=form.lengths,
            begins=self.hx is None,
            generator=self.generator,
            edits=self.edits,
        )


def copied(given: Any) -> Any:
    """Tensors in the structure that they come in, copied, without a gradient."""
    if isinstance(given, Tensor):
        # As it lies: to turn it here would take longer, and can wait.
        return (given.detach() if given.requires_grad else given).clone()
    if isinstance(given, PackedSequence):
        return PackedSequence(*map(copied, given))
    return given if given is None else tuple(map(copied, given))


def _contiguous(arrays: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: array.contiguous() for name, array in arrays.items()}
