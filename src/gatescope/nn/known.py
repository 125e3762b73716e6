"""The weights that tensors hold, known from one run to the next."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from torch import Tensor
from torch.utils.weak import WeakTensorKeyDictionary

from gatescope.nn.held import Held
from gatescope.nn.passes import array
from gatescope.weights import Weights


@dataclass(frozen=True, eq=False)
class _Known:
    """Weights in the memory of some tensors, and where that is."""

    held: Held
    places: list[Any]
    sums: dict[str, list[Any]]
    weights: Weights

    def renew(self) -> None:
        for name, (first, *others, last) in self.sums.items():
            np.add(sum(others, first), last, out=self.weights[name])


_KNOWN: MutableMapping[Tensor, _Known] = WeakTensorKeyDictionary()
"""By the first tensor: what is known ends with it."""


def weights_of(held: Held, tensors: Sequence[Tensor]) -> Weights:
    """The weights that tensors hold. They share their memory, so that checking them and finding
    their addresses is not to be done again; sums are summed anew."""
    known, places = _KNOWN.get(tensors[0]), [(t.data_ptr(), t.shape, t.stride()) for t in tensors]
    if known is None or known.held is not held or known.places != places:
        arrays = [array(tensor) for tensor in tensors]
        known = _Known(held, places, held.sums(arrays), held.weights(arrays))
        _KNOWN[tensors[0]] = known
    else:
        known.renew()
    return known.weights
