"""From the calls of each batch to what a store keeps of them."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from gatescope.errors import RecordingError
from gatescope.recording.certificate import Tally
from gatescope.recording.sequence import within
from gatescope.recording.torch.call import Call
from gatescope.recording.torch.chains import sequences
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.keep import Keep
from gatescope.recording.torch.policy import Policy
from gatescope.recording.torch.replay import Played, replay
from gatescope.recording.torch.tree import trace_of
from gatescope.trace.growing import Growing
from gatescope.trace.series import Block
from gatescope.weights import plain

BYTES = 2**25
SECONDS = 2.0
"""What is recorded is written when there is so much of it, or when so much time has passed."""


class Writer:
    """Certifies the calls of each batch, and writes what is kept of them into a store."""

    def __init__(self, layers: tuple[Found, ...], kept: Keep, policy: Policy) -> None:
        self._layers, self._kept, self._policy = layers, kept, policy
        self._store: Growing = kept.open(layers)
        nodes = self._store.complete.nodes
        self.batches = self._store.complete.batches
        self._tallies = {path: Tally.from_json(n.attributes) for path, n in nodes.items()}
        self._waiting: dict[str, list[Block]] = {}
        self._bytes, self._written = 0, time.monotonic()
        self._snapshots: dict[Found, Any] = {}
        self._ends: dict[Found, Mapping[str, torch.Tensor]] = {}
        self._edits: dict[str, tuple[Any, ...]] = {}

    def skip(self, calls: list[Call]) -> None:
        """A batch that the store holds already: only its last states are of use."""
        self._ends |= {call.layer: call.final for call in calls}

    def take(self, calls: list[Call]) -> None:
        """Keep a batch."""
        for layer in self._layers:
            for call in sequences(c for c in calls if c.layer is layer):
                self._check(call)
                self._keep(call)
        self.batches += 1
        if self._bytes >= BYTES or time.monotonic() - self._written >= SECONDS:
            self.write(finished=False)

    def write(self, *, finished: bool) -> None:
        """Write what waits, then say that it is there."""
        for path, blocks in self._waiting.items():
            self._store.append(path, blocks)
        self._waiting.clear()
        self._bytes, self._written = 0, time.monotonic()
        certificates = {path: tally.attributes() for path, tally in self._tallies.items()}
        self._store.commit(self.batches, certificates, finished=finished)

    def _keep(self, call: Call) -> None:
        path = call.layer.paths()[0]
        number = self._tallies[path].calls if path in self._tallies else 0
        played = replay(call, certify=self._policy.certifies(number))
        self._policy.judged(played, number)
        for part in played:
            self._begin(part)
            tally = self._tallies.get(part.path, Tally())
            self._tallies[part.path] = tally.with_one(part.certificate)
            block = self._block(part, number)
            self._waiting.setdefault(part.path, []).append(block)
            self._bytes += sum(array.nbytes for array in block.values())

    def _begin(self, part: Played) -> None:
        if part.path in self._tallies:
            return
        cell = part.weights.cell
        left_out = [v for v in (*cell.values, "x") if v not in self._kept.of(cell)]
        first = trace_of(part).drop_vars(left_out)
        if left_out:
            first.attrs["left_out"] = json.dumps(left_out)
        if self._kept.along == "batch":
            ones = np.ones(first.sizes["batch"], np.int64)
            words = {"length": "length of the sequence", "call": "call of the layer, from 0 on"}
            first = first.assign({n: ("batch", ones, {"long_name": w}) for n, w in words.items()})
        self._store.begin(part.path, first)

    def _block(self, part: Played, number: int) -> Block:
        known = {**part.values, "x": part.x}
        lengths = None if part.call.lengths is None else plain(part.call.lengths)
        every = {v: _cut(plain(known[v]), lengths) for v in self._kept.of(part.weights.cell)}
        if self._kept.along == "time":
            return every
        time_, batch = part.x.shape[:2]
        return {
            **every,
            **{f"{s}0": plain(array) for s, array in part.initial.items()},
            "length": np.full(batch, time_) if lengths is None else lengths,
            "call": np.full(batch, number),
        }

    def _check(self, call: Call) -> None:
        if self._snapshots.setdefault(call.layer, call.snapshot) is not call.snapshot:
            raise RecordingError(
                f"Expected {call.layer.called} to keep its weights while it is recorded into one "
                "store, got other ones. Record each state of the model into a store of its own."
            )
        self._check_edits(call)
        if self._kept.stateful:
            self._check_going_on(call)
        self._ends[call.layer] = call.final

    def _check_edits(self, call: Call) -> None:
        for part in call.layer.kind.parts:
            own = call.edits[part.path].edits if part.path in call.edits else ()
            where = f"{call.layer.names[0]}/{part.path}".lstrip("/")
            before = self._edits.setdefault(where, own)
            if [*map(id, before)] != [*map(id, own)]:
                raise RecordingError(
                    f"Expected the edits of {where!r} to stay as they are while it is recorded "
                    "into one store, got other ones. Record each edit into a store of its own."
                )
            if own and self._kept.variables is not None:
                raise RecordingError(
                    f"Expected every variable of {where!r} to be kept, for it is edited, and what "
                    "is left out could not be computed again. Leave out variables= and "
                    "store_states_only=."
                )

    def _check_going_on(self, call: Call) -> None:
        called, ends = call.layer.called, self._ends.get(call.layer)
        if call.lengths is not None:
            raise RecordingError(
                f"Expected sequences of {called} that go on for stateful=True, got packed ones, "
                "which end. Leave out stateful=."
            )
        if ends is not None and not all(_is_same(ends[s], call.initial[s]) for s in ends):
            raise RecordingError(
                f"Expected {called} to be given the states in which its call before ended, for "
                "stateful=True, got others. Pass them on, or leave out stateful=."
            )


def _is_same(a: torch.Tensor, b: torch.Tensor) -> bool:
    return a.shape == b.shape and torch.equal(a, b.to(a.dtype))


def _cut(array: Any, lengths: Any) -> Any:
    if lengths is None:
        return array
    there = within(lengths, len(array))[:, :, None]
    return np.where(there, array, np.asarray(np.nan, array.dtype))
