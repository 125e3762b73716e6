"""The token, without which no byte of a trace is given and nothing is run."""

from __future__ import annotations

import secrets

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from gatescope.server.guard import refusal

BYTES = 32


def new_token() -> str:
    """A token that nobody guesses, for one run of the server."""
    return secrets.token_urlsafe(BYTES)


class WithToken:
    """ASGI middleware: answers a request of the server's own page that brings the token.

    It comes as a header, which a page elsewhere cannot send here unasked; never in the address,
    which histories and logs keep.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self._token = app, token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            refused = refusal(403, "Expected to be asked by the page of this server, not another.")
        elif not self._is_brought(headers.get("authorization", "")):
            refused = refusal(
                401,
                "Expected the token of this server. "
                "Open the address that was printed when the server started.",
            )
        else:
            await self.app(scope, receive, send)
            return
        await refused(scope, receive, send)

    def _is_brought(self, authorization: str) -> bool:
        kind, _, given = authorization.partition(" ")
        return secrets.compare_digest(given.encode(), self._token) and kind.lower() == "bearer"
