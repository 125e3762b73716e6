"""Noise on the gates in training, which makes them decide: open or shut.

A gate that is half open passes noise on, one that is saturated does not. (Salakhutdinov and Hinton,
"Semantic hashing", 2009, make codes binary so; Li et al., "Towards binary-valued gates for robust
LSTM training", 2018, the gates.) Without it a network of four units may spread what it remembers
over all of them, each leaking a little: as good a score, and nothing that a person could see.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gatescope.training.extras import needed
from gatescope.weights import Weights


def with_gate_noise(
    weights: Weights, x: Any, deviation: float, draws: np.random.Generator
) -> tuple[Weights, Any]:
    """The same layer and sequence with Gaussian noise added to the pre-activation of every gate.

    The noise comes as further inputs, one for each gate and unit, that only this gate's unit sees.
    """
    if deviation == 0:
        return weights, x
    torch = needed("torch")
    cell, units = weights.cell, weights.hidden_size
    shape = (x.shape[0], x.shape[1], len(cell.gates) * units)
    noise = torch.from_numpy(draws.normal(0, deviation, shape))
    wider = dict(weights)
    for name, axes in cell.parameters.items():
        if "input" in axes:
            blocks = [
                torch.eye(units) if f"{gate}.x" == name else torch.zeros(units, units)
                for gate in cell.gates
            ]
            wider[name] = torch.cat([weights[name], *(b.to(x.dtype) for b in blocks)], dim=1)
    return Weights(cell, wider), torch.cat([x, noise], dim=2)
