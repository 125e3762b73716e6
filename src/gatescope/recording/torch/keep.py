"""What of a recording is kept on disk, and how it is checked that it is all of one model."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from gatescope.cells import Cell
from gatescope.errors import RecordingError
from gatescope.recording.torch.find import Found
from gatescope.trace.growing import Along, Growing


@dataclass(frozen=True)
class Keep:
    """Where a recording goes, which variables of it, and along which axis it grows."""

    path: Path
    variables: tuple[str, ...] | None
    stateful: bool
    resume: bool

    @property
    def along(self) -> Along:
        return "time" if self.stateful else "batch"

    def of(self, cell: Cell) -> tuple[str, ...]:
        """What is kept of a cell that grows with the steps."""
        every = (*cell.values, "x")
        return every if self.variables is None else tuple(v for v in every if v in self.variables)

    def open(self, layers: tuple[Found, ...]) -> Growing:
        """A new store, or that which is to go on.

        Raises:
            TraceError: there is something else at its path.
        """
        about = {"model": digest(layers), "variables": _listed(self.variables)}
        if self.resume and self.path.exists():
            return Growing.resume(self.path, self.along, about)
        return Growing.create(self.path, self.along, about)


def keep(
    store: Any, variables: Any, states_only: bool, stateful: bool, resume: bool, layers: Any
) -> Keep:
    """What `record` was asked to keep, checked against the layers.

    Raises:
        RecordingError: a variable is unknown, or a layer reads from the end and is to be recorded
            along time.
    """
    cells = [layer.kind.layout.cell for layer in layers]
    if states_only and variables is not None:
        raise RecordingError(
            "Expected variables= or store_states_only=True, got both. Name all that is to be kept."
        )
    if states_only:
        variables = {"x", *(s for cell in cells for s in cell.states)}
    reverse = [layer.called for layer in layers if "reverse" in layer.kind.directions]
    if stateful and reverse:
        raise RecordingError(
            f"Expected layers that read forward for stateful=True, got {', '.join(reverse)}, "
            "which read from the end too, and begin anew in every call. Leave out stateful=."
        )
    names = None if variables is None else _names(variables, cells)
    return Keep(Path(store), names, bool(stateful), bool(resume))


def digest(layers: Iterable[Found]) -> str:
    """The recurrent layers of a model and all their numbers, in 64 letters."""
    found = hashlib.sha256()
    for layer in layers:
        found.update(repr((layer.names, layer.kind)).encode())
        for name, parameter in layer.kind.parameters(layer.module).items():
            numbers = parameter.detach().cpu().contiguous().flatten()
            found.update(repr((name, parameter.dtype, tuple(parameter.shape))).encode())
            found.update(numbers.view(torch.uint8).numpy().tobytes())
    return found.hexdigest()


def _names(variables: Any, cells: Iterable[Cell]) -> tuple[str, ...]:
    known = sorted({name for cell in cells for name in (*cell.values, "x")})
    if isinstance(variables, str) or not isinstance(variables, Iterable):
        raise RecordingError(f'Expected variables= as a list, as in ["f", "c"], got {variables!r}.')
    names = tuple(sorted({*variables}))
    if not names or not set(names) <= set(known):
        raise RecordingError(
            f"Expected variables= to name some of {known}, got {list(names)}. The states at the "
            "start and the parameters are always kept."
        )
    return names


def _listed(names: tuple[str, ...] | None) -> list[str] | None:
    return None if names is None else list(names)
