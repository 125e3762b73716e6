"""Machine code on disk, so that it is compiled once and not once a process."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SUM = hashlib.sha256().digest_size


def kept(key: str, make: Callable[[], bytes]) -> bytes:
    """The machine code of that key: as it was kept, or made and kept.

    Half a file, or a damaged one, is made again; where nothing can be written, nothing is kept.
    """
    path = _folder() / f"{key}.o"
    try:
        found = path.read_bytes() if _is_own(path.parent) else b""
    except OSError:
        found = b""
    total, code = found[:SUM], found[SUM:]
    if total != hashlib.sha256(code).digest():
        code = make()
        _keep(path, code)
    return code


def _keep(path: Path, code: bytes) -> None:
    """Write it at once, so that no other process reads half of it."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_own(path.parent):
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(hashlib.sha256(code).digest() + code)
        Path(file.name).replace(path)
    except OSError:
        return


def _is_own(folder: Path) -> bool:
    """Whether no one else can write there: what is in it will be run."""
    if sys.platform == "win32":
        return True  # the user's own profile, which others cannot write to
    state = folder.stat()
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _folder() -> Path:
    """The user's cache, where the platform has it."""
    chosen = os.environ.get("GATESCOPE_CACHE")
    if chosen:
        return Path(chosen) / "kernels"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "gatescope" / "kernels"
