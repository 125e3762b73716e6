"""What was computed once, kept while there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from threading import Lock

from gatescope.opened.overview import Overview

ROOM = 256 * 2**20
"""Bytes."""


class Kept:
    """Overviews by a key; beyond the room, those go that were longest not asked for.

    Who asks for one that is being computed in another thread waits for it.
    """

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._lock = room, Lock()
        self._futures: OrderedDict[Hashable, Future[Overview]] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], Overview]) -> Overview:
        with self._lock:
            is_new = key not in self._futures
            future = self._futures.setdefault(key, Future())
            self._futures.move_to_end(key)
        if is_new:
            self._compute(key, future, compute)
        return future.result()

    def _compute(
        self, key: Hashable, future: Future[Overview], compute: Callable[[], Overview]
    ) -> None:
        try:
            future.set_result(compute())
        except BaseException as error:
            with self._lock:
                self._futures.pop(key, None)
            future.set_exception(error)
        self._trim()

    def _trim(self) -> None:
        with self._lock:
            done = [(key, f.result().nbytes) for key, f in self._futures.items() if _is_there(f)]
            total = sum(size for _, size in done)
            for key, size in done[:-1]:
                if total <= self._room:
                    return
                del self._futures[key]
                total -= size


def _is_there(future: Future[Overview]) -> bool:
    return future.done() and future.exception() is None
