"""What PyTorch's recurrent modules are given and give, by our names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from torch import Tensor

from gatescope.convert.torch import Kind
from gatescope.recording.torch.form import Form


def arguments(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[Any, Any]:
    """The input and the states that a recurrent module is called with."""
    given = args[0] if args else kwargs.get("input")
    return given, args[1] if len(args) > 1 else kwargs.get("hx")


def initial_states(kind: Kind, form: Form, given: Any, x: Tensor) -> dict[str, Tensor]:
    """The states that a call begins with, (part, batch, unit); zero where none are given."""
    if given is not None:
        return opened_states(kind, form, given)
    sizes = {s: kind.size(s) for s in kind.states}
    zeros = {n: x.new_zeros((len(kind.parts), x.shape[1], n)) for n in {*sizes.values()}}
    return {s: zeros[n] for s, n in sizes.items()}


def opened_states(kind: Kind, form: Form, given: Any) -> dict[str, Tensor]:
    """States in PyTorch's form by their names, each (part, batch, unit)."""
    arrays = given if len(kind.states) > 1 else (given,)
    return {s: form.open_state(a) for s, a in zip(kind.states, arrays, strict=True)}


def outcome(kind: Kind, form: Form, given: Any) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """What a module gave: the states at every step, (time, batch, ·), and the last ones."""
    if kind.is_cell:
        states = opened_states(kind, form, given)
        return states, states
    output, last, *_ = given  # our own modules may give their gates besides
    return {"h": form.open(output)}, opened_states(kind, form, last)


def closed(kind: Kind, form: Form, output: Tensor, final: Mapping[str, Tensor]) -> Any:
    """The output of the top layer and the last states as the module itself would give them."""
    states = tuple(form.close_state(final[s]) for s in kind.states)
    last = states if len(states) > 1 else states[0]
    return last if kind.is_cell else (form.close(output), last)
