"""`record_keras`: every gate of a Keras model's recurrent layers, while it runs unchanged."""

from __future__ import annotations

from typing import Any, Literal, overload

import xarray as xr

from gatescope.recording.keras.recording import recorded

Certify = Literal["error", "warn"]


@overload
def record_keras(
    model: Any, inputs: Any, *, certify: Certify = ..., outputs: Literal[False] = ...
) -> xr.DataTree: ...
@overload
def record_keras(
    model: Any, inputs: Any, *, certify: Certify = ..., outputs: Literal[True]
) -> tuple[xr.DataTree, Any]: ...
def record_keras(
    model: Any, inputs: Any, *, certify: Certify = "error", outputs: bool = False
) -> xr.DataTree | tuple[xr.DataTree, Any]:
    """Record every gate and state of the recurrent layers of a live Keras 3 model.

    `model(inputs)` is called as it is, outside of training, on whichever backend Keras has. LSTM,
    GRU, SimpleRNN, and RNN with one of their cells, or a stack of them, are watched, wherever they
    stand in the model. The tree has a node for each layer and direction,
    `/<layer>/0/<forward|reverse>`, for the next cell of a stack `/<layer>/1/…`; where a layer was
    called several times, `/call/<k>` below it. Masked steps are left out, wherever they stand:
    the others of a sequence come first, `length` of them, and beyond is NaN. The model stays as it
    was, but for the states that a `stateful` layer keeps. With `outputs=True` what the model gave
    is returned besides, as it gave it.

    For each, `h` is computed once more from the recorded gates and the cell state and compared with
    what the layer returned, and so are the last states; where the layer returns its last output
    alone, it is run a second time for the steps before, and so is a cell below the top of a stack.
    Beyond the tolerance it is an error, with
    `certify="warn"` a warning.

    Raises:
        ConversionError: it is no Keras 3 model, holds no recurrent layer, or one that is not
            supported.
        RecordingError: a mask leaves nothing of a sequence, a layer ran where it
            cannot be watched, or none ran.
        CertificateError: what was recorded is not what the model computed.
    """
    tree, given = recorded(model, inputs, certify)
    return (tree, given) if outputs else tree
