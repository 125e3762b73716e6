"""The edits of one `with` block on one module, and where its calls have come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from torch import Tensor

from gatescope.convert.torch import Part
from gatescope.edits import Edit, Swap
from gatescope.errors import EditError
from gatescope.recording.torch.chains import Chains
from gatescope.recording.torch.find import Found

Edits = Mapping[tuple[str, int | None], tuple[Edit, ...]]


class Plan:
    """Edits by part and by call, None for every call; a cell's calls are counted as one sequence
    each, and its steps along it."""

    def __init__(self, layer: Found, edits: Edits) -> None:
        self._layer, self._edits = layer, edits
        self._chains = Chains()
        self._steps: dict[int, int] = {}
        self._call = -1

    def enter(self, states: Mapping[str, Tensor] | None) -> None:
        """The module is called, with these states or without any."""
        is_cell = self._layer.kind.is_cell
        self._call = self._chains.enter(states) if is_cell else self._call + 1
        self._steps[self._call] = self._steps.get(self._call, 0) + 1

    def leave(self, states: Mapping[str, Tensor]) -> None:
        """The call is over, and has come to these states."""
        if self._layer.kind.is_cell:
            self._chains.leave(self._call, states)

    def now(self, part: Part) -> tuple[list[Edit], list[Edit]]:
        """A part's edits in this call: as they were given, and as they apply to it."""
        given = [e for call in (None, self._call) for e in self._edits.get((part.path, call), ())]
        if not self._layer.kind.is_cell:
            return given, given
        step = self._steps[self._call] - 1
        return given, [at_step(edit, step) for edit in given if is_at(edit, step)]

    def check(self) -> None:
        """Whether every call and step that an edit names was reached.

        Raises:
            EditError: one was not.
        """
        for (path, call), edits in self._edits.items():
            where = f"{self._layer.names[0]}/{path}".lstrip("/")
            if call is not None and call not in self._steps:
                raise EditError(
                    f"Expected the layer {where!r} to be called {call + 1} times or more for an "
                    f"edit of call {call} (counted from 0), got {len(self._steps)} calls."
                )
            if self._layer.kind.is_cell:
                steps = [s for k, s in self._steps.items() if call in (None, k)]
                self._check_steps(where, edits, max(steps, default=0))

    def _check_steps(self, where: str, edits: Sequence[Edit], steps: int) -> None:
        for edit in edits:
            if steps and not any(is_at(edit, t) for t in range(steps)):
                raise EditError(
                    f"Expected an edit on {edit.name!r} of {where!r} within the {steps} steps that "
                    f"the cell was called for (counted from 0), got time={edit.time!r}."
                )


def is_at(edit: Edit, step: int) -> bool:
    """Whether an edit acts on a step of a sequence whose length is not known yet."""
    if edit.time is None:
        return True
    if isinstance(edit.time, slice):
        return step in range(*edit.time.indices(step + 1))
    return bool((np.atleast_1d(np.asarray(edit.time)) == step).any())


def at_step(edit: Edit, step: int) -> Edit:
    """An edit as it acts on one step, which it sees as a run of its own."""
    amount: Any = edit.amount
    if isinstance(edit, Swap):
        whole = np.asarray(amount)
        if step >= len(whole):
            raise EditError(
                f"Expected Swap({edit.name!r}, …) to bring values of step {step} (counted from 0), "
                f"got {len(whole)} steps. Give it time=, or a longer recording."
            )
        amount = whole[step : step + 1]
    return replace(edit, amount=amount, time=None)


def check_time(edit: Edit, where: str) -> None:
    """Refuse to count the steps of a cell from the end: nobody knows where it is."""
    places = (
        [edit.time.start or 0, edit.time.stop or 0]
        if isinstance(edit.time, slice)
        else np.atleast_1d(np.asarray(0 if edit.time is None else edit.time)).tolist()
    )
    if any(place < 0 for place in places):
        raise EditError(
            f"Expected time= of the edit on {edit.name!r} of the cell {where!r} to count from the "
            f"first step, got {edit.time!r}: how many there will be is not known."
        )
