"""The golden files, to which the page's tests are held, are what the reference gives today."""

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from gatescope.cells import OPERATIONS, SOURCES
from tolerances import Kind, assert_close

ROOT = Path(__file__).parents[2]


def load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("golden_make", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(path.parent)  # where a script finds its neighbours
        spec.loader.exec_module(module)
    return module


MAKE = load(ROOT / "golden" / "make.py")
MADE: dict[Path, Any] = MAKE.documents()
EXACT = [MAKE.CELLS, MAKE.HERE / "from_files.json", MAKE.HERE / "equations.json"]


def kept(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def is_numbers(part: Any) -> bool:
    """Whether it is an array of numbers, of any depth."""
    if not isinstance(part, list) or not part:
        return isinstance(part, float)
    return all(isinstance(inner, int | float) or is_numbers(inner) for inner in part)


def parts(document: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every array of numbers, and everything else singly, with the way to it."""
    if is_numbers(document) or not isinstance(document, dict | list):
        yield path, document
        return
    entries = document.items() if isinstance(document, dict) else enumerate(document)
    for key, part in entries:
        yield from parts(part, f"{path}/{key}")


def test_the_files_are_those_that_are_made() -> None:
    assert {path for path in MADE if path != MAKE.CELLS} == {*MAKE.HERE.rglob("*.json")}


@pytest.mark.parametrize("path", EXACT, ids=lambda path: path.name)
def test_the_cells_and_their_equations_are_kept_exactly(path: Path) -> None:
    assert kept(path) == MADE[path]


@pytest.mark.parametrize("path", [p for p in MADE if p not in EXACT], ids=lambda path: path.name)
def test_the_numbers_are_kept_to_the_last_digits(path: Path) -> None:
    found, expected = dict(parts(kept(path))), dict(parts(MADE[path]))
    assert list(found) == list(expected)
    for way, part in expected.items():
        if is_numbers(part):
            # What training makes of parameters is made of their gradients.
            of_gradients = "/gradients/" in way or "/trained/" in way
            kind: Kind = "gradients" if of_gradients else "forward"
            assert_close(found[way], part, "float64", kind)
        else:
            assert found[way] == part


def test_the_cells_have_every_operation() -> None:
    operations = {node.operation for cell in MAKE.COMPUTED for node in cell.nodes}
    assert operations == {*OPERATIONS, *SOURCES}


def test_there_is_a_run_of_every_cell_with_and_without_edits() -> None:
    files = {path.stem: kept(path) for path in MAKE.RUNS.iterdir()}
    runs = [(run["cell"], bool(run["edits"])) for file in files.values() for run in file]
    assert all(run["cell"] == name for name, file in files.items() for run in file)
    assert {*runs} == {(cell.name, edited) for cell in MAKE.COMPUTED for edited in (False, True)}
