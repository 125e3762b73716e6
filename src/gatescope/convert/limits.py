"""How much a file may unfold to: a small one that claims to hold much is a trap or is broken."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from gatescope.errors import ConversionError

AT_LEAST = 2**28
TIMES = 20
"""Weights hardly compress; those of an untrained layer, zeros for the most part, do."""


def allowed(path: Path) -> int:
    """How many bytes may come out of a file."""
    return max(AT_LEAST, TIMES * path.stat().st_size)


def check_size(size: int, path: Path, what: str) -> None:
    """Refuse to unfold `what`, which says that it is `size` bytes.

    Raises:
        ConversionError: it is more than the file can be trusted with.
    """
    if size > allowed(path):
        raise ConversionError(
            f"Expected {what} in {path} to hold at most {allowed(path):,} bytes, got one of "
            f"{size:,}, of which the file has {path.stat().st_size:,}. It is damaged or made to "
            "fill the memory: save it again without compression."
        )


def members(path: Path) -> tuple[str, ...]:
    """The names in a zip file, which can be unfolded without harm.

    Raises:
        ConversionError: it is damaged, unfolds to too much, or has names that lead out of it.
    """
    try:
        with ZipFile(path) as archive:
            entries = archive.infolist()
    except (BadZipFile, NotImplementedError, LookupError, OSError, ValueError) as error:
        raise ConversionError(
            f"Expected a whole zip file at {path}, got one that cannot be read ({error}). Copy it "
            "again from where it came from."
        ) from error
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise ConversionError(
            f"Expected {path} to be stored or deflated, got another compression, which no tool "
            "uses for models. Save it again."
        )
    check_size(sum(entry.file_size for entry in entries), path, "the archive")
    _check_names((entry.filename for entry in entries), path)
    return tuple(entry.filename for entry in entries)


def member(path: Path, name: str) -> bytes:
    """One file of a zip file whose `members` have been looked at.

    Raises:
        ConversionError: it is not there, is damaged, or is encrypted.
    """
    try:
        with ZipFile(path) as archive:
            return archive.read(name)
    # A RuntimeError is an encrypted member, a ValueError a name that is no text.
    except (
        BadZipFile,
        LookupError,
        OSError,
        EOFError,
        RuntimeError,
        ValueError,
        zlib.error,
    ) as error:
        raise ConversionError(
            f"Expected {name!r} in {path}, got none that can be read ({error}). Copy the file "
            "again from where it came from."
        ) from error


def _check_names(names: Iterable[str], path: Path) -> None:
    for name in names:
        parts = PurePosixPath(name.replace("\\", "/"))
        if ".." in parts.parts or parts.is_absolute():
            raise ConversionError(
                f"Expected the names in {path} to stay within it, got {name!r}. No tool writes "
                "such names: do not trust the file."
            )
