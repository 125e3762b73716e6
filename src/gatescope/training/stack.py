"""Several networks of one shape, trained side by side: one seed each, stacked on a first axis.

A step of so small a network is mostly the calling of operations; side by side, the seeds share it.
Each learns exactly what it would alone: its own batches, its own gradient, clipped by its own norm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope import engine
from gatescope.bundled import Model
from gatescope.cells import Cell
from gatescope.tasks import Task
from gatescope.training.batches import batches
from gatescope.training.extras import needed
from gatescope.training.noise import with_gate_noise
from gatescope.training.recipe import Recipe
from gatescope.weights import Weights

Tensor = Any
READOUT = ("readout.weight", "readout.bias")


@dataclass(frozen=True, eq=False)
class Stack:
    """The trainable numbers of models that differ in nothing else, (seed, …)."""

    like: Model
    tensors: dict[str, Tensor]

    @classmethod
    def of(cls, models: Sequence[Model]) -> Stack:
        torch = needed("torch")
        arrays = [_arrays(model) for model in models]
        return cls(
            models[0],
            {
                name: torch.tensor(np.stack([a[name] for a in arrays]), requires_grad=True)
                for name in arrays[0]
            },
        )

    @property
    def cell(self) -> Cell:
        return self.like.weights.cell

    def model(self, place: int) -> Model:
        """One of the models as it is now, in NumPy."""
        own = {name: t[place].detach().numpy().copy() for name, t in self.tensors.items()}
        weight, bias = (own.pop(name) for name in READOUT)
        readout = replace(self.like.readout, weight=weight, bias=bias)
        return replace(self.like, weights=Weights(self.cell, own), readout=readout)


def _arrays(model: Model) -> dict[str, NDArray[np.float64]]:
    return {
        **model.weights,
        **dict(zip(READOUT, (model.readout.weight, model.readout.bias), strict=True)),
    }


def train(stack: Stack, task: Task, recipe: Recipe, seeds: Sequence[int]) -> Iterator[list[float]]:
    """Train, one step at each turn; gives the loss of each seed's batch before the step."""
    torch = needed("torch")
    optimizer = torch.optim.Adam(
        stack.tensors.values(), lr=recipe.learning_rate, weight_decay=recipe.weight_decay
    )
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, recipe.steps)
    noises = [np.random.default_rng(seed) for seed in seeds]
    sources = zip(*(batches(task, seed, recipe.batch) for seed in seeds), strict=True)
    for _, source in zip(range(recipe.steps), sources, strict=False):
        h = _hidden(stack, [x for x, _ in source], recipe.gate_noise, noises)
        losses = _losses(stack, h, _together([torch.from_numpy(right) for _, right in source]))
        optimizer.zero_grad()
        losses.sum().backward()
        _clip(stack, recipe.clip)
        optimizer.step()
        schedule.step()
        yield losses.tolist()


def _together(arrays: Sequence[Tensor]) -> Tensor:
    """Arrays (time, …) as one, (seed, time, …), as long as the longest; NaN beyond an end."""
    torch = needed("torch")
    longest = max(map(len, arrays))
    return torch.stack(
        [
            torch.cat([a, torch.full((longest - len(a), *a.shape[1:]), torch.nan, dtype=a.dtype)])
            for a in arrays
        ]
    )


def _hidden(
    stack: Stack,
    several: Sequence[NDArray[np.float64]],
    noise: float,
    draws: Sequence[np.random.Generator],
) -> Tensor:
    """The hidden states, (seed, time, batch, unit), of each seed's own sequences."""
    torch = needed("torch")
    of_cell = {name: stack.tensors[name] for name in stack.cell.parameters}
    noisy = []
    for place, (x, own) in enumerate(zip(several, draws, strict=True)):
        weights = Weights(stack.cell, {name: t[place] for name, t in of_cell.items()})
        noisy.append(with_gate_noise(weights, torch.from_numpy(stack.like.encoding(x)), noise, own))
    if len(noisy) == 1:
        return engine.forward(*noisy[0])["h"][None]
    parameters = {n: torch.stack([weights[n] for weights, _ in noisy]) for n in of_cell}

    def run(parameters: dict[str, Tensor], x: Tensor) -> Tensor:
        return engine.forward(Weights(stack.cell, parameters), x)["h"]

    # Beyond a sequence's end no answer is asked for, so that any number will do there but NaN.
    x = _together([x for _, x in noisy]).nan_to_num()
    return torch.func.vmap(run)(parameters, x)


def _losses(stack: Stack, h: Tensor, right: Tensor) -> Tensor:
    """Of each seed, the mean squared error or cross-entropy where an answer is asked for."""
    torch, functional = needed("torch"), needed("torch.nn.functional")
    weight, bias = (stack.tensors[name] for name in READOUT)
    answer = torch.einsum("stbu,sou->stbo", h, weight) + bias[:, None, None]
    asked = ~torch.isnan(right)
    right = torch.where(asked, right, 0.0)
    readout = stack.like.readout
    if readout.activation == "softmax":
        of_steps = functional.cross_entropy(answer.movedim(-1, 1), right.long(), reduction="none")
    else:
        of_steps = (answer[..., 0] - (right - readout.offset) / readout.scale) ** 2
    return (of_steps * asked).sum(dim=(1, 2)) / asked.sum(dim=(1, 2))


def _clip(stack: Stack, most: float) -> None:
    """Scale each seed's gradient down where its norm is larger than that."""
    grads = [tensor.grad for tensor in stack.tensors.values()]
    squares = sum((grad**2).flatten(1).sum(1) for grad in grads)
    factor = (most / (squares**0.5 + 1e-6)).clamp(max=1)
    for grad in grads:
        grad *= factor.reshape(-1, *[1] * (grad.ndim - 1))
