"""A model's file run on an input: recorded where the file is a model, its layers run where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr

from gatescope.convert import Found, Recurrent, load_weights
from gatescope.convert.load import is_onnx
from gatescope.convert.onnx import parse_onnx
from gatescope.errors import InputError
from gatescope.recording.observed import as_tree
from gatescope.recording.onnx.record import record_onnx
from gatescope.recording.run import run


def record_file(path: Path, inputs: Any, *, module: str | None = None) -> xr.DataTree:
    """Every gate and state of a file's recurrent layers over an input.

    An ONNX model is run as a whole, on `inputs` as `record_onnx` takes them; where its one input
    has an axis of sequences, one sequence may come without it. Of any other file the recurrent
    module of that name, or one layer and direction by its path, or the only module, is run on
    `inputs` (time, input) or (time, batch, input): what the model has before it is not in the file.
    Paths are `/<module>/<layer>/<forward|reverse>`.

    Raises:
        ConversionError: the file is none that is read, or its module is not supported.
        InputError: the inputs do not fit, or there are several modules and none is named.
        GatescopeError: as `record_onnx` says.
    """
    if is_onnx(path):
        if module is not None:
            raise InputError("Expected no layer to be named: an ONNX model is run as a whole.")
        return record_onnx(path, _batched(path, inputs))
    chosen, paths = _chosen(load_weights(path), module)
    tree = run(chosen, _single(inputs))
    traces = (node.to_dataset() for node in tree.subtree if node.has_data)
    named = zip(paths, (trace.assign_attrs(source=path.name) for trace in traces), strict=True)
    return as_tree(dict(named))


def _chosen(found: Found, name: str | None) -> tuple[Recurrent, list[str]]:
    """The module that is to be run, or one part of it, and the paths of its parts."""
    if name is None and len(found) == 1 and not found.refused:
        name = next(iter(found))
    if name is not None and (name in found or name in found.refused):
        return found[name], [part.path for part in found[name].parts]
    for module in found.values():
        for part in module.parts:
            if name is not None and part.path == name.strip("/"):
                own = replace(module, layers=(part.weights,), directions=(part.direction,))
                return own, [part.path]
    raise InputError(
        f"Expected the name of one of the recurrent layers of {found.path}, {list(found)}, or of "
        f"its parts, {[part.path for part in found.parts]}, got {name!r}. Choose one with --layer."
    )


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


def _batched(path: Path, inputs: Any) -> Any:
    """One sequence, (time, input), with the axis of sequences where the model says that it is."""
    if isinstance(inputs, Mapping) or np.ndim(inputs) != 2:
        return inputs
    graph = parse_onnx(path).graph
    constants = {tensor.name for tensor in graph.initializer}
    given = [each for each in graph.input if each.name not in constants]
    sizes = given[0].type.tensor_type.shape.dim if len(given) == 1 else ()
    axes = [k for k, size in enumerate(sizes) if size.dim_value == 1 or "batch" in size.dim_param]
    is_plain = len(sizes) == 3 and len(axes) == 1 and axes[0] < 2
    return np.expand_dims(inputs, axes[0]) if is_plain else inputs
