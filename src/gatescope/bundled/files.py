"""Models on disk: `<cell>.safetensors` for the numbers, `<cell>.json` for all else."""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np

from gatescope.bundled.checkpoints import read_checkpoint
from gatescope.bundled.model import Encoding, Model, Readout
from gatescope.cells import Cell
from gatescope.errors import ModelError
from gatescope.tasks import tasks
from gatescope.weights import read, write

FORMAT = 1
DATA = files("gatescope.bundled") / "data"
_CELLS = ("lstm", "gru", "gru_reset_after", "rnn")


def models() -> tuple[tuple[str, str], ...]:
    """The bundled models, as pairs (task, cell) for `load_model`."""
    return tuple(
        (task, cell)
        for task in tasks()
        for cell in _CELLS
        if (DATA / task / f"{cell}.safetensors").is_file()
    )


def load_model(task: str, cell: str | Cell, *, step: int | None = None) -> Model:
    """The bundled model of a task and a cell (`"lstm"`, or `LSTM`).

    `step` asks for it as it was after that step of its training: one of those in
    `model.record["checkpoints"]["step"]`, of which the first, 0, is untrained.

    Raises:
        ModelError: there is none.
    """
    name = cell.name if isinstance(cell, Cell) else cell
    if (task, name) not in models():
        there = ", ".join(f"({t!r}, {c!r})" for t, c in models())
        raise ModelError(
            f"Expected a task and a cell with a bundled model, got ({task!r}, {name!r}). "
            f"There are {there}."
        )
    with as_file(DATA / task) as folder:
        model = read_model(folder, name)
        if step is not None:
            model = read_checkpoint(folder, model, step)
    if isinstance(cell, Cell) and cell != model.weights.cell:
        raise ModelError(
            f"Expected the bundled {name!r} of {task!r}, got another cell of that name. "
            f'Give its name, load_model("{task}", "{name}").'
        )
    return model


def read_model(folder: str | Path, name: str) -> Model:
    """A model that `write_model` wrote.

    Raises:
        ModelError: the two files do not belong together, or are of another format.
        WeightsError: the numbers cannot be read.
    """
    path = Path(folder) / f"{name}.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    if document.get("format") != FORMAT:
        raise ModelError(
            f"Expected {path} to be of format {FORMAT}, got {document.get('format')!r}. "
            "Take the file of this version of Gatescope."
        )
    weights, arrays = read(path.with_suffix(".safetensors"))
    if document["cell"] != weights.cell.name:
        raise ModelError(
            f"Expected weights of {document['cell']!r} beside {path}, got those of "
            f"{weights.cell.name!r}. Take both files from one place."
        )
    readout = Readout(arrays["readout.weight"], arrays["readout.bias"], **document["readout"])
    encoding = {key: np.array(row, dtype=np.float64) for key, row in document["encoding"].items()}
    return Model(document["task"], weights, readout, Encoding(**encoding), document["record"])


def write_model(folder: str | Path, model: Model) -> None:
    """Write a model's two files, called after its cell."""
    path = Path(folder) / f"{model.weights.cell.name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    readout = model.readout
    arrays = {"readout.weight": readout.weight, "readout.bias": readout.bias}
    write(path.with_suffix(".safetensors"), model.weights, arrays)
    path.write_text(json.dumps(_document(model), indent=1) + "\n", encoding="utf-8")


def _document(model: Model) -> dict[str, Any]:
    readout, encoding = model.readout, model.encoding
    return {
        "format": FORMAT,
        "task": model.task,
        "cell": model.weights.cell.name,
        "hidden_size": model.weights.hidden_size,
        "encoding": {"offset": encoding.offset.tolist(), "scale": encoding.scale.tolist()},
        "readout": {
            "activation": readout.activation,
            "offset": readout.offset,
            "scale": readout.scale,
        },
        "record": dict(model.record),
    }
