"""The wheel made from the sdist, in a fresh environment outside the checkout, serves the page."""

import os
import re
import subprocess
import sys
import tarfile
import venv
from pathlib import Path

import httpx
import pytest

from command import served

ROOT = Path(__file__).parents[2]
SCRIPTS = "Scripts" if sys.platform == "win32" else "bin"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and the wheel that `build` makes from it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", folder, ROOT]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return folder


@pytest.fixture(scope="module")
def scripts(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of a fresh environment with the wheel and what it needs, and no extra."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder)
    (wheel,) = dist.glob("*.whl")
    # Our pip, and no bytecode ahead of use: a pip of its own and compiling take most of the time.
    pip = [sys.executable, "-m", "pip", "--python", folder / SCRIPTS / "python"]
    pip += ["install", "--quiet", "--no-compile", wheel]
    done = subprocess.run(pip, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr[-4000:]
    return folder / SCRIPTS


def test_the_sdist_carries_the_sources_and_not_what_is_built(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"frontend/package-lock.json", "frontend/src/page/main.ts", "hatch_build.py"} <= names
    assert not [name for name in names if "node_modules" in name or "server/page/" in name]


def test_the_page_comes_from_the_installed_package_without_node(
    scripts: Path, tmp_path: Path
) -> None:
    environment = {**os.environ, "PATH": str(scripts), "PYTHONPATH": ""}
    quiet = ("--port", "0", "--no-browser")
    with (
        served(*quiet, command=scripts / "gatescope", cwd=tmp_path, env=environment) as server,
        httpx.Client(base_url=server.address) as client,
    ):
        page = client.get("/")
        assert page.status_code == 200
        files = re.findall(r'(?:src|href)="\./(assets/[^"]+)"', page.text)
        assert any(name.endswith(".js") for name in files)
        assert {client.get(name).status_code for name in files} == {200}


def test_the_fresh_environment_has_the_package_and_no_pytorch(scripts: Path) -> None:
    code = (
        "import importlib.util as u, gatescope; "
        "print(gatescope.__file__, u.find_spec('torch'), u.find_spec('numba'))"
    )
    done = subprocess.run(
        [scripts / "python", "-I", "-c", code], capture_output=True, text=True, check=True
    )
    where, *extras = done.stdout.split()
    assert Path(where).is_relative_to(scripts.parent)
    assert extras == ["None", "None"]
