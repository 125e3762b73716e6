"""Writes a file as a whole or not at all."""

import os
from pathlib import Path

from gatescope.errors import ExportError


def write(target: Path, content: bytes, *, make_folder: bool = False) -> None:
    """Write `content` under another name beside `target`, then give it that name.

    Raises ExportError where that cannot be done; then what was at `target` is untouched.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        if make_folder:
            target.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(content)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise ExportError(
            f"expected to be able to write {target}, got “{error.strerror}”: "
            "choose another place, or make that one writable"
        ) from error
