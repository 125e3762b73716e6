"""The web application: the built page as static files, and an opened trace for who may have it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Router
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gatescope.page import PAGE, built_page
from gatescope.server.guard import Guard, Names
from gatescope.server.token import WithToken, new_token

if TYPE_CHECKING:
    from gatescope.opened import Opened

# No request leaves the machine. KaTeX and Svelte write style attributes, hence that one exception;
# Vite puts small fonts and pictures into the style sheet as data.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "style-src-attr 'unsafe-inline'",
        "font-src 'self' data:",
        "img-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
    ]
)

SECURITY = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}

# Said here, because the operating system's own table may call a script plain text.
MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".png": "image/png",
    ".safetensors": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}

HASHED = "/assets/"  # Vite writes a hash of the content into the names under it
FOREVER = "public, max-age=31536000, immutable"
API = "/api"


@dataclass(frozen=True)
class Shown:
    """An opened trace, and the token without which it is not shown."""

    opened: Opened
    token: str

    @classmethod
    def of(cls, opened: Opened | None) -> Shown | None:
        """What is opened, with a new token."""
        return None if opened is None else cls(opened, new_token())


def create_app(
    page: Path = PAGE,
    *,
    shown: Shown | None = None,
    host: str = "127.0.0.1",
) -> Starlette:
    """The application that serves the page built at `page`, at `host`, and the trace that is shown.

    Raises PageError where no page has been built.
    """
    files = GZipMiddleware(StaticFiles(directory=built_page(page), html=True))
    mounts = [Mount("/", files)]
    if shown is not None:
        from gatescope.server.api import routes  # the page alone needs none of what reads traces

        # Numbers hardly compress, and are not sent far.
        api = WithToken(Router(routes(shown.opened)), shown.token)
        mounts.insert(0, Mount(API, api))

    return Starlette(
        routes=mounts,
        middleware=[Middleware(PageHeaders), Middleware(Guard, names=Names.of(host))],
    )


class PageHeaders:
    """ASGI middleware: says what each file is, how long to keep it, and what the page may do."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = page_headers(scope["path"], message["status"])
                MutableHeaders(scope=message).update(headers)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def page_headers(path: str, status: int) -> dict[str, str]:
    """The headers of an answer for `path`; what is missing, or a trace's, is not kept."""
    if status >= 400 or path.startswith(f"{API}/"):
        return SECURITY | {"cache-control": "no-store"}
    suffix = PurePosixPath(path).suffix or ".html"
    headers = SECURITY | {"cache-control": FOREVER if path.startswith(HASHED) else "no-cache"}
    return headers | ({"content-type": MEDIA_TYPES[suffix]} if suffix in MEDIA_TYPES else {})
