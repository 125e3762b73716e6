"""A layer forward, and its adjoint, on PyTorch's tensors, whose memory the engine shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import torch
from torch import Tensor

from gatescope.edits import Coefficients
from gatescope.engine import backward, forward
from gatescope.nn.arrays import Arrays, Lies, arrays
from gatescope.nn.held import Held, held
from gatescope.weights import Weights

Array = Any
Tensors = Sequence[Tensor]


@dataclass(frozen=True, eq=False)
class Passes:
    """A layer with edits on some of its values."""

    held: Held
    edited: tuple[str, ...]
    arrays: Arrays

    def forward(
        self, weights: Weights, x: Tensor, initial: Tensors, coefficients: Tensors, lengths: Tensors
    ) -> list[Tensor]:
        """The arrays that `Arrays` describes; `lengths` are of one tensor, or of none."""
        own, edits = self._given(initial, coefficients)
        given = {"initial": own, "edits": edits, "lengths": _only(lengths)}
        result = forward(weights, array(x), **given, engine="kernel")
        return [_tensor(own) for own in self.arrays.of(result)]

    def backward(
        self,
        weights: Weights,
        x: Tensor,
        initial: Tensors,
        coefficients: Tensors,
        lengths: Tensors,
        found: Tensors,
        seeds: Mapping[str, Array],
        by_x: bool = True,
        by_parameters: bool = True,
    ) -> list[Tensor | None]:
        """Gradients by `x`, `initial` and the tensors that hold the parameters, None for those that
        are not needed; of a loss whose own gradients by values are `seeds`, by a run that has left
        the arrays `found`."""
        own, edits = self._given(initial, coefficients)
        whole, ends = [array(a) for a in found], _only(lengths)
        result = self.arrays.result(whole, weights, array(x), own, edits, ends)
        needed = {"by_x": by_x, "by_parameters": by_parameters}
        gradients = backward(result, seeds, wanted=(), **needed)
        of_x = _tensor(gradients.x) if by_x else None
        of_states = [_tensor(gradients.initial[s]) for s in own]
        if not by_parameters:
            return [of_x, *of_states, *[None] * self.held.count]
        return [of_x, *of_states, *map(_tensor, self.held.gradients(gradients.parameters))]

    def value(self, lies: Lies, arrays: Tensors, time: int) -> Tensor:
        """A value cut out of the arrays, whose memory it shares; autograd takes it for no part."""
        return torch.from_numpy(lies.of({lies.array: array(arrays[lies.array])}, time))

    def seeds(self, grads: Mapping[int, Tensor], time: int) -> dict[str, Array]:
        """Gradients by values, from those by arrays, by their numbers."""
        by = {number: array(grad) for number, grad in grads.items()}
        lies = {value: lies for value, lies in self.arrays.lies.items() if lies.array in by}
        return {value: lies.of(by, time) for value, lies in lies.items()}

    def mark(self, ctx: Any, output: Tensors) -> None:
        """Tell autograd which arrays hold values; no gradient by another is ever asked for."""
        hidden = (own for k, own in enumerate(output) if k not in self.arrays.seen)
        ctx.mark_non_differentiable(*hidden)
        ctx.set_materialize_grads(False)

    def _given(
        self, initial: Tensors, coefficients: Tensors
    ) -> tuple[dict[str, Any], dict[str, Coefficients]]:
        """What the engine is given; of the states all or none."""
        pairs = [array(c) for c in coefficients]
        return (
            dict(zip(self.held.cell.states if initial else (), map(array, initial), strict=True)),
            {n: Coefficients(*pairs[2 * k : 2 * k + 2]) for k, n in enumerate(self.edited)},
        )


def passes(layer: str, edited: str) -> Passes:
    """Those of a layer's document, with edits on the values `edited`, by commas."""
    return passes_of(held(layer), edited)


@cache
def passes_of(own: Held, edited: str) -> Passes:
    """Those of a layer."""
    names = tuple(edited.split(",")) if edited else ()
    return Passes(own, names, arrays(own.cell, names))


def array(tensor: Tensor) -> Any:
    """A tensor's own memory as NumPy sees it."""
    return tensor.detach().numpy()


def _only(tensors: Tensors) -> Any:
    return array(tensors[0]) if tensors else None


def _tensor(array: Any) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(array))
