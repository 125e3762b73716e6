"""A layer in autograd: past the operators where nothing is traced.

To call one that is written in Python costs PyTorch's dispatcher more than a short run takes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from gatescope.nn import operators
from gatescope.nn.arrays import Lies
from gatescope.nn.held import Held
from gatescope.nn.known import weights_of
from gatescope.nn.passes import Passes, array, passes_of
from gatescope.nn.saved import grouped, save, saved
from gatescope.weights import Weights


def run(
    held: Held,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
    lengths: Sequence[Tensor],
    wanted: Mapping[str, Lies],
) -> dict[str, Tensor]:
    """The values `wanted` of every step, of what the operator of that name gives."""
    lists = initial, parameters, coefficients, lengths
    # A tensor of another type stands for one that is not there, as a traced one does.
    if torch.compiler.is_compiling() or type(x) is not Tensor:
        arrays = operators.run(held.document, edited, x, *lists)
        return {value: lies.of(arrays, len(x)) for value, lies in wanted.items()}
    sizes = [len(part) for part in lists]
    own = passes_of(held, edited), weights_of(held, parameters), wanted
    found = _Run.apply(*own, sizes, x, *chain(*lists))  # type: ignore[no-untyped-call]
    return dict(zip(wanted, found, strict=True))


class _Run(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any,
        own: Passes,
        weights: Weights,
        wanted: Mapping[str, Lies],
        sizes: list[int],
        x: Tensor,
        *others: Tensor,
    ) -> tuple[Tensor, ...]:
        initial, parameters, *rest = grouped(sizes, others)
        arrays = own.forward(weights, x, initial, *rest)
        # Cut out here a value costs nothing on the way back.
        found = [own.value(lies, arrays, len(x)) for lies in wanted.values()]
        ctx.own, ctx.weights, ctx.values = own, weights, tuple(wanted)
        ctx.set_materialize_grads(False)
        # Parameters and values are saved for PyTorch to see whether they are still what they were.
        save(ctx, [x], initial, parameters, *rest, arrays, found)
        return tuple(found)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *grads: Tensor | None) -> tuple[Any, ...]:
        [x], initial, parameters, coefficients, lengths, arrays, _ = saved(ctx)
        by = zip(ctx.values, grads, strict=True)
        seeds = {value: array(grad) for value, grad in by if grad is not None}
        _, _, _, _, by_x, *by_others = ctx.needs_input_grad
        needed = by_x, any(by_others[len(initial) :][: len(parameters)])
        given = x, initial, coefficients, lengths, arrays
        gradients = ctx.own.backward(ctx.weights, *given, seeds, *needed)
        return *[None] * 4, *gradients, *[None] * len([*coefficients, *lengths])
