"""The source of a cell's kernels, to be read."""

from __future__ import annotations

from typing import Literal

from gatescope.cells import Cell
from gatescope.engine.kernels.plan import backward_plan, forward_plan


def kernel_source(
    cell: Cell,
    way: Literal["forward", "backward"] = "forward",
    *,
    dtype: Literal["float32", "float64"] = "float32",
) -> str:
    """What LLVM is given of a cell: the steps one after another, and what comes before and after.

    It calls `product` for what needs all units, and computes the rest a vector of units at a time.
    It holds numbered identifiers only. The way back is that of a loss of `h`.
    """
    if way == "forward":
        return forward_plan(cell, frozenset(), dtype).kernel.source
    return backward_plan(cell, frozenset(), frozenset("h"), frozenset(), dtype).kernel.source
