"""The arrays of Keras 2's CuDNNLSTM and CuDNNGRU, which lie as cuDNN has them.

A layer of these has two biases in one vector, and so is known by its shapes: no other layer of an
LSTM's or a GRU's widths has them. cuDNN's activations are tanh and σ; it has no others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

KINDS = {"CuDNNLSTM": "LSTM", "CuDNNGRU": "GRU"}
"""The layer that computes the same, by the one that trains on cuDNN alone."""

_BLOCKS = {4: "CuDNNLSTM", 3: "CuDNNGRU"}


def kind_of(shapes: Sequence[tuple[int, ...]]) -> str | None:
    """Which of the two has a kernel, a recurrent kernel and a bias of these shapes, or None."""
    if [len(shape) for shape in shapes] != [2, 2, 1]:
        return None
    (_, width), (units, recurrent), (biases,) = shapes
    blocks, rest = divmod(width, units) if units else (0, 1)
    if rest or recurrent != width or biases != 2 * width:
        return None
    return _BLOCKS.get(blocks)


def straightened(arrays: Sequence[Array]) -> list[Array]:
    """Kernel, recurrent kernel and bias of such a layer as the plain layer has them.

    Each block of the kernel, (input, unit), holds the numbers of a matrix (unit, input) row by row,
    and each of the recurrent kernel is the matrix itself, where Keras' own are turned over.
    """
    kernel, recurrent, bias = arrays
    units = len(recurrent)
    blocks = range(0, kernel.shape[1], units)
    inputs = [kernel[:, k : k + units].reshape(units, -1).T for k in blocks]
    pasts = [recurrent[:, k : k + units].T for k in blocks]
    return [np.hstack(inputs), np.hstack(pasts), bias.reshape(2, -1)]
