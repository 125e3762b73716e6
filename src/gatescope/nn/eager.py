"""A layer in autograd: past the operators where nothing is traced.

To call one that is written in Python costs PyTorch's dispatcher more than a short run takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import Any

import torch
from torch import Tensor
from torch.autograd.function import once_differentiable

from gatescope.nn import operators
from gatescope.nn.held import Held
from gatescope.nn.known import weights_of
from gatescope.nn.passes import Passes, passes_of
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
) -> Any:
    """What the operator of that name gives."""
    lists = initial, parameters, coefficients, lengths
    # A tensor of another type stands for one that is not there, as a traced one does.
    if torch.compiler.is_compiling() or type(x) is not Tensor:
        return operators.run(held.document, edited, x, *lists)
    sizes = [len(part) for part in lists]
    given = passes_of(held, edited), weights_of(held, parameters), sizes, x, *chain(*lists)
    return _Run.apply(*given)  # type: ignore[no-untyped-call]


class _Run(torch.autograd.Function):
    @staticmethod
    def forward(
        ctx: Any, own: Passes, weights: Weights, sizes: list[int], x: Tensor, *others: Tensor
    ) -> tuple[Tensor, ...]:
        initial, parameters, *rest = grouped(sizes, others)
        found = own.forward(weights, x, initial, *rest)
        ctx.own, ctx.weights = own, weights
        # The parameters are saved for PyTorch to see whether they are still what they were.
        save(ctx, [x], initial, parameters, *rest, found)
        own.mark(ctx, found)
        return tuple(found)

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, *grads: Tensor | None) -> tuple[Any, ...]:
        [x], initial, _, coefficients, lengths, found = saved(ctx)
        seeds = {k: grad for k, grad in enumerate(grads) if grad is not None}
        given = x, initial, coefficients, lengths, found
        gradients = ctx.own.backward(ctx.weights, *given, seeds)
        return None, None, None, *gradients, *[None] * len([*coefficients, *lengths])
