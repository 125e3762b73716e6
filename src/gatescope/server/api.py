"""What the page asks of an opened trace, under /api."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping

from safetensors.numpy import save
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from gatescope.errors import GatescopeError, TraceError
from gatescope.opened import Opened
from gatescope.opened.bins import Array
from gatescope.opened.edited import finite
from gatescope.opened.order import order
from gatescope.opened.run import Run
from gatescope.opened.steps import steps, weights
from gatescope.opened.window import Span, window
from gatescope.server.guard import TooLarge, refusal, too_large
from gatescope.server.query import Query

COLUMNS = 1024

Answer = Callable[[Opened, Query], Response]


def routes(opened: Opened) -> list[BaseRoute]:
    """The routes of one opened trace, below /api."""
    of_layer = {
        "weights": _weights,
        "window": _window,
        "order": _order,
        "step": _step,
        "extent": _extent,
    }
    return [
        Route("/opened", _reading(opened, lambda opened, _: JSONResponse(opened.facts()))),
        *(
            Route(f"/layers/{{layer}}/{name}", _reading(opened, answer))
            for name, answer in of_layer.items()
        ),
        Route("/edits", _editing(opened), methods=["POST"]),
        Route("/{rest:path}", _nothing),
    ]


def _reading(opened: Opened, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        query = Query({**request.query_params, **request.path_params})
        return await run_in_threadpool(_said, lambda: answer(opened, query))

    return endpoint


def _editing(opened: Opened) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            document = json.loads(await request.body())
        except TooLarge:
            return too_large()
        except (ValueError, RecursionError):
            return refusal(400, "Expected the edits as JSON, got something else.")
        return await run_in_threadpool(_said, lambda: JSONResponse(opened.edit(document)))

    return endpoint


async def _nothing(_: Request) -> Response:
    return refusal(404, "There is nothing of that name in an opened trace.")


def _said(answer: Callable[[], Response]) -> Response:
    """An answer, or the sentence of what went wrong: a broken store, or a model's own error, is
    no reason for the page to stay silent."""
    try:
        return answer()
    except TraceError as error:
        return refusal(500, str(error))
    except GatescopeError as error:
        return refusal(400, str(error))
    except Exception as error:
        words = " ".join(f"{type(error).__name__}: {error}".split())
        return refusal(500, f"This could not be read or run: {words}")


def _tensors(tensors: Mapping[str, Array], metadata: dict[str, str] | None = None) -> Response:
    return Response(save(dict(tensors), metadata), media_type="application/octet-stream")


def _run(opened: Opened, query: Query) -> Run:
    return opened.run(query.one_of("run", ("recorded", "edited")))


def _weights(opened: Opened, query: Query) -> Response:
    return _tensors(weights(_run(opened, query)[query.whole("layer")]))


def _window(opened: Opened, query: Query) -> Response:
    run, place = _run(opened, query), query.whole("layer")
    all_steps = run[place].steps
    start, stop = query.whole("start", 0), query.whole("stop", all_steps)
    span = Span.of(start, stop, query.whole("columns", COLUMNS), steps=all_steps)
    names = query.names("values", run[place].values)
    return _tensors(window(run, place, names, query.whole("batch", 0), span), span.metadata())


def _order(opened: Opened, query: Query) -> Response:
    place, batch = query.whole("layer"), query.whole("batch", 0)
    name, by = query.text("value"), query.text("by")
    units, amounts = order(_run(opened, query), place, name, batch, by)
    known = None if amounts is None else finite(amounts)
    return JSONResponse({"units": units.tolist(), "amounts": known})


def _step(opened: Opened, query: Query) -> Response:
    layer = _run(opened, query)[query.whole("layer")]
    return _tensors(
        steps(layer, query.whole("batch", 0), query.whole("start"), query.whole("stop"))
    )


def _extent(opened: Opened, query: Query) -> Response:
    run, place, batch = _run(opened, query), query.whole("layer"), query.whole("batch", 0)
    names = query.names("values", run[place].values)
    return JSONResponse({n: finite(run.overview(place, n, batch).extent) for n in names})
