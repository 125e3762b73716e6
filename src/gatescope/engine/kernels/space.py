"""How much memory a program needs for a run of some size, and where in it things begin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import prod
from typing import Any, NamedTuple

import numpy as np

from gatescope.engine.kernels.product import panel_width, panels_of
from gatescope.engine.kernels.program import Axis, Buffer, Place, Product, Program
from gatescope.weights import Weights

Shape = tuple[int, ...]

LINE = 64
"""Bytes that a cache holds together: a vector that lies in two of them costs two accesses."""


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
        steps = {"steps": self.time, "states": self.time + 1, "turns": 2}
        batch = () if buffer.kind == "vector" else (self.batch,)
        time = (steps[buffer.kind],) if buffer.kind in steps else ()
        return (*time, *batch, self.row(buffer))


class Rows(NamedTuple):
    """Where a value's rows lie: in which buffer, from which byte on, how many numbers apart."""

    buffer: int
    offset: int
    step: int


@dataclass(frozen=True, eq=False)
class SizedProduct:
    """A product with the sizes of a run."""

    names: tuple[str, ...]
    is_transposed: bool
    depth: int
    columns: int
    panels: int
    place: int
    """From which byte of the workspace on its weights lie."""
    source: Rows
    start: Rows
    target: Rows

    @property
    def count(self) -> int:
        """How many weights it has."""
        return self.depth * self.columns


@dataclass(frozen=True, eq=False)
class Space:
    """Where things lie in a run.

    What is there for every step is an array by itself, and may outlive the run. All else shares
    one, the workspace: first what begins at zero, then what is filled from parameters, then weights
    in panels. Those of products over all steps at once lie in turn where those of the steps do.
    """

    sizes: Sizes
    dtype: np.dtype[Any]
    shapes: Mapping[str, Shape]
    offsets: Mapping[str, int]
    """Of what lies in the workspace, in bytes."""
    zeroed: int
    """How many numbers begin at zero."""
    total: int
    """How many numbers the workspace holds."""
    whole: int
    """How many numbers the workspace and all arrays hold."""
    before: tuple[SizedProduct, ...]
    products: tuple[SizedProduct, ...]
    """Those of each step."""
    after: tuple[SizedProduct, ...]

    @property
    def is_small(self) -> bool:
        return self.whole * self.dtype.itemsize <= SMALL

    @classmethod
    def of(cls, program: Program, name: str, sizes: Sizes, given: Collection[str] = ()) -> Space:
        """The space of a run for which the arrays `given` are there already."""
        dtype = np.dtype(name)
        shapes = {buffer.role: sizes.shape(buffer) for buffer in program.buffers}
        within = [b for b in program.buffers if b.kind not in ("steps", "states")]
        zeros, filled = ([b for b in within if bool(b.names) == has] for has in (False, True))
        lengths = [rounded(prod(shapes[b.role]) * dtype.itemsize) for b in (*zeros, *filled)]
        starts = [sum(lengths[:n]) for n in range(len(lengths) + 1)]
        sized = _Sizing(program, sizes, dtype)
        before, after = (sized.each(own, starts[-1]) for own in (program.before, program.after))
        products, end = sized.together(program.products, starts[-1])
        ends = [end, *(sized.end(own) for own in (*before, *after))]
        apart = [b.role for b in program.buffers if b not in within and b.role not in given]
        whole = max(ends) + sum(rounded(prod(shapes[r]) * dtype.itemsize) for r in apart)
        return cls(
            sizes,
            dtype,
            shapes,
            {b.role: start for b, start in zip((*zeros, *filled), starts, strict=False)},
            starts[len(zeros)] // dtype.itemsize,
            max(ends) // dtype.itemsize,
            whole // dtype.itemsize,
            before,
            products,
            after,
        )


@dataclass(frozen=True)
class _Sizing:
    program: Program
    sizes: Sizes
    dtype: np.dtype[Any]

    def each(self, products: Iterable[Product], place: int) -> tuple[SizedProduct, ...]:
        """Products that are computed in turn."""
        return tuple(self.product(own, place) for own in products)

    def together(
        self, products: Iterable[Product], place: int
    ) -> tuple[tuple[SizedProduct, ...], int]:
        """Products whose weights lie one after the other, and where they end."""
        found = []
        for own in products:
            found.append(self.product(own, place))
            place = self.end(found[-1])
        return tuple(found), place

    def product(self, own: Product, place: int) -> SizedProduct:
        depth, columns = (
            blocks * self.sizes.axis(self.program.buffers[where.buffer].axis)
            for blocks, where in (
                (own.source_blocks, own.source),
                (own.target_blocks, own.target),
            )
        )
        return SizedProduct(
            own.matrix.names,
            own.matrix.is_transposed,
            depth,
            columns,
            panels_of(self.dtype.name, columns),
            place,
            *(self.rows(where) for where in (own.source, own.start or own.target, own.target)),
        )

    def end(self, own: SizedProduct) -> int:
        width = panel_width(self.dtype.name)
        return own.place + rounded(own.panels * width * own.depth * self.dtype.itemsize)

    def rows(self, place: Place) -> Rows:
        buffer = self.program.buffers[place.buffer]
        block = place.block * self.sizes.axis(buffer.axis)
        step = 0 if buffer.kind == "vector" else self.sizes.row(buffer)
        return Rows(place.buffer, block * self.dtype.itemsize, step)


def rounded(count: int) -> int:
    """So many bytes, in whole lines."""
    return -(-count // LINE) * LINE
