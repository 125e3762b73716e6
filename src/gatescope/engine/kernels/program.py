"""A kernel as data: what is in memory, and what is done at each step, in order.

A step is a sequence of stages. A *product* multiplies a value by a matrix of weights for all
sequences; a *pointwise* stage computes every unit by itself. The same few instructions serve
forward and backward, with and without edits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

Kind = Literal["steps", "states", "rows", "turns", "vector", "matrix"]
Axis = Literal["unit", "proj", "input"]


@dataclass(frozen=True)
class Buffer:
    """An array in memory, in rows of `blocks` values side by side.

    `steps` has a row for each step and sequence; `states` one step more, the start; `rows` one row
    a sequence; `turns` two, of which steps read and write one in turn; `vector` a single one.
    A `matrix` has its values below each other, in rows as long as the axis `columns`.
    """

    kind: Kind
    role: str
    """What it holds, for who allocates it: `x`, `state h`, `bias`, …"""
    blocks: int = 1
    axis: Axis = "unit"
    names: tuple[str, ...] = ()
    """The parameters that it holds side by side, where it holds such."""
    columns: Axis = "input"


@dataclass(frozen=True)
class Place:
    """A value in a buffer: its number, the block within a row, and by how many steps later."""

    buffer: int
    block: int = 0
    shift: int = 0


@dataclass(frozen=True)
class Instruction:
    """One operation on the numbers of earlier instructions."""

    operation: str
    arguments: tuple[int, ...] = ()
    constant: float = 0.0
    place: Place | None = None


@dataclass(frozen=True)
class Pointwise:
    """What is computed for each unit by itself, from what is in memory."""

    axis: Axis
    instructions: tuple[Instruction, ...]


@dataclass(frozen=True)
class Matrix:
    """Weights of several affines side by side, as one product needs them.

    `names` are parameters (unit, argument), one below the other; `is_transposed` where the product
    goes from the argument to the units, as it does forward.
    """

    names: tuple[str, ...]
    is_transposed: bool


@dataclass(frozen=True)
class Product:
    """`target = start + source · matrix`, where without a `start` the target itself is added to."""

    source: Place
    source_blocks: int
    matrix: Matrix
    target: Place
    target_blocks: int
    start: Place | None


@dataclass(frozen=True)
class Outer:
    """`target = sourceᵀ · argument` over the rows of all steps; `start` holds zeros.

    To `total`, which begins at zero, the rows of the source are added.
    """

    source: Place
    source_blocks: int
    argument: Place
    target: Place
    start: Place
    total: Place


class Phase(NamedTuple):
    """A part of a run that threads share, before the next one begins.

    `fill` copies parameters into the buffers that hold such; `pack` lays out the matrix of a
    product; `product` is one over all steps at once; `steps` are all stages of all steps; `lay`
    copies the argument of an outer product to panels, for `outer`. `number` is that of the product
    among all of the program, or of the outer product among its kind.
    """

    kind: Literal["fill", "pack", "product", "steps", "lay", "outer"]
    number: int = 0


@dataclass(frozen=True)
class Program:
    """A whole kernel: the `stages` of each step in order, and products over all steps at once."""

    buffers: tuple[Buffer, ...]
    stages: tuple[Product | Pointwise, ...]
    before: tuple[Product, ...] = ()
    after: tuple[Product, ...] = ()
    outer: tuple[Outer, ...] = ()
    is_reverse: bool = False

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """The products of each step."""
        return tuple(stage for stage in self.stages if isinstance(stage, Product))

    @cached_property
    def every_product(self) -> tuple[Product, ...]:
        """Those before the steps, those of each step, those after."""
        return (*self.before, *self.products, *self.after)

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """A run, in order."""
        first, last = len(self.before), len(self.before) + len(self.products)
        within = [Phase("pack", n) for n in range(first, last)]
        before, after = (
            [Phase(kind, n) for n in numbers for kind in ("pack", "product")]
            for numbers in (range(first), range(last, len(self.every_product)))
        )
        outer = [Phase(kind, n) for n in range(len(self.outer)) for kind in ("lay", "outer")]
        return (Phase("fill"), *before, *within, Phase("steps"), *after, *outer)

    @cached_property
    def roles(self) -> tuple[str, ...]:
        return tuple(buffer.role for buffer in self.buffers)

    @property
    def filled(self) -> tuple[Buffer, ...]:
        """The buffers that hold parameters."""
        return tuple(buffer for buffer in self.buffers if buffer.names)

    def find(self, role: str) -> int | None:
        """The number of the buffer with that role, if there is one."""
        return self.roles.index(role) if role in self.roles else None
