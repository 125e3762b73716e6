"""What the server answers, on a page of four files."""

from pathlib import Path

import httpx
import pytest

from asking import ask
from gatescope.errors import PageError
from gatescope.server import create_app
from gatescope.server.app import CONTENT_SECURITY_POLICY

SCRIPT = "const step = 1;\n" * 100


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>Gatescope</title>")
    (tmp_path / "assets" / "main-Ab1.js").write_text(SCRIPT)
    (tmp_path / "assets" / "inter-Cd2.woff2").write_bytes(bytes(2000))
    (tmp_path / "assets" / "lstm-Ef3.safetensors").write_bytes(bytes(8))
    return tmp_path


def get(page: Path, path: str, **headers: str) -> httpx.Response:
    return ask(create_app(page), path, headers=headers)


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/assets/main-Ab1.js", "text/javascript; charset=utf-8"),
        ("/assets/inter-Cd2.woff2", "font/woff2"),
        ("/assets/lstm-Ef3.safetensors", "application/octet-stream"),
    ],
)
def test_a_file_comes_with_its_type(page: Path, path: str, media_type: str) -> None:
    answer = get(page, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == media_type


@pytest.mark.parametrize("path", ["/", "/assets/main-Ab1.js", "/missing"])
def test_every_answer_keeps_the_page_to_itself(page: Path, path: str) -> None:
    headers = get(page, path).headers
    assert headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_policy_lets_no_request_leave_the_server() -> None:
    sources = {
        source
        for directive in CONTENT_SECURITY_POLICY.split("; ")
        for source in directive.split()[1:]
    }
    assert sources == {"'none'", "'self'", "'unsafe-inline'", "data:"}
    assert "script-src 'self';" in CONTENT_SECURITY_POLICY


def test_hashed_files_are_kept_and_others_asked_for_again(page: Path) -> None:
    assert "immutable" in get(page, "/assets/main-Ab1.js").headers["cache-control"]
    assert get(page, "/").headers["cache-control"] == "no-cache"
    assert get(page, "/assets/missing.js").headers["cache-control"] == "no-store"


def test_what_has_not_changed_is_not_sent_again(page: Path) -> None:
    tag = get(page, "/").headers["etag"]
    again = get(page, "/", **{"If-None-Match": tag})
    assert again.status_code == 304
    assert again.content == b""


def test_text_is_compressed_for_those_who_take_it(page: Path) -> None:
    answer = get(page, "/assets/main-Ab1.js", **{"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == SCRIPT
    plain = get(page, "/assets/main-Ab1.js", **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == SCRIPT


@pytest.mark.parametrize(
    "path",
    ["/missing", "/assets/", "/..%2fsecret.txt", "/%2e%2e/secret.txt", "/a%00b", "/api/opened"],
)
def test_nothing_else_is_there(page: Path, path: str) -> None:
    (page.parent / "secret.txt").write_text("not for the page")
    assert get(page, path).status_code == 404


def test_a_page_not_built_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PageError, match=r"expected the built page at .*`make web`"):
        create_app(tmp_path)
