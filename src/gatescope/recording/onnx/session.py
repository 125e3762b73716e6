"""A model run in ONNX Runtime, from memory."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import onnxruntime

from gatescope.errors import GatescopeError, RecordingError
from gatescope.recording.onnx.feeds import feeds

if TYPE_CHECKING:
    from onnx import ModelProto

    from gatescope.recording.arrays import Array

_SILENT = 4


def outputs(model: ModelProto, inputs: Any) -> Mapping[str, Array]:
    """Every output of a model, by its name.

    Raises:
        InputError: the inputs are not those of the model.
        RecordingError: ONNX Runtime does not run the model, or not on these inputs.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = _SILENT
    try:
        session = onnxruntime.InferenceSession(
            model.SerializeToString(),
            options,
            providers=["CPUExecutionProvider"],
            enable_fallback=0,  # it would print, and try the same again
        )
        given = feeds(session.get_inputs(), inputs)
        names = [output.name for output in session.get_outputs()]
        return dict(zip(names, session.run(names, given), strict=True))
    except GatescopeError:
        raise
    # Its errors have no common root of their own.
    except Exception as error:
        words = " ".join(str(error).split()).rstrip(".")
        raise RecordingError(
            f"Expected a model that ONNX Runtime runs on these inputs, got its error: {words}. "
            "Run the model in ONNX Runtime alone to see whether it is the model's own."
        ) from error
