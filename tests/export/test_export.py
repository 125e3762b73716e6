"""Where an export goes, and what it leaves alone."""

import sys
from pathlib import Path

import pytest

from gatescope.errors import ExportError, PageError
from gatescope.export import export_file, export_folder

posix = pytest.mark.skipif(sys.platform == "win32", reason="folders are no files elsewhere")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<head></head><body></body>")
    (folder / "assets/lstm.safetensors").write_bytes(b"weights")
    return folder


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_folder_has_the_same_files(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "site"
    export_folder(target, page=page)
    files = sorted(str(file.relative_to(target)) for file in target.rglob("*") if file.is_file())
    assert files == [str(Path("assets/lstm.safetensors")), "index.html"]
    assert (target / "index.html").read_bytes() == (page / "index.html").read_bytes()


def test_a_folder_opens_at_a_link_too(page: Path, tmp_path: Path) -> None:
    export_folder(tmp_path / "site", link="#step=3", page=page)
    assert 'location.replace("#step=3")' in (tmp_path / "site/index.html").read_text()


def test_a_file_that_is_there_stays_unless_told_otherwise(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine")
    with pytest.raises(ExportError, match="--force"):
        export_file(target, page=page)
    assert target.read_text() == "mine"
    export_file(target, force=True, page=page)
    assert "gatescope-files" in target.read_text()


def test_a_folder_with_something_in_it_stays_and_force_replaces_the_same_names_only(
    page: Path, tmp_path: Path
) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    (target / "index.html").write_text("mine")
    with pytest.raises(ExportError, match="--force"):
        export_folder(target, page=page)
    assert names(target) == ["index.html", "mine.txt"]
    export_folder(target, force=True, page=page)
    assert (target / "mine.txt").read_text() == "mine"
    assert "<head>" in (target / "index.html").read_text()


@pytest.mark.parametrize("name", ["handout", "page.pdf", "page.html.txt"])
def test_a_name_that_no_browser_takes_for_a_page_is_refused(
    page: Path, tmp_path: Path, name: str
) -> None:
    with pytest.raises(ExportError, match=r"\.html"):
        export_file(tmp_path / name, page=page)
    assert not (tmp_path / name).exists()


def test_a_folder_in_a_file_s_place_and_the_other_way_round(page: Path, tmp_path: Path) -> None:
    (tmp_path / "a.html").mkdir()
    with pytest.raises(ExportError, match="found a folder"):
        export_file(tmp_path / "a.html", force=True, page=page)
    (tmp_path / "site").write_text("mine")
    with pytest.raises(ExportError, match="found a file"):
        export_folder(tmp_path / "site", force=True, page=page)


@pytest.mark.parametrize("link", ["", "http://127.0.0.1:8765/", "http://127.0.0.1:8765/#"])
def test_a_link_that_chooses_nothing_is_refused(page: Path, tmp_path: Path, link: str) -> None:
    with pytest.raises(ExportError, match="a link with a #"):
        export_file(tmp_path / "page.html", link=link, page=page)
    assert not (tmp_path / "page.html").exists()


def test_a_folder_that_is_not_there_is_told(page: Path, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="expected to be able to write"):
        export_file(tmp_path / "nowhere" / "page.html", page=page)


@posix
def test_what_was_there_is_whole_after_a_failure(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(ExportError, match="No space left"):
        export_file(target, force=True, page=page)
    assert target.read_text() == "mine"
    assert names(tmp_path) == ["page", "page.html"]


def test_a_page_not_built_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PageError, match="`make web`"):
        export_file(tmp_path / "page.html", page=tmp_path)
