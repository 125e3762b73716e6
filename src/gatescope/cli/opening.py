"""What `gatescope open` opens."""

from __future__ import annotations

from pathlib import Path

from gatescope.cli.inputs import read_inputs
from gatescope.errors import InputError
from gatescope.opened import Opened, open_trace
from gatescope.recording.file import record_file


def opened_path(
    path: Path, *, inputs: Path | None, layer: str | None, labels: Path | None
) -> Opened:
    """The trace at a path, or a model's file, run on an input; with labels for the steps.

    Raises:
        InputError: a trace comes with an input, a model without one, or a file cannot be read.
        GatescopeError: it is no trace, or no model that can be run.
    """
    words = None if labels is None else _lines(labels)
    if not path.is_file():
        if inputs is not None or layer is not None:
            raise InputError(f"Expected --input and --layer with a model's file; {path} is none.")
        return open_trace(path, labels=words)
    if inputs is None:
        raise InputError(
            f"Expected an input to run {path} on: give --input X.npy, .npz or .csv, or the folder "
            "of a trace in place of the file."
        )
    trace = record_file(path, read_inputs(inputs), module=layer)
    return open_trace(trace, labels=words, title=path.name)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"Expected a text with a label for each step, one a line, at {path}: {error}"
        ) from error
