"""What the documents show in Python is run, and gives what they say."""

import doctest
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"
SHOWN = sorted(path for path in DOCS.glob("*.md") if ">>>" in path.read_text(encoding="utf-8"))

OPTIONS = doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.stem)
def test_a_session_goes_as_it_is_shown(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = doctest.testfile(str(path), module_relative=False, optionflags=OPTIONS, encoding="utf-8")
    assert done.attempted > 0
    assert done.failed == 0
