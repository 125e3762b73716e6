"""What `gatescope open` opens."""

from __future__ import annotations

from pathlib import Path

from gatescope.errors import InputError
from gatescope.opened import Opened, open_trace


def opened_file(path: Path, *, labels: Path | None) -> Opened:
    """The trace at a path, with labels for its steps.

    Raises:
        TraceError: there is no trace at the path.
        InputError: the labels cannot be read, or are not as many as the steps.
    """
    return open_trace(path, labels=None if labels is None else _lines(labels))


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"Expected a text with a label for each step, one a line, at {path}: {error}"
        ) from error
