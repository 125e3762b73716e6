"""A module's forward with edits in force: our engine in place of PyTorch's kernel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.autograd.forward_ad import unpack_dual

from gatescope.convert.torch import Part
from gatescope.edits import Coefficients, Edit, Swap, compose
from gatescope.engine import forward
from gatescope.errors import GatescopeError
from gatescope.recording.torch.call import Edited, widened
from gatescope.recording.torch.dropout import Dropout, is_drawn
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.form import Form
from gatescope.recording.torch.given import arguments, closed, initial_states
from gatescope.recording.torch.kernel import output_dtype
from gatescope.recording.torch.plan import Plan
from gatescope.recording.torch.precision import Precision
from gatescope.recording.torch.turn import Turn
from gatescope.recording.torch.watchable import is_transformed
from gatescope.weights import Weights, plain


class EditedForward:
    """What a module's `forward` is while it is edited; `latest` are the edits of the last call."""

    def __init__(self, layer: Found, plans: Sequence[Plan]) -> None:
        self.plans = tuple(plans)
        self.latest: dict[str, Edited] = {}
        self._layer = layer

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given, hx = arguments(args, kwargs)
        kind, module = self._layer.kind, self._layer.module
        form = Form.of(kind, given)
        x = form.open(given)
        initial = initial_states(kind, form, hx, x)
        for plan in self.plans:
            plan.enter(None if hx is None else initial)
        dtype = output_dtype(module, kind, given, hx)
        with Precision.now(x).plainly():
            output, final = self._run(form, x, initial, dtype)
        for plan in self.plans:
            plan.leave(final)
        return closed(kind, form, output, final)

    def _run(
        self, form: Form, x: Tensor, initial: Mapping[str, Tensor], dtype: torch.dtype
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """The top layer's output and all last states, (part, batch, unit)."""
        kind, module = self._layer.kind, self._layer.module
        parameters = {name: widened(p) for name, p in kind.parameters(module).items()}
        dropout = Dropout(form, kind.dropout if is_drawn(kind, module) else 0.0)
        last: list[dict[str, Tensor]] = []
        self.latest = {}
        for layer in range(kind.layers):
            x = widened(dropout(x.to(dtype)) if layer else x)
            hs = []
            for place, part in enumerate(kind.parts):
                if part.layer == layer:
                    start = {s: widened(array[place]) for s, array in initial.items()}
                    h, ends = self._run_part(part, parameters, x, start, form.lengths)
                    hs.append(h)
                    last.append(ends)
            x = torch.cat(hs, dim=-1)
        return x.to(dtype), {s: torch.stack([e[s] for e in last]).to(dtype) for s in kind.states}

    def _run_part(
        self,
        part: Part,
        parameters: Mapping[str, Tensor],
        x: Tensor,
        initial: Mapping[str, Tensor],
        lengths: Tensor | None,
    ) -> tuple[Tensor, dict[str, Tensor]]:
        turn, weights = Turn(part.direction, lengths), self._layer.kind.weights(parameters, part)
        coefficients = self._composed(part, x, turn)
        turned = {n: Coefficients(turn(c.a), turn(c.b)) for n, c in coefficients.items()}
        result = _computed(weights, turn(x), initial, turned)
        return turn(result["h"]), {s: turn.last(result[s]) for s in weights.cell.states}

    def _composed(self, part: Part, x: Tensor, turn: Turn) -> dict[str, Coefficients]:
        """The edits of a part in this call as coefficients, at the input's steps."""
        given, now = list[Edit](), list[Edit]()
        for plan in self.plans:
            of_plan = plan.now(part)
            given, now = given + of_plan[0], now + of_plan[1]
        kind = self._layer.kind
        sizes: Any = {
            "shape": (*x.shape[:2], kind.hidden_size),
            "proj_size": kind.proj_size or None,
        }
        filled = [finite(edit, turn.lengths) for edit in now]
        try:
            composed = compose(kind.layout.cell, filled, **sizes)
        except GatescopeError as error:
            where = f"{self._layer.names[0]}/{part.path}".lstrip("/")
            raise type(error)(f"Layer {where!r}: {error}") from error
        found = {
            name: Coefficients(*(torch.as_tensor(k, dtype=x.dtype, device=x.device) for k in pair))
            for name, pair in ((name, (c.a, c.b)) for name, c in composed.items())
        }
        if given:
            self.latest[part.path] = Edited(tuple(given), found)
        return found


def _computed(
    weights: Weights, x: Tensor, initial: Mapping[str, Tensor], edits: Mapping[str, Coefficients]
) -> Mapping[str, Tensor]:
    """The states of every step; where no gradient flows by a kernel, on the tensors' memory."""
    states, given = weights.cell.states, (x, *weights.parameters.values(), *initial.values())
    if torch.is_grad_enabled() or is_transformed() or not all(map(_is_memory, given)):
        result = forward(weights, x, initial=initial, edits=edits)
        return {state: result[state] for state in states}
    parameters = {name: plain(p) for name, p in weights.parameters.items()}
    result = forward(
        Weights(weights.cell, parameters),
        plain(x),
        initial={state: plain(array) for state, array in initial.items()},
        edits={name: Coefficients(plain(c.a), plain(c.b)) for name, c in edits.items()},
    )
    return {state: torch.from_numpy(result[state]) for state in states}


def _is_memory(tensor: Tensor) -> bool:
    """Whether a tensor is its numbers on a CPU, without a tangent."""
    is_plain = type(tensor) in (Tensor, nn.Parameter) and tensor.device.type == "cpu"
    return is_plain and unpack_dual(tensor).tangent is None  # type: ignore[no-untyped-call]


def finite(edit: Edit, lengths: Tensor | None) -> Edit:
    """A swap's values in NumPy; of those beyond a sequence's length, which are NaN, zeros."""
    if not isinstance(edit, Swap):
        return edit
    amount = np.asarray(plain(edit.amount))
    if lengths is not None and amount.ndim == 3:
        beyond = np.arange(len(amount))[:, None] >= plain(lengths)
        amount = np.where(beyond[:, :, None], 0.0, amount)
    return replace(edit, amount=amount)


def edited_forward(module: nn.Module) -> EditedForward | None:
    """The edits that are in force on a module."""
    forward = vars(module).get("forward")
    return forward if isinstance(forward, EditedForward) else None
