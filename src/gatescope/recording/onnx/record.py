"""`record_onnx`: every gate of an ONNX model's recurrent nodes, while ONNX Runtime runs it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import xarray as xr

from gatescope.extras import needed

if TYPE_CHECKING:
    from gatescope.recording.arrays import Array

Inputs = Mapping[str, Any] | Any
Certify = Literal["error", "warn"]


@overload
def record_onnx(
    path: str | Path,
    inputs: Inputs,
    *,
    expected: Inputs = ...,
    certify: Certify = ...,
    outputs: Literal[False] = ...,
) -> xr.DataTree: ...
@overload
def record_onnx(
    path: str | Path,
    inputs: Inputs,
    *,
    expected: Inputs = ...,
    certify: Certify = ...,
    outputs: Literal[True],
) -> tuple[xr.DataTree, dict[str, Array]]: ...
def record_onnx(
    path: str | Path,
    inputs: Inputs,
    *,
    expected: Inputs = None,
    certify: Certify = "error",
    outputs: bool = False,
) -> xr.DataTree | tuple[xr.DataTree, dict[str, Array]]:
    """Record every gate and state of the recurrent nodes of an ONNX model.

    ONNX Runtime runs the whole model on `inputs`, arrays by the names of its inputs, or one array
    where it has one. What its LSTM, GRU and RNN nodes are given and give is read as further outputs
    of the model; the file stays as it is. The tree has a node for each layer and direction,
    `/<node>/0/<forward|reverse>`; of an `If`, for the branch that was taken. With `outputs=True`
    the model's own outputs of this run are returned besides, arrays by their names.

    For each, `h` is computed once more from the recorded gates and the cell state and compared with
    what the runtime returned, and so are the last states. `expected` are outputs of the model that
    was exported, by their names, or the first one: the file's own are compared with them. Beyond
    the tolerance it is an error, with `certify="warn"` a warning; where a GRU's other reading of
    `linear_before_reset` fits, it says so.

    Raises:
        ConversionError: the file is damaged, is too large, has data outside its folder, or holds a
            recurrent node that is not supported, or none.
        InputError: the inputs are not those of the model.
        RecordingError: a recurrent node stands in a `Loop` or a function, or ONNX Runtime does not
            run the model.
        CertificateError: what was recorded is not what the runtime computed, or what the file
            computes is not what was expected of it.
        MissingExtra: onnx or onnxruntime is not installed.
    """
    for module in ("onnx", "onnxruntime"):
        needed(module, by="record_onnx", extra="onnx")
    from gatescope.recording.onnx.recording import recorded

    tree, given = recorded(Path(path), inputs, expected, certify)
    return (tree, given) if outputs else tree
