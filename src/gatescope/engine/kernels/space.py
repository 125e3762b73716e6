"""How much memory a program needs for a run of some size, and where in it things begin."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, chain
from math import prod
from typing import Any, NamedTuple

import numpy as np

from gatescope.engine.kernels.address import LINE, Shape
from gatescope.engine.kernels.lengths import Lengths
from gatescope.engine.kernels.outer import DEPTH
from gatescope.engine.kernels.product import panel_width, panels_of
from gatescope.engine.kernels.program import Axis, Buffer, Outer, Phase, Product, Program
from gatescope.engine.kernels.schedule import Parts, Schedule
from gatescope.weights import Weights

WORTH = 1 << 20
"""How many multiplications are worth a thread: to wake one takes as long as some of them."""

SMALL = 1 << 20
"""Up to so many bytes all that a run needs is one array: each has its price. In a larger run what
outlives it should not keep the rest alive."""


class Sizes(NamedTuple):
    """How many steps and sequences a run has, and how long each axis is."""

    time: int
    batch: int
    input: int
    unit: int
    proj: int

    @classmethod
    def of(cls, weights: Weights, x: Any) -> Sizes:
        time, batch, inputs = x.shape
        return cls(time, batch, inputs, weights.hidden_size, weights.proj_size or 0)

    def axis(self, axis: Axis) -> int:
        found: int = getattr(self, axis)
        return found

    def row(self, buffer: Buffer) -> int:
        """How many numbers a row has; the blocks of a row lie side by side."""
        return buffer.blocks * self.axis(buffer.axis)

    def shape(self, buffer: Buffer) -> Shape:
        if buffer.kind == "matrix":
            return self.row(buffer), self.axis(buffer.columns)
        steps = {"steps": self.time, "states": self.time + 1, "turns": 2}
        batch = () if buffer.kind == "vector" else (self.batch,)
        time = (steps[buffer.kind],) if buffer.kind in steps else ()
        return (*time, *batch, self.row(buffer))


@dataclass(frozen=True, eq=False)
class Space:
    """Where things lie in a run.

    What is there for every step is an array by itself, and may outlive the run. All else shares
    one, the workspace: first what begins at zero, then what is filled from parameters, then weights
    in panels. Those of products over all steps at once lie in turn where those of the steps do, and
    so do the arguments of outer products.
    """

    program: Program
    sizes: Sizes
    dtype: np.dtype[Any]
    shapes: Mapping[str, Shape]
    offsets: Mapping[str, int]
    """Of what lies in the workspace, in bytes."""
    apart: Mapping[str, int]
    """The arrays by themselves: where each begins in a run that has one array for all."""
    zeroed: int
    """How many numbers begin at zero."""
    total: int
    """How many numbers the workspace holds."""
    whole: int
    """How many numbers the workspace and all arrays hold."""
    panels: tuple[int, ...]
    """From which byte of the workspace on the packed matrix of each product lies, and then the
    argument of each outer one."""
    phases: tuple[Parts, ...]

    @cached_property
    def is_small(self) -> bool:
        return self.whole * self.dtype.itemsize <= SMALL

    @cached_property
    def full(self) -> Lengths:
        """Those of sequences that all last to the end."""
        return Lengths.of(None, self.sizes.time, self.sizes.batch)

    def schedule(self, threads: int, lengths: Lengths) -> Schedule:
        """How a run is shared by at most so many threads."""
        if not lengths.is_ragged:
            return self._schedule(threads)
        shares = map(lengths.shares, self.program.phases)
        return Schedule.of(self.phases, threads, shares)

    @cached_property
    def _schedule(self) -> Callable[[int], Schedule]:
        nothing = (None,) * len(self.phases)
        return cache(lambda threads: Schedule.of(self.phases, threads, nothing))

    @classmethod
    def of(cls, program: Program, name: str, sizes: Sizes, given: Collection[str] = ()) -> Space:
        """The space of a run for which the arrays `given` are there already."""
        dtype = np.dtype(name)
        shapes = {buffer.role: sizes.shape(buffer) for buffer in program.buffers}

        def ends(buffers: Sequence[Buffer], start: int) -> list[int]:
            lengths = (rounded(prod(shapes[b.role]) * dtype.itemsize) for b in buffers)
            return [*accumulate(lengths, initial=start)]

        within = [b for b in program.buffers if b.kind not in ("steps", "states", "matrix")]
        apart = [b for b in program.buffers if b not in within and b.role not in given]
        zeros, filled = ([b for b in within if bool(b.names) == has] for has in (False, True))
        starts = ends((*zeros, *filled), 0)
        sized = _Sizing(program, sizes, dtype)
        panels, total = sized.panels(starts[-1])
        outer = ends(apart, total)
        return cls(
            program,
            sizes,
            dtype,
            shapes,
            {b.role: start for b, start in zip((*zeros, *filled), starts, strict=False)},
            {b.role: start for b, start in zip(apart, outer, strict=False)},
            starts[len(zeros)] // dtype.itemsize,
            total // dtype.itemsize,
            outer[-1] // dtype.itemsize,
            panels,
            tuple(sized.parts(phase) for phase in program.phases),
        )


@dataclass(frozen=True)
class _Sizing:
    program: Program
    sizes: Sizes
    dtype: np.dtype[Any]

    def panels(self, start: int) -> tuple[tuple[int, ...], int]:
        """Where the packed matrix of each product lies, and where the last of them ends."""
        program = self.program
        within = [*accumulate(map(self.bytes, program.products), initial=start)]
        alone = len(program.after) + len(program.outer)
        places = (start,) * len(program.before), within[:-1], (start,) * alone
        others = [self.bytes(own) for own in (*program.before, *program.after)]
        others += [self.laid(own) for own in program.outer]
        return tuple(chain(*places)), max(within[-1], start + max(others, default=0))

    def bytes(self, own: Product) -> int:
        """How much memory a packed matrix takes."""
        return self.in_panels(*self.matrix(own))

    def laid(self, own: Outer) -> int:
        """How much memory the argument of an outer product takes."""
        rows, columns, _ = self.outer(own)
        return self.in_panels(rows, columns)

    def in_panels(self, rows: int, columns: int) -> int:
        width = panels_of(self.dtype.name, columns) * panel_width(self.dtype.name)
        return rounded(width * rows * self.dtype.itemsize)

    def matrix(self, own: Product) -> tuple[int, int]:
        """The shape of a product's matrix."""
        buffers = self.program.buffers
        depth = own.source_blocks * self.sizes.axis(buffers[own.source.buffer].axis)
        return depth, own.target_blocks * self.sizes.axis(buffers[own.target.buffer].axis)

    def outer(self, own: Outer) -> tuple[int, int, int]:
        """The rows and columns of an outer product's argument, and the columns of its source."""
        argument, source = (self.program.buffers[p.buffer].axis for p in (own.argument, own.source))
        columns = own.source_blocks * self.sizes.axis(source)
        return self.sizes.time * self.sizes.batch, self.sizes.axis(argument), columns

    def parts(self, phase: Phase) -> Parts:
        time, batch = self.sizes[:2]
        if phase.kind == "fill":
            return Parts(1, 1)
        if phase.kind == "steps":
            work = time * batch * sum(map(self.count, self.program.products))
            return Parts(batch, work // WORTH, is_whole=True)
        if phase.kind in ("lay", "outer"):
            rows, columns, others = self.outer(self.program.outer[phase.number])
            if phase.kind == "lay":
                return Parts(-(-rows // DEPTH), rows * columns // WORTH)
            return Parts(panels_of(self.dtype.name, others), rows * columns * others // WORTH)
        own = self.program.every_product[phase.number]
        if phase.kind == "pack":
            return Parts(panels_of(self.dtype.name, self.matrix(own)[1]), self.count(own) // WORTH)
        return Parts(time * batch, time * batch * self.count(own) // WORTH)

    def count(self, own: Product) -> int:
        """How many weights a product has."""
        return prod(self.matrix(own))


def rounded(count: int) -> int:
    """So many bytes, in whole lines."""
    return -(-count // LINE) * LINE
