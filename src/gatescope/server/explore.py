"""`explore`: a trace, or a live model, opened in the page."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import xarray as xr

from gatescope.errors import InputError
from gatescope.opened import Opened, open_model, open_trace
from gatescope.server.running import Running

if TYPE_CHECKING:
    from torch import nn


def explore(
    trace: xr.Dataset | xr.DataTree | str | Path | None = None,
    *,
    model: nn.Module | None = None,
    inputs: Any = None,
    labels: Any = None,
    title: str | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    open_page: bool = True,
    block: bool | None = None,
) -> Running | None:
    """Open a trace, or a live model, in the page, on this machine.

    `trace` is what `gatescope.run`, `record` or `open` gives, or the path of a store; it is read as
    it is drawn, never all at once. With `model=` and `inputs=`, a PyTorch model and what it is
    called with (a tuple of arguments or a dict of named ones, or the only one), the model is
    recorded, and edits made in the page run the whole model; without, they run the edited layer by
    itself. `labels` has a word or a time for each step. Port 0 picks a free one.

    It prints the address and serves it until Ctrl-C; with `block=False`, and as it is in a notebook
    or an interactive session, it gives the running server, with `address` and `close()`, which is a
    context manager too.

    Raises:
        TraceError: it is no trace.
        InputError: a model or its inputs are given without the other, or with a trace, or the
            labels are not as many as the steps.
        ServerError: the port cannot be had.
        PageError: the page has not been built.
        MissingExtra: PyTorch is not installed, for `model=`.
    """
    opened = _opened(trace, model, inputs, labels=labels, title=title)
    running = Running(opened, host, port, open_page=open_page)
    told = f"Gatescope: {running.address}"
    if _is_interactive() if block is None else not block:
        print(told, flush=True)
        return running
    with running, contextlib.suppress(KeyboardInterrupt):
        print(told, flush=True)
        running.wait()
    return None


def _opened(trace: Any, model: Any, inputs: Any, **words: Any) -> Opened:
    if (trace is None) == (model is None):
        raise InputError("Expected a trace, or model= with inputs=, got both or neither.")
    if (model is None) != (inputs is None):
        raise InputError("Expected model= and inputs= together, got one of them.")
    return open_trace(trace, **words) if model is None else open_model(model, inputs, **words)


def _is_interactive() -> bool:
    return hasattr(sys, "ps1")
