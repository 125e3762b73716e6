"""The page as one file, on a page of six files."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from gatescope.errors import ExportError
from gatescope.export import export_file
from gatescope.export.single import enclosed, single_file

INDEX = """<!doctype html>
<html lang="en">
  <head>
    <link rel="icon" href="./icon.svg" type="image/svg+xml" />
    <script type="module" crossorigin src="./assets/index-Ab1.js"></script>
    <link rel="stylesheet" crossorigin href="./assets/index-Cd2.css">
  </head>
  <body>
    <div id="page"></div>
  </body>
</html>
"""
FACE = bytes(range(200))
WEIGHTS = b"</script><!-- weights"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    folder = tmp_path / "page"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(INDEX)
    (folder / "icon.svg").write_text("<svg/>")
    (folder / "assets/index-Ab1.js").write_text("const end = `</script>`; // <!-- \\d")
    (folder / "assets/index-Cd2.css").write_text("@font-face { src: url(./inter.woff2) }")
    (folder / "assets/inter.woff2").write_bytes(FACE)
    (folder / "assets/lstm-Ef3.safetensors").write_bytes(WEIGHTS)
    return folder


def files_in(html: str) -> dict[str, bytes]:
    """What the page finds within it instead of fetching it."""
    pattern = r'<script type="application/json" id="gatescope-files">(.*?)</script>'
    (text,) = re.findall(pattern, html)
    return {name: base64.b64decode(content) for name, content in json.loads(text).items()}


def test_it_names_no_other_file(page: Path) -> None:
    html = single_file(page)
    assert re.findall(r'(?:src|href)="(?!data:)', html) == []
    assert re.findall(r"url\((?!data:)", html) == []


def test_faces_are_within_its_style(page: Path) -> None:
    html = single_file(page)
    (face,) = re.findall(r"url\(data:font/woff2;base64,([^)]*)\)", html)
    assert base64.b64decode(face) == FACE


def test_what_the_page_would_fetch_is_within_it(page: Path) -> None:
    assert files_in(single_file(page)) == {"lstm-Ef3.safetensors": WEIGHTS}


def test_a_script_that_mentions_the_end_of_a_script_does_not_end_there(page: Path) -> None:
    (script,) = re.findall(r'<script type="module">(.*?)</script>', single_file(page), re.DOTALL)
    assert script == r"const end = `\x3C/script>`; // \x3C!-- \d"
    assert enclosed("a < b") == "a < b"


def test_its_policy_allows_its_own_scripts_and_no_request(page: Path) -> None:
    html = single_file(page, opening="run()")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    scripts = re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", html, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert len(digests) == 2
    assert (
        "script-src " + " ".join(f"'sha256-{digest}'" for digest in digests) + " blob:;" in policy
    )
    assert "default-src 'none'" in policy
    assert "worker-src blob:" in policy  # Its own: nothing else can be made a blob here.
    assert "http" not in policy


def test_a_page_that_would_need_another_file_is_refused(page: Path) -> None:
    index = page / "index.html"
    index.write_text(INDEX.replace("</head>", '<script src="https://host/x.js"></script></head>'))
    with pytest.raises(ExportError, match=r"https://host/x\.js"):
        single_file(page)


def test_a_link_is_kept_as_text(page: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    export_file(target, link="http://127.0.0.1:8765/#a=</script>\"'", page=page)
    (script,) = re.findall(r"<script>(.*?)</script>", target.read_text(), re.DOTALL)
    (quoted,) = re.findall(r"location\.replace\((.*)\);", script)
    assert json.loads(quoted) == "#a=</script>\"'"
