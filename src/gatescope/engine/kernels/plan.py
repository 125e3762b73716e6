"""The kernels of a cell, made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from gatescope.cells import Cell
from gatescope.engine.kernels.adjoint import Adjoint, adjoint
from gatescope.engine.kernels.kernel import Kernel
from gatescope.engine.kernels.laid_out import Forward, lay_out


@dataclass(frozen=True, eq=False)
class ForwardPlan:
    """The forward kernel, and where it leaves what it stores."""

    lowered: Forward
    kernel: Kernel


@dataclass(frozen=True, eq=False)
class BackwardPlan:
    """The backward kernel, and where it leaves the gradients."""

    lowered: Adjoint
    kernel: Kernel


@cache
def forward_plan(cell: Cell, edited: frozenset[str], dtype: str) -> ForwardPlan:
    """The kernel that stores the named values, and what its adjoint needs besides."""
    needed = adjoint(cell, (), edited, ()).needed
    lowered = lay_out(cell, {*cell.values, *needed}, edited)
    return ForwardPlan(lowered, Kernel(lowered.program, dtype))


@cache
def rebuild_plan(
    cell: Cell, known: frozenset[str], wanted: frozenset[str], edited: frozenset[str], dtype: str
) -> ForwardPlan:
    """The kernel that goes by states known at all steps, and stores the nodes `wanted`."""
    lowered = lay_out(cell, wanted, edited, known)
    return ForwardPlan(lowered, Kernel(lowered.program, dtype))


@cache
def backward_plan(
    cell: Cell,
    edited: frozenset[str],
    seeds: frozenset[str],
    wanted: frozenset[str],
    dtype: str,
    by_x: bool = True,
    by_parameters: bool = True,
) -> BackwardPlan:
    """The kernel for a loss of the values `seeds`, that stores the gradients by `wanted`."""
    before = forward_plan(cell, edited, dtype).lowered
    needed = {"by_x": by_x, "by_parameters": by_parameters}
    lowered = adjoint(cell, seeds, edited, wanted, before, **needed)
    return BackwardPlan(lowered, Kernel(lowered.program, dtype))
