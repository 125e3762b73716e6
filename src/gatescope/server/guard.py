"""Who is answered: this machine's own page, by its right name."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BODY = 8 * 2**20
"""Bytes of a request, at most."""

LOCAL = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Names:
    """The names under which a server may be asked for.

    A page elsewhere can have its own name lead to this machine (DNS rebinding), and then counts as
    of one origin with it; the request still carries that name. An address of digits cannot be led
    anywhere, and is taken where the server listens to other machines.
    """

    known: frozenset[str]
    any_address: bool = False

    @classmethod
    def of(cls, host: str) -> Names:
        """The names of a server that listens at `host`."""
        return cls(frozenset({*LOCAL, host.lower()}), any_address=not is_local(host))

    def __contains__(self, authority: str) -> bool:
        name = _hostname(authority)
        return name in self.known or (self.any_address and _is_address(name))


def is_local(host: str) -> bool:
    """Whether only this machine reaches a server that listens at `host`."""
    if _is_address(host):
        return ipaddress.ip_address(host).is_loopback
    return host.lower() == "localhost"


class Guard:
    """ASGI middleware: refuses who asks by another name or from another page, and what is large."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self.app, self._names = app, names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif refused := self._refusal(Headers(scope=scope)):
            await refused(scope, receive, send)
        else:
            await self.app(scope, _limited(receive), send)

    def _refusal(self, headers: Headers) -> Response | None:
        host = headers.getlist("host")
        if len(host) != 1 or host[0] not in self._names:
            return refusal(421, "Expected to be asked by an address of this machine.")
        own = f"http://{host[0].lower()}"
        if any(origin.lower() != own for origin in headers.getlist("origin")):
            return refusal(403, "Expected to be asked by the page of this server, not another.")
        return too_large() if _length(headers) > BODY else None


class TooLarge(Exception):
    """A request's body turns out larger than any that is taken."""


def refusal(status: int, sentence: str) -> JSONResponse:
    """An answer that says why there is none."""
    return JSONResponse({"error": sentence}, status)


def too_large() -> JSONResponse:
    return refusal(413, f"Expected a request of at most {BODY} bytes.")


def _limited(receive: Receive) -> Receive:
    """What a request brings, up to the limit, whatever its header said."""
    so_far = 0

    async def receive_limited() -> Message:
        nonlocal so_far
        message = await receive()
        so_far += len(message.get("body", b""))
        if so_far > BODY:
            raise TooLarge
        return message

    return receive_limited


def _length(headers: Headers) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isdecimal() and len(given) < len(str(BODY)) + 1 else BODY + 1


def _hostname(authority: str) -> str:
    """The name in a Host header, without port and brackets."""
    name = authority.lower()
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0]


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
