"""Values that a store leaves out, computed again from its input and states when they are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core.indexing import IndexingSupport, explicit_indexing_adapter

from gatescope.engine import rebuild, sources
from gatescope.recording.arrays import Array
from gatescope.recording.sequence import within
from gatescope.trace import cell_of
from gatescope.weights import Weights

STEPS, SEQUENCES = 1024, 64
"""How much is computed at a time: what is read in one piece may be larger than memory."""

Window = tuple[slice, slice]


class States:
    """The input and the states of a layer on disk, from which everything else follows.

    Before a step is what was after the one before; in a reverse layer, after the next one.
    """

    def __init__(self, trace: xr.Dataset) -> None:
        self._trace = trace
        self._cell, self._is_reverse = cell_of(trace), trace.attrs["direction"] == "reverse"
        # Read at once: the first window is to come as quickly as those after it.
        parameters = {name: trace[name].values for name in self._cell.parameters}
        self._weights = Weights(self._cell, parameters)
        self.dtype = trace["h"].dtype

    def shape(self, value: str) -> tuple[int, ...]:
        """Of a value, (time, batch, unit)."""
        return (*self._trace["h"].shape[:2], self._trace.sizes[self._cell.axis(value)])

    def compute(self, value: str, window: Window) -> Array:
        """One value within a window of steps and sequences, (time, batch, unit)."""
        time, batch = window
        shape = (*(s.stop - s.start for s in window), *self.shape(value)[2:])
        found = np.empty(shape, self.dtype)
        for steps in _pieces(time, STEPS):
            for sequences in _pieces(batch, SEQUENCES):
                place = (_moved(steps, time.start), _moved(sequences, batch.start))
                found[place] = self._piece(value, steps, sequences)
        return found

    def _piece(self, value: str, time: slice, batch: slice) -> Array:
        trace = self._trace.isel(batch=batch)
        lengths = trace["length"].values if "length" in trace else None
        x, known, initial = trace["x"].isel(time=time).values, {}, {}
        # Each array that need not be read is a file less, or several.
        needed = sources(self._cell, value)
        for state in (s for s in self._cell.states if f"{s}_prev" in needed):
            known[state], initial[state] = self._state(trace, state, time, lengths)
        if self._is_reverse:
            x, known = x[::-1], {s: array[::-1] for s, array in known.items()}
        values: Array = rebuild(self._weights, x, initial=initial, known=known, wanted=[value])[
            value
        ]
        values = values[::-1] if self._is_reverse else values
        if lengths is None:
            return values
        there = within(lengths - time.start, len(values))[:, :, None]
        cut: Array = np.where(there, values, np.asarray(np.nan, self.dtype))
        return cut

    def _state(
        self, trace: xr.Dataset, state: str, time: slice, lengths: Array | None
    ) -> tuple[Array, Array]:
        """A state after each step of a window, and before the first one that is computed."""
        start, every = trace[f"{state}0"], trace[state]
        if not self._is_reverse:
            after = every.isel(time=slice(max(0, time.start - 1), time.stop)).values
            return (after[1:], after[0]) if time.start else (after, start.values)
        after = every.isel(time=slice(time.start, time.stop + 1)).values
        if lengths is not None:
            # Where a sequence ends, a reverse layer begins: beyond it stands what it began with.
            inside = within(lengths - time.start, len(after))[:, :, None]
            after = np.where(inside, after, start.values)
        has_next = len(after) > time.stop - time.start
        return (after[:-1], after[-1]) if has_next else (after, start.values)


class Computed(BackendArray):
    """One value of a layer, (time, batch, unit), of which a part is computed when it is read."""

    def __init__(self, states: States, value: str) -> None:
        self._states, self._value = states, value
        self.shape, self.dtype = states.shape(value), states.dtype

    def __getitem__(self, key: Any) -> Any:
        return explicit_indexing_adapter(key, self.shape, IndexingSupport.BASIC, self._read)

    def _read(self, key: tuple[int | slice, ...]) -> Array:
        places = [_places(k, n) for k, n in zip(key, self.shape, strict=True)]
        if not all(len(p) for p in places):
            return np.empty([len(p) for p in places], self.dtype)
        time, batch = (slice(min(p), max(p) + 1) for p in places[:2])
        window = self._states.compute(self._value, (time, batch))
        steps, sequences = (np.asarray(p) - min(p) for p in places[:2])
        found = window[np.ix_(steps, sequences, np.asarray(places[2]))]
        key = tuple(slice(None) if isinstance(k, slice) else 0 for k in key)
        read: Array = found[key]
        return read


def _places(key: int | slice, size: int) -> range:
    if isinstance(key, slice):
        return range(*key.indices(size))
    return range(int(key), int(key) + 1)


def _pieces(whole: slice, size: int) -> Iterator[slice]:
    for start in range(whole.start, whole.stop, size):
        yield slice(start, min(start + size, whole.stop))


def _moved(place: slice, by: int) -> slice:
    return slice(place.start - by, place.stop - by)
