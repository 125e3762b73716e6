"""A model's file run on an input: recorded where the file is a model, its layers run where not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xarray as xr

from gatescope.convert import Found, load_weights
from gatescope.convert.load import is_onnx
from gatescope.errors import InputError
from gatescope.recording.onnx.record import record_onnx
from gatescope.recording.run import run


def record_file(path: Path, inputs: Any, *, module: str | None = None) -> xr.DataTree:
    """Every gate and state of a file's recurrent layers over an input.

    An ONNX model is run as a whole, on `inputs` as `record_onnx` takes them. Of any other file the
    recurrent module of that name, or the only one, is run on `inputs` (time, input) or (time,
    batch, input): what the model has before it is not in the file. Paths are
    `/<module>/<layer>/<forward|reverse>`.

    Raises:
        ConversionError: the file is none that is read, or its module is not supported.
        InputError: the inputs do not fit, or there are several modules and none is named.
        GatescopeError: as `record_onnx` says.
    """
    if is_onnx(path):
        if module is not None:
            raise InputError("Expected no layer to be named: an ONNX model is run as a whole.")
        return record_onnx(path, inputs)
    found = load_weights(path)
    name = _chosen(found, module)
    tree = run(found[name], _single(inputs))
    nodes = {node.path: node.to_dataset() for node in tree.subtree if node.has_data}
    start = f"/{name}" if name else ""
    return xr.DataTree.from_dict(
        {f"{start}{p}": t.assign_attrs(source=path.name) for p, t in nodes.items()}
    )


def _chosen(found: Found, name: str | None) -> str:
    if name is None and len(found) == 1:
        return next(iter(found))
    if name is None or (name not in found and name not in found.refused):
        raise InputError(
            f"Expected the name of one of the recurrent layers of {found.path}, "
            f"{list(found)}, got {name!r}. Choose one with --layer."
        )
    return name


def _single(inputs: Any) -> Any:
    """The one array of several by name."""
    if not isinstance(inputs, Mapping):
        return inputs
    if len(inputs) != 1:
        raise InputError(
            f"Expected one input of the layer, (time, input) or (time, batch, input), got the "
            f"arrays {sorted(inputs)}."
        )
    return next(iter(inputs.values()))
