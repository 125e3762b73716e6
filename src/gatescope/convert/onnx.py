"""ONNX models: their LSTM, GRU and RNN nodes, wherever they stand."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gatescope.convert.found import Found, gather
from gatescope.convert.onnx_node import recurrent
from gatescope.convert.onnx_places import places
from gatescope.errors import ConversionError
from gatescope.extras import needed

if TYPE_CHECKING:
    from onnx import ModelProto

WHOLE = (
    "An exporter can take a layer apart into plain operations, as PyTorch's does with an nn.RNN "
    "unless dynamo=False is given: export the model again so that each layer is one node."
)
NO_TEXT = (TypeError, UnicodeError)
"""In the place of a text that is none the parser gives bytes, or fails when it is read."""


def read_onnx(path: Path) -> Found:
    """The recurrent nodes of an ONNX model, those within `If` and `Loop` among them.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
        MissingExtra: onnx is not installed.
    """
    return find_onnx(path, parse_onnx(path))


def parse_onnx(path: Path) -> ModelProto:
    """The model of a file, without the data that it has elsewhere.

    Raises:
        ConversionError: it is damaged.
        MissingExtra: onnx is not installed.
    """
    onnx = needed("onnx", by="An ONNX file", extra="onnx")
    try:
        model: ModelProto = onnx.load(str(path), format="protobuf", load_external_data=False)
    # The parser's error is protobuf's, which is onnx's own dependency.
    except Exception as error:
        raise damaged(path, error) from error
    return model


def find_onnx(path: Path, model: ModelProto) -> Found:
    """The recurrent nodes of a model that was read from `path`.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
    """
    found = places(path, model)
    try:
        return gather(
            path, ((p.name, partial(recurrent, p.name, p.node, p.constants)) for p in found), WHOLE
        )
    except NO_TEXT as error:
        raise damaged(path, error) from error


def damaged(path: Path, error: Exception) -> ConversionError:
    """What is said of a model that cannot be read."""
    return ConversionError(
        f"Expected an ONNX model at {path}, got a file that cannot be read ({error}). Copy it "
        "again from where it came from."
    )
