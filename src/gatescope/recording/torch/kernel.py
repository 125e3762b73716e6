"""PyTorch's own kernel of one layer in one direction."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from gatescope.convert.torch import Kind, Part

States = Mapping[str, Tensor]


def kernel(
    kind: Kind, part: Part, parameters: States, x: Tensor, initial: States
) -> tuple[Tensor, States]:
    """`h` at every step, (time, batch, unit), and the last states, (batch, unit).

    `x` is in the order of computing.
    """
    run: Any = getattr(torch, kind.mode.lower())
    states = [initial[s][None] for s in kind.states]
    weights = [parameters[name + part.suffix] for name in kind.names]
    given = states if len(states) > 1 else states[0]
    with warnings.catch_warnings():
        # On CUDA PyTorch would have the weights in one piece, which serves speed alone.
        warnings.filterwarnings("ignore", "RNN module weights are not part of single contiguous")
        h, *last = run(x, given, weights, kind.has_bias, 1, 0.0, False, False, False)
    return h, {s: array[0] for s, array in zip(kind.states, last, strict=True)}


def step_by_step(
    kind: Kind, part: Part, parameters: States, x: Tensor, initial: States, h: Tensor
) -> dict[str, Tensor]:
    """The states besides `h` after every step, from the module's own `h`.

    In short numbers a state that is kept for long goes where its rounding takes it (64 + 0.1 is 64
    in bfloat16), so that no other computation of it comes to the same: the kernel has to.
    """
    others = [s for s in kind.states if s != "h"]
    found: dict[str, list[Tensor]] = {s: [] for s in others}
    states = initial
    for t in range(len(x)):
        _, states = kernel(kind, part, parameters, x[t : t + 1], states)
        for s in others:
            found[s].append(states[s])
        states = {**states, "h": h[t].to(states["h"].dtype)}
    return {s: torch.stack(steps) for s, steps in found.items()}


@torch.no_grad()
def output_dtype(module: Any, kind: Kind, given: Any, hx: Any) -> torch.dtype:
    """The dtype in which a module would give its output here and now.

    Under autocast it is the kernel's own choice, and is found by running one step.
    """
    tensor: Tensor = given.data if isinstance(given, PackedSequence) else given
    if not torch.is_autocast_enabled(tensor.device.type):
        return tensor.dtype
    if kind.is_cell:
        states = type(module).forward(module, given, hx)
        return (states if isinstance(states, Tensor) else states[0]).dtype
    step = tensor.reshape(-1, 1, tensor.shape[-1])[:1]
    initial = {s: step.new_zeros((1, kind.size(s))) for s in kind.states}
    h, _ = kernel(kind, kind.parts[0], kind.parameters(module), step, initial)
    return h.dtype
