"""Runs the server: takes the port first, says where it listens, stops on Ctrl-C."""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from typing import TYPE_CHECKING

import uvicorn

from gatescope.errors import ServerError
from gatescope.server.app import Shown, create_app
from gatescope.server.guard import is_local

if TYPE_CHECKING:
    from gatescope.opened import Opened

SECONDS_TO_FINISH = 2  # what an answer under way may still take after Ctrl-C

EXPOSED = (
    "gatescope: listening at {host}, where other machines can reach it, without encryption: "
    "who reads the traffic reads the trace and its token. As it is, --host is 127.0.0.1."
)

# Set apart from other refusals: the host is no address, or is another machine's.
NOT_OURS = {errno.EADDRNOTAVAIL, socket.EAI_AGAIN, socket.EAI_NONAME, socket.EAI_FAIL}

# An address that means every one of this machine's is no address to open.
LOOPBACK = {"0.0.0.0": "127.0.0.1", "::": "::1"}


def serve(
    host: str,
    port: int,
    *,
    open_page: bool,
    opened: Opened | None = None,
    say: Callable[[str], None] = print,
) -> None:
    """Serve the page, and a trace if one is opened, until Ctrl-C.

    `say` gets the address when connections are taken. Raises PageError where the page is not built,
    ServerError where the port cannot be had.
    """
    with listen(host, port) as listener:
        shown = Shown.of(opened)
        address = address_of(listener, shown)

        def ready() -> None:
            say(address)
            if open_page:
                open_browser(address)

        with contextlib.suppress(KeyboardInterrupt):  # raised again once all is closed
            server_for(host, shown, ready).run(sockets=[listener])


class Server(uvicorn.Server):
    """A server that calls `ready` when it is up."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Take connections, and say so."""
        await super().startup(sockets)
        self._ready()


def server_for(host: str, shown: Shown | None, ready: Callable[[], None]) -> Server:
    """A server that is not running yet; where other machines will reach it, that is said."""
    if not is_local(host):
        print(EXPOSED.format(host=host), file=sys.stderr)
    config = uvicorn.Config(
        create_app(shown=shown, host=host),
        # A program's logging is its own: to set it up anew would close what its handlers write to.
        log_config=None,
        log_level="warning",
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        lifespan="off",  # there is none, and it would tell of a second Ctrl-C at length
        ws="none",
    )
    return Server(config, ready)


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections at `host`:`port`; port 0 picks a free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        raise ServerError(why_not(error, host, port)) from error


def why_not(error: OSError, host: str, port: int) -> str:
    """One line: what was expected, what came, what to do."""
    if error.errno in NOT_OURS:
        return f"expected an address of this machine, got the host {host!r}: try --host 127.0.0.1"
    if error.errno == errno.EADDRINUSE:
        return (
            f"expected port {port} on {host} to be free, another program has it: "
            "choose one with --port, or let --port 0 pick one"
        )
    if error.errno == errno.EACCES:
        return f"expected a port that you may use, {port} is reserved: choose one above 1023"
    return f"cannot listen at {host}, port {port} ({error.strerror}): try --host or --port"


def address_of(listener: socket.socket, shown: Shown | None = None) -> str:
    """The address to open in a browser on this machine, with the token of what is shown."""
    host, port = listener.getsockname()[:2]
    host = LOOPBACK.get(host, host)
    address = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return address if shown is None else f"{address}/#token={shown.token}"


def open_browser(address: str) -> None:
    """Open `address` where there is a screen; the server does not wait for the browser."""
    if has_screen():
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def has_screen() -> bool:
    """Whether a browser that is no text browser can show itself."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
