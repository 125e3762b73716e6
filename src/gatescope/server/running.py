"""A server that runs beside the program that started it."""

from __future__ import annotations

import threading
import time
from types import TracebackType

from gatescope.errors import ServerError
from gatescope.opened import Opened
from gatescope.server.app import Shown
from gatescope.server.serve import address_of, listen, open_browser, server_for

PATIENCE = 10
"""Seconds for a server to start, or to stop."""


class Running:
    """The page with an opened trace, at `address`, until `close()` or the end of a `with` block."""

    def __init__(self, opened: Opened, host: str, port: int, *, open_page: bool) -> None:
        self._listener = listen(host, port)
        shown, is_up = Shown.of(opened), threading.Event()
        self.address = address_of(self._listener, shown)
        try:
            self._server = server_for(host, shown, is_up.set)
        except BaseException:
            self._listener.close()
            raise
        self._thread = threading.Thread(target=self._run, name="gatescope", daemon=True)
        self._thread.start()
        if not is_up.wait(PATIENCE):
            self.close()
            raise ServerError("expected the server to start, it did not: try another port")
        if open_page:
            open_browser(self.address)

    def _run(self) -> None:
        self._server.run(sockets=[self._listener])

    def __enter__(self) -> Running:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Gatescope at {self.address}>"

    def _repr_html_(self) -> str:
        """A link, which a notebook shows in place of the repr."""
        return f'<a href="{self.address}" target="_blank" rel="noopener">Gatescope</a>'

    def wait(self) -> None:
        """Return when the server has stopped."""
        while self._thread.is_alive():
            time.sleep(0.2)  # in pieces: not every system interrupts a wait for a thread

    def close(self) -> None:
        """Stop the server; a second time does nothing."""
        self._server.should_exit = True
        self._thread.join(PATIENCE)
        self._listener.close()
