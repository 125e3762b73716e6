"""`record`: every gate of a PyTorch model's recurrent layers, while it runs unchanged."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Literal, overload

from gatescope.errors import RecordingError
from gatescope.extras import needed

if TYPE_CHECKING:
    from torch import nn

    from gatescope.recording.torch.recording import Recording
    from gatescope.recording.torch.stored import StoredRecording

Certify = Literal["error", "warn", "sample"]


@overload
def record(
    model: nn.Module, *, certify: Certify = ..., every: int = ..., store: None = ...
) -> Recording: ...
@overload
def record(
    model: nn.Module,
    *,
    certify: Certify = ...,
    every: int = ...,
    store: str | PathLike[str],
    variables: Iterable[str] | None = ...,
    store_states_only: bool = ...,
    stateful: bool = ...,
    resume: bool = ...,
) -> StoredRecording: ...
def record(
    model: nn.Module,
    *,
    certify: Certify = "error",
    every: int = 16,
    store: str | PathLike[str] | None = None,
    variables: Iterable[str] | None = None,
    store_states_only: bool = False,
    stateful: bool = False,
    resume: bool = False,
) -> Recording | StoredRecording:
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

    With `store`, a path, any number of batches go to disk while the block runs: the sequences of
    each call behind those of the call before, along `batch`, or with `stateful=True` its steps,
    along `time`, if the model passes its states on. `for x in recording.over(loader):` shows how
    far it is. `variables` names the values to keep, `x` among them; `store_states_only=True` keeps
    `x` and the states. What is left out is computed when it is read, if those are there.
    `resume=True` goes on with the recording at `store`, if there is one, behind its last complete
    batch. `gatescope.open(store)` reads it, also while it grows or when it was interrupted.

    Raises:
        ConversionError: there is no recurrent layer in the model, one has an option that is not
            supported, or the model is scripted or compiled.
        RecordingError: a mask of dropout is drawn where it cannot be drawn again; with `store`,
            weights, edits or states are not as they have to be for one recording.
        TraceError: there is something else at `store`, or a recording of something else.
        CertificateError: what was recorded is not what the model computed.
        MissingExtra: PyTorch is not installed.
    """
    needed("torch", by="record", extra="torch")
    from gatescope.recording.torch.find import find
    from gatescope.recording.torch.keep import keep
    from gatescope.recording.torch.policy import Policy
    from gatescope.recording.torch.recording import Recording
    from gatescope.recording.torch.stored import StoredRecording

    layers, policy = find(model), Policy(certify, every)
    if store is not None:
        kept = keep(store, variables, store_states_only, stateful, resume, layers)
        return StoredRecording(model, layers, kept, policy)
    if variables is not None or store_states_only or stateful or resume:
        raise RecordingError(
            "Expected store= with variables=, store_states_only=, stateful= and resume=, got none. "
            'Say where the recording goes: store="run.zarr".'
        )
    return Recording(layers, policy)
