"""`record`: every gate of a PyTorch model's recurrent layers, while it runs unchanged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from gatescope.extras import needed

if TYPE_CHECKING:
    from torch import nn

    from gatescope.recording.torch.recording import Recording


def record(
    model: nn.Module,
    *,
    certify: Literal["error", "warn", "sample"] = "error",
    every: int = 16,
) -> Recording:
    """Record every gate and state of the recurrent layers of a PyTorch model.

    `with gatescope.record(model) as recording:` watches `nn.LSTM`, `nn.GRU`, `nn.RNN` and their
    cells, wherever they stand in the model. Output, gradients, random numbers and hooks stay as
    they are. After the block `recording.trace` is an xarray.DataTree with a node for each layer and
    direction, `/<module>/<layer>/<forward|reverse>`; where a module was called several times,
    `/call/<k>` below it. The calls of a cell are one sequence as long as its states are passed on.

    For each layer, `h` is computed once more from the recorded gates and the cell state and
    compared with what the layer returned; the largest difference is in the trace. Beyond the
    tolerance it is an error at the end of the block, with `certify="warn"` a warning.
    `certify="sample"` compares the first and each `every`-th call, and finds the gates of the
    others when the trace is read.

    Raises:
        ConversionError: there is no recurrent layer in the model, one has an option that is not
            supported, or the model is scripted or compiled.
        RecordingError: a mask of dropout is drawn where it cannot be drawn again.
        CertificateError: what was recorded is not what the model computed.
        MissingExtra: PyTorch is not installed.
    """
    needed("torch", by="record", extra="torch")
    from gatescope.recording.torch.recording import Recording

    return Recording(model, certify, every)
