"""Edits on a PyTorch model: `with edit(model, {…}): …`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from torch import nn

from gatescope.edits import Edit, Swap, check
from gatescope.errors import EditError, RecordingError
from gatescope.recording.torch.find import Found, by_path, find
from gatescope.recording.torch.forward import EditedForward, edited_forward
from gatescope.recording.torch.plan import Plan, check_time

_CALL = re.compile(r"(.*)/call/(\d+)")

Edits = dict[Found, dict[tuple[str, int | None], tuple[Edit, ...]]]


class Editing:
    """Edits in force on a model within a `with` block; nothing of them is left after it."""

    def __init__(self, model: Any, edits: Any) -> None:
        self._edits = _by_layer(find(model), edits)
        self._plans: list[Plan] = []
        self._before: list[tuple[nn.Module, Any]] = []

    def __enter__(self) -> None:
        if self._plans:
            raise RecordingError(
                "Expected an edit to be used in one with block, got a second one. "
                "Write gatescope.edit(model, …) again."
            )
        for layer, edits in self._edits.items():
            below = edited_forward(layer.module)
            plan = Plan(layer, edits)
            self._plans.append(plan)
            self._before.append((layer.module, below))
            plans = (*below.plans, plan) if below else (plan,)
            # nn.Module's own way of setting an attribute would take nothing but modules apart.
            vars(layer.module)["forward"] = EditedForward(layer, plans)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for module, below in reversed(self._before):
            if below is None:
                del vars(module)["forward"]
            else:
                vars(module)["forward"] = below
        self._before.clear()
        if kind is None:
            for plan in self._plans:
                plan.check()


def _by_layer(found: tuple[Found, ...], edits: Any) -> Edits:
    if not isinstance(edits, Mapping):
        raise EditError(
            f"Expected edits by the paths of layers, got {type(edits).__name__}. "
            'Write {"lstm/0/forward": [Clamp("f", 1.0)]}.'
        )
    known, by_layer = by_path(found), Edits()
    for path, given in edits.items():
        whole, call = _parsed(path)
        if whole not in known:
            raise EditError(f"Expected one of the paths {list(known)}, got {path!r}.")
        layer, part = known[whole]
        _check_forward(layer)
        own = by_layer.setdefault(layer, {})
        own[part, call] = (*own.get((part, call), ()), *_checked(layer, whole, given))
    return by_layer


def _parsed(path: Any) -> tuple[str, int | None]:
    """A path without its leading slash, and the call that it names."""
    path = str(path).lstrip("/")
    of_call = _CALL.fullmatch(path)
    return (of_call[1], int(of_call[2])) if of_call else (path, None)


def _checked(layer: Found, path: str, edits: Any) -> tuple[Edit, ...]:
    if isinstance(edits, Edit) or not isinstance(edits, Iterable):
        raise EditError(f"Expected the edits of {path!r} as a list, got {edits!r}. Write […].")
    checked, kind, cell = tuple(edits), layer.kind, layer.kind.layout.cell
    for edit in checked:
        # What a swap brings is checked at the call, when it is known where its sequences end.
        of_any_call = replace(edit, amount=0.0) if isinstance(edit, Swap) else edit
        try:
            check(cell, of_any_call, units=kind.hidden_size, proj_size=kind.proj_size or None)
        except EditError as error:
            raise EditError(f"Layer {path!r}: {error}") from error
        if layer.kind.is_cell:
            check_time(edit, path)
    return checked


def _check_forward(layer: Found) -> None:
    module = layer.module
    own = next(c for c in type(module).__mro__ if "forward" in vars(c))
    is_replaced = "forward" in vars(module) and edited_forward(module) is None
    if is_replaced or not own.__module__.startswith("torch.nn."):
        raise RecordingError(
            f"Expected {layer.called} to compute by PyTorch's own forward, got a "
            f"{type(module).__name__} with another, which the edits would replace. Edit a plain "
            f"nn.{layer.kind.mode.partition('_')[0]} with the same weights."
        )
