"""Who is answered, and who is not."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette

from asking import HERE, ask
from gatescope.server.guard import BODY, Names, is_local
from gatescope.server.token import new_token

KEY = {"authorization": "Bearer the-token"}
SECRET = [
    ("GET", "/api/opened"),
    ("GET", "/api/layers/0/weights"),
    ("GET", "/api/layers/0/window"),
    ("GET", "/api/layers/0/order?value=f&by=mean"),
    ("GET", "/api/layers/0/step?start=0&stop=1"),
    ("GET", "/api/layers/0/extent"),
    ("POST", "/api/edits"),
]


@pytest.mark.parametrize(("method", "path"), SECRET)
def test_nothing_of_a_trace_is_given_without_the_token(
    app: Starlette, method: str, path: str
) -> None:
    wrong = [
        "",
        "Bearer",
        "Bearer ",
        "Bearer wrong",
        "Bearer the-token2",
        "Basic the-token",
        "the-token",
    ]
    for header in (*wrong, "the-token"):
        answer = ask(app, path, method, headers={"authorization": header} if header else {})
        assert answer.status_code == 401
        assert set(answer.json()) == {"error"}
    for in_the_address in ("?token=the-token", "#token=the-token"):
        assert ask(app, f"/api/opened{in_the_address}").status_code == 401


def test_the_list_of_secrets_is_whole(app: Starlette) -> None:
    """Each of them is answered with the token, so that what refused them above was the token."""
    for method, path in SECRET:
        more = {"json": {"edits": {}}} if method == "POST" else {}
        assert ask(app, path, method, headers=KEY, **more).status_code == 200


def test_the_page_itself_needs_no_token(app: Starlette) -> None:
    assert ask(app, "/").status_code == 200


def test_a_token_is_long_and_new_each_time() -> None:
    one, other = new_token(), new_token()
    assert one != other
    assert len(one) >= 43  # 32 bytes


@pytest.mark.parametrize("path", ["/", "/api/opened"])
@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "192.0.2.1", "", "[::2]"],
)
def test_another_name_is_not_answered(app: Starlette, path: str, host: str) -> None:
    answer = ask(app, path, headers={**KEY, "host": host})
    assert answer.status_code == 421
    assert "Gatescope" not in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:1", "LOCALHOST", "[::1]:8765"])
def test_this_machine_s_own_names_are_answered(app: Starlette, host: str) -> None:
    assert ask(app, "/api/opened", headers={**KEY, "host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "https://127.0.0.1:8765"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_page_is_not_answered(app: Starlette, headers: dict[str, str]) -> None:
    for method, path in (("GET", "/api/opened"), ("POST", "/api/edits")):
        answer = ask(app, path, method, headers={**KEY, **headers})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


def test_the_own_page_is_answered(app: Starlette) -> None:
    headers = {**KEY, "origin": HERE, "sec-fetch-site": "same-origin"}
    assert ask(app, "/api/opened", headers=headers).status_code == 200


def test_answers_about_a_trace_are_kept_by_nobody(app: Starlette) -> None:
    headers = ask(app, "/api/opened", headers=KEY).headers
    assert headers["cache-control"] == "no-store"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert headers["content-type"] == "application/json"


def test_a_request_of_absurd_size_is_not_read(app: Starlette) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(BODY // 2**16 + 2):
            yield b" " * 2**16

    answers = [
        ask(app, "/api/edits", "POST", headers=KEY, content=chunks()),
        ask(app, "/api/edits", "POST", headers={**KEY, "content-length": "1" + "0" * 40}),
    ]
    for answer in answers:
        assert answer.status_code == 413
        assert f"at most {BODY} bytes" in answer.json()["error"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "OPTIONS"])
def test_a_trace_is_read_only(app: Starlette, method: str) -> None:
    answer: httpx.Response = ask(app, "/api/layers/0/weights", method, headers=KEY)
    assert answer.status_code in (404, 405)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.8.8"])
def test_at_these_only_this_machine_is_heard(host: str) -> None:
    assert is_local(host)
    assert "192.168.1.2:80" not in Names.of(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2", "my-machine"])
def test_at_these_others_are_heard_by_address_or_the_name_given(host: str) -> None:
    names = Names.of(host)
    assert not is_local(host)
    assert "192.168.1.2:80" in names
    assert "evil.example" not in names
    assert ("my-machine:8765" in names) == (host == "my-machine")
