"""Where an opened trace comes from: memory, a store, or a live model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xarray as xr

from gatescope.opened.live import Live
from gatescope.opened.opened import Opened
from gatescope.opened.store import check_store
from gatescope.recording.opened import open as open_store


def open_trace(
    trace: xr.Dataset | xr.DataTree | str | Path, *, labels: Any = None, title: str | None = None
) -> Opened:
    """A trace, or the one in the store at a path, opened.

    Raises:
        TraceError: it is no trace.
        InputError: the labels are not as many as the steps.
    """
    if not isinstance(trace, str | Path):
        return Opened(trace, title=title or "", labels=labels)
    path = Path(trace)
    check_store(path)
    return Opened(open_store(path), title=title or path.resolve().name, labels=labels)


def open_model(model: Any, inputs: Any, *, labels: Any = None, title: str | None = None) -> Opened:
    """A PyTorch model, recorded once with its inputs, opened: edits run it again.

    Raises:
        ConversionError: the model cannot be recorded.
        CertificateError: what was recorded is not what the model computed.
        InputError: the labels are not as many as the steps.
        MissingExtra: PyTorch is not installed.
    """
    live = Live(model, inputs)
    title = title or type(model).__name__
    return Opened(live.trace, title=title, labels=labels, editor=live)
