"""A recording of many batches, which goes to disk as it is made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import xarray as xr

from gatescope.errors import RecordingError
from gatescope.recording.opened import open as open_trace
from gatescope.recording.progress import Progress
from gatescope.recording.torch.batches import Batches
from gatescope.recording.torch.call import Call
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.keep import Keep
from gatescope.recording.torch.policy import Policy
from gatescope.recording.torch.writer import Writer

T = TypeVar("T")


class StoredRecording:
    """What a model's recurrent layers do within a `with` block, batch after batch, on disk.

    `batches` says how many are recorded. After the block, and for whoever opens the store while it
    is running, `trace` is what is complete.
    """

    def __init__(self, model: Any, layers: tuple[Found, ...], kept: Keep, policy: Policy) -> None:
        self._kept, self._policy, self._layers = kept, policy, layers
        self._batches = Batches(model, layers, self._over, by_step=kept.stateful)
        self._writer: Writer | None = None
        self._progress = Progress()
        self._done, self._given, self._seen = 0, 0, 0

    def __enter__(self) -> StoredRecording:
        if self._writer is not None:
            raise RecordingError(
                "Expected a recording to be used in one with block, got a second one. "
                "Write gatescope.record(model, store=…, resume=True) to go on."
            )
        self._writer = Writer(self._layers, self._kept, self._policy)
        self._done = self._writer.batches
        self._progress.start(self._done)
        self._batches.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        assert self._writer is not None
        self._batches.stop()
        try:
            if kind is None:
                self._batches.close()
            self._writer.write(finished=kind is None)
        finally:
            self._progress.stop()

    @property
    def batches(self) -> int:
        """How many batches are recorded; those of the last two seconds may not be on disk yet."""
        return self._writer.batches if self._writer else 0

    @property
    def trace(self) -> xr.DataTree:
        """What is complete on disk, a node for each layer and direction, as `gatescope.open` gives.

        Raises:
            TraceError: no batch is complete yet.
        """
        trace = open_trace(self._kept.path)
        assert isinstance(trace, xr.DataTree)
        return trace

    def over(self, loader: Iterable[T]) -> Iterator[T]:
        """The batches of a loader, with a bar that says how many are left.

        All that the model is called for until the next one is taken is one batch. With
        `resume=True` those that the store holds already are left out, and the model is not run on
        them; with `stateful=True` it is, for the states that it passes on, and not recorded.
        """
        length = getattr(loader, "__len__", None)
        self._progress.expect(length() if length else None)
        for batch in loader:
            self._given += 1
            if self._given <= self._done and not self._kept.stateful:
                self._seen += 1
                continue
            with self._batches.held():
                yield batch

    def _over(self, calls: list[Call]) -> None:
        assert self._writer is not None
        self._seen += 1
        if self._seen <= self._done:
            self._writer.skip(calls)
            return
        self._writer.take(calls)
        self._progress.show(self._writer.batches)
