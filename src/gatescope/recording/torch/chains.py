"""Which calls of a cell are one sequence: those that go on from the states of the one before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import torch
from torch import Tensor

from gatescope.recording.torch.call import Call, joined


class Chains:
    """Chains of calls of one cell, by the states that they have come to.

    A call goes on with a chain when the states it is given are those that the chain ended in,
    number for number: it does not matter how they were passed on. Of several calls that go on from
    the same states the first one does; the others begin chains of their own.
    """

    def __init__(self) -> None:
        self._ends: dict[bytes, int] = {}
        self._count = 0

    def enter(self, states: Mapping[str, Tensor] | None) -> int:
        """The chain of a call that is given these states, or begins without any."""
        chain = self._ends.pop(_bytes(states), None) if states is not None else None
        if chain is None:
            chain, self._count = self._count, self._count + 1
        return chain

    def leave(self, chain: int, states: Mapping[str, Tensor]) -> None:
        """A chain has come to these states."""
        self._ends[_bytes(states)] = chain


def sequences(calls: Iterable[Call]) -> list[Call]:
    """The calls of one module in order, a cell's joined along time."""
    chains, found = Chains(), dict[tuple[int, int], list[Call]]()
    for k, call in enumerate(calls):
        if not call.layer.kind.is_cell:
            found[k, 0] = [call]
            continue
        chain = chains.enter(None if call.begins else call.initial)
        chains.leave(chain, call.final)
        # Of other weights, it is another sequence of the trace.
        found.setdefault((chain, id(call.snapshot)), []).append(call)
    return [joined(chain) for chain in found.values()]


def _bytes(states: Mapping[str, Tensor]) -> bytes:
    arrays = [states[name].detach().cpu().contiguous() for name in sorted(states)]
    return b"".join(array.view(torch.uint8).numpy().tobytes() for array in arrays)
