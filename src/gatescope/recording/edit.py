"""`edit`: a PyTorch model with gates and states of its layers held, while a block runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from gatescope.edits import Edit
from gatescope.extras import needed

if TYPE_CHECKING:
    from torch import nn

    from gatescope.recording.torch.editing import Editing


def edit(model: nn.Module, edits: Mapping[str, Iterable[Edit]]) -> Editing:
    """Edit the gates and states of a PyTorch model's recurrent layers within a `with` block.

    `with gatescope.edit(model, {"encoder.lstm/0/forward": [Clamp("f", 1.0, unit=[3])]}):` has that
    layer run by Gatescope with the edits in force and passes its output on, so that all that
    follows in the model sees them; gradients flow to the input and to the parameters. Paths are
    those of a recording's trace; with `/call/<k>` behind it, a path means the k-th call alone. The
    steps of a cell's calls are counted as in its trace. After the block the model is as it was.

    Raises:
        ConversionError: the model cannot be recorded either; see `gatescope.record`.
        EditError: there is no layer at a path, or an edit names what the layer does not have; at
            the end of the block, a call or a step that was never reached.
        RecordingError: a layer has a forward of its own, which the edits would replace.
        MissingExtra: PyTorch is not installed.
    """
    needed("torch", by="edit", extra="torch")
    from gatescope.recording.torch.editing import Editing

    return Editing(model, edits)
