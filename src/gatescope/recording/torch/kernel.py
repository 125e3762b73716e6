"""PyTorch's own kernel of one layer in one direction."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import torch
from torch import Tensor

from gatescope.convert.torch import Kind, Part


def kernel(
    kind: Kind,
    part: Part,
    parameters: Mapping[str, Tensor],
    x: Tensor,
    initial: Mapping[str, Tensor],
) -> Tensor:
    """`h` at every step, (time, batch, unit), of an input in the order of computing."""
    run: Any = getattr(torch, kind.mode.lower())
    states = [initial[s][None] for s in kind.states]
    weights = [parameters[name + part.suffix] for name in kind.names]
    given = states if len(states) > 1 else states[0]
    with warnings.catch_warnings():
        # On CUDA PyTorch would have the weights in one piece, which serves speed alone.
        warnings.filterwarnings("ignore", "RNN module weights are not part of single contiguous")
        h: Tensor = run(x, given, weights, kind.has_bias, 1, 0.0, False, False, False)[0]
    return h
