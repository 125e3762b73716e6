"""The operators that PyTorch sees: a layer forward, and its adjoint.

A layer goes by its document, so that a graph with these operators in it stands on its own.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from gatescope.nn.passes import array, passes
from gatescope.nn.saved import grouped, save, saved


def forward(
    layer: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
    lengths: Sequence[Tensor],
) -> list[Tensor]:
    """A layer over `x` (time, batch, input); gives the arrays that `Arrays` describes.

    `layer` is its document. `initial` are its states' (batch, ·), or none, where they are zero;
    `parameters` the tensors that hold its own. `edited` are values with edits, by commas, and
    `coefficients` a and b of each; `lengths` holds those of the sequences, (batch), or nothing.
    """
    own = passes(layer, edited)
    weights = own.held.weights([array(p) for p in parameters])
    return own.forward(weights, x, initial, coefficients, lengths)


def backward(
    layer: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
    lengths: Sequence[Tensor],
    found: Sequence[Tensor],
    places: Sequence[int],
    grads: Sequence[Tensor],
) -> list[Tensor]:
    """Gradients by `x`, `initial` and `parameters`, of a loss whose own gradients by the values in
    the arrays at `places`, of those that `run` has `found`, are `grads`."""
    own = passes(layer, edited)
    weights = own.held.weights([array(p) for p in parameters])
    seeds = own.seeds(dict(zip(places, grads, strict=True)), len(x))
    found_all = own.backward(weights, x, initial, coefficients, lengths, found, seeds)
    return [gradient for gradient in found_all if gradient is not None]


# Of its own accord, an older PyTorch reads neither `Sequence` nor `list` from a signature.
_GIVEN = (
    "str layer, str edited, Tensor x, Tensor[] initial, Tensor[] parameters, "
    "Tensor[] coefficients, Tensor[] lengths"
)
_FOUND = "Tensor[] found, SymInt[] places, Tensor[] grads"

run = torch.library.custom_op(
    "gatescope::run",
    forward,
    mutates_args=(),
    device_types="cpu",
    schema=f"({_GIVEN}) -> Tensor[]",
)
run_backward = torch.library.custom_op(
    "gatescope::run_backward",
    backward,
    mutates_args=(),
    device_types="cpu",
    schema=f"({_GIVEN}, {_FOUND}) -> Tensor[]",
)


@run.register_fake
def _(
    layer: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
    lengths: Sequence[Tensor],
) -> list[Tensor]:
    own = passes(layer, edited)
    axes = own.held.sizes(parameters)
    shapes = own.arrays.shapes(x.shape[0], x.shape[1], axes)
    return [x.new_empty(shape) for shape in shapes]


@run_backward.register_fake
def _(
    layer: str,
    edited: str,
    x: Tensor,
    initial: Sequence[Tensor],
    parameters: Sequence[Tensor],
    coefficients: Sequence[Tensor],
    lengths: Sequence[Tensor],
    found: Sequence[Tensor],
    places: Sequence[int],
    grads: Sequence[Tensor],
) -> list[Tensor]:
    return [given.new_empty(given.shape) for given in (x, *initial, *parameters)]


def _keep(ctx: Any, inputs: tuple[Any, ...], output: Sequence[Tensor]) -> None:
    layer, edited, x, *lists = inputs
    ctx.names = layer, edited
    save(ctx, [x], *lists, output)
    passes(layer, edited).mark(ctx, output)


def _backward(ctx: Any, grads: Sequence[Tensor | None]) -> tuple[Any, ...]:
    [x], *lists, found = saved(ctx)
    places = [k for k, grad in enumerate(grads) if grad is not None]
    seeds = [grad for grad in grads if grad is not None]
    of_x, *rest = run_backward(*ctx.names, x, *lists, found, places, seeds)
    states, parameters, *others = map(len, lists)
    by_others = ([None] * count for count in others)
    return None, None, of_x, *grouped((states, parameters), rest), *by_others


run.register_autograd(_backward, setup_context=_keep)
