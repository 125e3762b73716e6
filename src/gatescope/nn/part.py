"""One layer in one direction: a cell, and the operator that runs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor

from gatescope.edits import Edit, compose
from gatescope.errors import InputError
from gatescope.nn.arrays import arrays
from gatescope.nn.eager import run
from gatescope.nn.held import Held
from gatescope.recording.torch.forward import finite
from gatescope.recording.torch.turn import Turn

DTYPES = (torch.float32, torch.float64)

Values = dict[str, Tensor]


class Part:
    """Runs a cell over sequences."""

    def __init__(self, held: Held) -> None:
        self.cell, self._held = held.cell, held
        # What torch.compile reads is there beforehand: it follows no property that is cached.
        _ = held.document
        self._lies = arrays(held.cell, ()).lies

    def __call__(
        self,
        x: Tensor,
        initial: Mapping[str, Tensor],
        parameters: Sequence[Tensor],
        turn: Turn,
        edits: Iterable[Edit],
        *,
        gates: bool,
    ) -> Values:
        """The states at every step, (time, batch, unit), or with `gates` every named value, at the
        input's steps.

        `x` is (time, batch, input), `initial` (batch, unit) of all states or of none, which begin
        at zero; `parameters` hold the cell's own.

        Raises:
            InputError: a shape, a dtype or a device does not fit.
            EditError: an edit names what the layer does not have.
        """
        states = [initial[s] for s in self.cell.states] if initial else []
        check(x, (*states, *parameters))
        composed = self._composed(tuple(edits), x, parameters, turn)
        pairs = [array for pair in composed.values() for array in pair]
        lengths = [] if turn.lengths is None else [turn.lengths]
        given = turn(x), states, parameters, pairs, lengths
        lies = arrays(self.cell, tuple(composed)).lies if composed else self._lies
        # What autograd knows of has its price.
        wanted = lies if gates else {state: lies[state] for state in self.cell.states}
        found = run(self._held, ",".join(composed), *given, wanted)
        return {value: turn(array) for value, array in found.items()}

    def _composed(
        self, edits: Sequence[Edit], x: Tensor, parameters: Sequence[Tensor], turn: Turn
    ) -> dict[str, tuple[Tensor, Tensor]]:
        """a and b of each value with edits, in the order of computing."""
        if not edits:
            return {}
        sizes = self._held.sizes(parameters)
        given = [finite(edit, turn.lengths) for edit in edits]
        shape = (x.shape[0], x.shape[1], sizes["unit"])
        composed = compose(self.cell, given, shape=shape, proj_size=sizes.get("proj"))
        return {n: (turn(_like(x, c.a)), turn(_like(x, c.b))) for n, c in composed.items()}


def _like(x: Tensor, array: Any) -> Tensor:
    return torch.as_tensor(array, dtype=x.dtype)


def check(x: Tensor, others: Iterable[Tensor]) -> None:
    """Refuse what the engine does not compute with.

    Raises:
        InputError: tensors are not on the CPU, or not all float32 or all float64.
    """
    for tensor in (x, *others):
        if tensor.device.type != "cpu":
            raise InputError(
                "Expected the input, the states and the parameters on the CPU, got some on "
                f"{tensor.device}. Move them with .cpu(), or load the state dict into a layer of "
                "torch.nn there."
            )
        if tensor.dtype not in DTYPES or tensor.dtype != x.dtype:
            raise InputError(
                "Expected the input, the states and the parameters all float32 or all float64, "
                f"got {x.dtype} and {tensor.dtype}. Convert them with .float() or .double()."
            )
