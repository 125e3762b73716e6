"""Which calls are one batch: those within one call of the model, or one turn of a loop."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
from torch import nn

from gatescope.recording.torch.call import Call
from gatescope.recording.torch.capture import Capture
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.hook import Hook
from gatescope.recording.torch.seen import Seen


class Batches:
    """Gives the calls of each batch, as soon as it is over, to `over`.

    A batch is what happens within one call of the model, or while it is `held`. Calls outside both
    are a batch each, but for those of a cell, which are one as long as it goes on from its states;
    with `by_step` they too are one each.
    """

    def __init__(
        self,
        model: nn.Module,
        layers: tuple[Found, ...],
        over: Callable[[list[Call]], None],
        *,
        by_step: bool = False,
    ) -> None:
        self._model, self._over, self._by_step = model, over, by_step
        self._capture = Capture(layers, self._enter)
        # A model that is itself a layer is called as one.
        self._is_whole = all(layer.module is not model for layer in layers)
        self._handles: list[Any] = []
        self._pending: list[Call] = []
        self._depth, self._is_held = 0, False
        self._begun: tuple[int, Any] = (0, None)

    def start(self) -> None:
        if self._is_whole:
            model = self._model
            begin = model.register_forward_pre_hook(Hook(model, self._begin))
            end = model.register_forward_hook(Hook(model, self._end), always_call=True)
            self._handles = [begin, end]
        self._capture.start()

    def stop(self) -> None:
        """Take every hook away again."""
        self._capture.stop()
        for handle in self._handles:
            handle.remove()
        self._handles.clear()

    def close(self) -> None:
        """What has been called outside of the model and of a loop is a batch."""
        if self._pending:
            self._give()

    @contextmanager
    def held(self) -> Iterator[None]:
        """All that is called within is one batch, also if it is nothing."""
        self.close()
        self._is_held = True
        try:
            yield
        finally:
            self._is_held = False
        self._give()

    def _give(self) -> None:
        calls, self._pending = self._pending, []
        self._over(calls)

    def _enter(self, seen: Seen) -> None:
        call = seen.opened()
        if self._depth or self._is_held:
            self._pending.append(call)
            return
        if not self._goes_on(call):
            self.close()
        self._pending.append(call)
        if self._by_step or not call.layer.kind.is_cell:
            self.close()

    def _goes_on(self, call: Call) -> bool:
        """Whether a cell's call goes on from the latest one of the same cell, or is its first."""
        before = next((c for c in reversed(self._pending) if c.layer is call.layer), None)
        if before is None:
            return call.layer.kind.is_cell
        ends, starts = before.final, call.initial
        return not call.begins and all(torch.equal(ends[s], starts[s]) for s in ends)

    def _begin(self, _args: Any) -> None:
        if self._depth == 0:
            if not self._is_held:
                self.close()
            self._begun = len(self._pending), sys.exception()
        self._depth += 1

    def _end(self, _args: Any, _output: Any) -> None:
        self._depth -= 1
        if self._depth:
            return
        before, raised = self._begun
        if sys.exception() is not raised:
            # The model raised: what it had come to is no batch.
            del self._pending[before:]
        elif not self._is_held:
            self._give()
