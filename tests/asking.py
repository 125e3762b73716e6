"""Asking a web application, with no server and no network between."""

from typing import Any

import httpx
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette

HERE = "http://127.0.0.1:8765"


def ask(
    app: Starlette, path: str, method: str = "GET", *, base: str = HERE, **more: Any
) -> httpx.Response:
    """One request, and its answer."""

    async def asked() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url=base) as client:
            return await client.request(method, path, **more)

    with start_blocking_portal() as portal:  # a browser test may have a loop in this thread
        return portal.call(asked)
