"""Golden vectors of training: a batch's loss, its gradients, and what a few steps make of them.

All of it is PyTorch's: its losses, its gradients through the reference, its optimisers, its
clipping.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from torch.nn import functional
from torch.nn.utils import clip_grad_norm_

from gatescope.bundled import Model
from gatescope.cells import ALL, GRU, LSTM, RNN, Cell
from gatescope.engine import forward
from gatescope.tasks import Task, load_task, tasks
from gatescope.training.fit import initial
from gatescope.weights import Weights

UNITS, BATCH, SEED, STEPS, SHORTEST = 4, 3, 7, 3, 5
CLIP = 0.02
"""Shorter than the gradients are, so that the clipping is held too."""
OPTIMISERS = {"Adam": (torch.optim.Adam, 0.02), "SGD": (torch.optim.SGD, 0.5)}

Tensors = dict[str, torch.Tensor]


def training() -> list[dict[str, Any]]:
    """Every cell on the first task, and three cells on each of the others."""
    first, *others = map(load_task, tasks())
    pairs = [(first, cell) for cell in ALL]
    pairs += [(task, cell) for task in others for cell in (LSTM, GRU, RNN)]
    return [_entry(task, cell) for task, cell in pairs]


def _entry(task: Task, cell: Cell) -> dict[str, Any]:
    start = initial(task, cell, UNITS, SEED)
    x = task.sample(SEED, task.lengths.fixed or max(task.lengths.min, SHORTEST), BATCH)
    right = task.target(x)
    tensors = _tensors(start)
    loss = _loss(start, tensors, x, right)
    loss.backward()
    return {
        "task": task.name,
        "cell": cell.name,
        "hidden_size": UNITS,
        "seed": SEED,
        "forget_bias": 1.0 if "f.b" in cell.parameters else None,
        "x": x.tolist(),
        "target": [
            [None if np.isnan(answer) else float(answer) for answer in row] for row in right
        ],
        "loss": loss.item(),
        "gradients": {name: tensor.grad.tolist() for name, tensor in tensors.items()},
        "clip": CLIP,
        "steps": STEPS,
        "trained": {name: _trained(name, start, x, right) for name in OPTIMISERS},
    }


def _trained(name: str, start: Model, x: Any, right: Any) -> dict[str, Any]:
    """What an optimiser makes of the parameters in a few steps on one batch."""
    make, rate = OPTIMISERS[name]
    tensors = _tensors(start)
    optimiser = make(tensors.values(), lr=rate)
    for _ in range(STEPS):
        optimiser.zero_grad()
        _loss(start, tensors, x, right).backward()
        norm = clip_grad_norm_(tensors.values(), CLIP)
        assert norm > CLIP
        optimiser.step()
    parameters = {key: tensor.detach().tolist() for key, tensor in tensors.items()}
    return {"rate": rate, "parameters": parameters}


def _tensors(start: Model) -> Tensors:
    """Everything that is trained."""
    readout = {"readout.weight": start.readout.weight, "readout.bias": start.readout.bias}
    return {
        name: torch.tensor(array, requires_grad=True)
        for name, array in {**start.weights, **readout}.items()
    }


def _loss(start: Model, tensors: Tensors, x: Any, right: Any) -> torch.Tensor:
    """The mean over all steps of all sequences at which the task asks for something."""
    cell, readout = start.weights.cell, start.readout
    weights = Weights(cell, {name: tensors[name] for name in cell.parameters})
    h = forward(weights, torch.from_numpy(start.encoding(x)))["h"]
    asked = torch.from_numpy(~np.isnan(right))
    answers = (h @ tensors["readout.weight"].T + tensors["readout.bias"])[asked]
    rights = torch.from_numpy(right)[asked]
    if readout.activation == "softmax":
        return functional.cross_entropy(answers, rights.long())
    return functional.mse_loss(answers[:, 0], (rights - readout.offset) / readout.scale)
