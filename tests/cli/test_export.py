"""`gatescope export` as a person meets it."""

from pathlib import Path

import pytest

from command import gatescope


def test_it_writes_one_file_and_says_which(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = gatescope("export", str(target))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{target}\n", "")
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_it_writes_the_files_of_a_web_host(tmp_path: Path) -> None:
    target = tmp_path / "site"
    assert gatescope("export", "--folder", str(target)).returncode == 0
    assert (target / "index.html").is_file()
    assert any((target / "assets").iterdir())


def test_what_is_there_already_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine")
    refused = gatescope("export", str(target))
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert "--force" in refused.stderr
    assert target.read_text() == "mine"


def test_debug_shows_where_an_error_comes_from(tmp_path: Path) -> None:
    refused = gatescope("export", "--debug", str(tmp_path))
    assert refused.returncode == 1
    assert "Traceback" in refused.stderr


@pytest.mark.parametrize("arguments", [(), ("page.html", "--folder", "site")])
def test_it_takes_one_of_the_two(arguments: tuple[str, ...]) -> None:
    refused = gatescope("export", *arguments)
    assert refused.returncode == 2
    assert "--folder" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_an_option_of_serving_is_not_ignored(tmp_path: Path) -> None:
    refused = gatescope("--port", "8000", "export", str(tmp_path / "page.html"))
    assert refused.returncode == 2
    assert "--port" in refused.stderr
    assert not (tmp_path / "page.html").exists()
