"""What autograd saves of a run, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any

from torch import Tensor

Groups = list[list[Tensor]]


def save(ctx: Any, *groups: Sequence[Tensor]) -> None:
    """Save groups of tensors for the way back."""
    ctx.sizes = [len(group) for group in groups]
    ctx.save_for_backward(*chain(*groups))


def saved(ctx: Any) -> Groups:
    """The groups that were saved."""
    return grouped(ctx.sizes, ctx.saved_tensors)


def grouped(sizes: Sequence[int], tensors: Iterable[Tensor]) -> Groups:
    """Tensors in groups of these sizes."""
    left = iter(tensors)
    return [list(islice(left, size)) for size in sizes]
