"""Files out of packages that ship trained models, which `make test` has downloaded."""

import os
import tarfile
import zipfile
from functools import cache
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / ".cache" / "models"
MISSING = "no trained models of other packages: `make test` downloads them"


@cache
def content(package: str, name: str) -> bytes:
    """A file of a package; where none is there, a failure in CI and a skip elsewhere."""
    archives = [path for path in FOLDER.glob("*") if path.name.startswith(package)]
    if not archives:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    (archive,) = archives
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return wheel.read(name)
    with tarfile.open(archive) as source:
        file = source.extractfile(f"{archive.name.removesuffix('.tar.gz')}/{name}")
        assert file is not None
        return file.read()


def extracted(package: str, name: str, folder: Path) -> Path:
    """The same as a file in a folder."""
    path = folder / Path(name).name
    path.write_bytes(content(package, name))
    return path
