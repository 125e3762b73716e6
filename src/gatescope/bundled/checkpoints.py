"""A model on its way from untrained to trained: `checkpoints/<cell>.safetensors`, beside it.

Each array is called after its step: `150/f.h`, `150/readout.weight`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save

from gatescope.bundled.model import Model
from gatescope.errors import ModelError
from gatescope.weights import Weights

FORMAT = "gatescope-checkpoints 1"
_READOUT = ("weight", "bias")


def write_checkpoints(folder: str | Path, checkpoints: Mapping[int, Model]) -> None:
    """Write copies of one model, by the step of its training, into a task's folder."""
    arrays = {
        f"{step}/{name}": np.ascontiguousarray(array)
        for step, model in checkpoints.items()
        for name, array in _arrays(model).items()
    }
    (name,) = {model.weights.cell.name for model in checkpoints.values()}
    path = _path(Path(folder), name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save(arrays, metadata={"format": FORMAT}))


def read_checkpoint(folder: str | Path, model: Model, step: int) -> Model:
    """The model as it was after that step of its training.

    Raises:
        ModelError: no copy was kept at that step.
    """
    kept = model.record["checkpoints"]["step"]
    if step not in kept:
        raise ModelError(f"Expected one of the steps at which a copy was kept, {kept}; got {step}.")
    name = model.weights.cell.name
    arrays = load_file(_path(Path(folder), name))
    own = {parameter: arrays[f"{step}/{parameter}"] for parameter in model.weights}
    weight, bias = (arrays[f"{step}/readout.{part}"] for part in _READOUT)
    return replace(
        model,
        weights=Weights(model.weights.cell, own),
        readout=replace(model.readout, weight=weight, bias=bias),
    )


def _arrays(model: Model) -> dict[str, np.ndarray]:
    readout = {f"readout.{part}": getattr(model.readout, part) for part in _READOUT}
    return {**model.weights, **readout}


def _path(folder: Path, name: str) -> Path:
    return folder / "checkpoints" / f"{name}.safetensors"
