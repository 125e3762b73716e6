"""A compiled program, which runs on arrays."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from numpy.typing import NDArray

from gatescope.engine.kernels import emit, machine, packing, product, threads
from gatescope.engine.kernels.memory import Memory, parameters, table
from gatescope.engine.kernels.program import Program
from gatescope.engine.kernels.space import SizedProduct, Sizes, Space
from gatescope.weights import Weights

Array = NDArray[Any]

WORTH = 1 << 18
"""How many multiplications are worth waking a thread for."""

CHUNK = 384
"""How many rows meet the whole matrix at a time: they stay in the cache for it."""

KNOWN_SIZES = 64
"""Of how many sizes of a run it is remembered where things lie."""

_INT, _POINTER = ctypes.c_int64, ctypes.c_void_p
STEPS_TYPE = ctypes.CFUNCTYPE(None, *[_INT] * (4 + len(emit.AXES)), _POINTER, _POINTER)
PACKING_TYPE = ctypes.CFUNCTYPE(None, _POINTER, _INT, _INT, _INT, _POINTER, _INT, _INT)
PRODUCT_TYPE = ctypes.CFUNCTYPE(
    None, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _INT, _INT, _INT, _INT
)


class Functions(NamedTuple):
    """What is called in machine code."""

    steps: Any
    product: Any
    pack_rows: Any
    pack_columns: Any


@dataclass(frozen=True, eq=False)
class Kernel:
    """A program in machine code, for one floating-point type."""

    program: Program
    dtype: str
    _engine: list[Any] = field(default_factory=list, repr=False)

    @cached_property
    def source(self) -> str:
        """What LLVM is given."""
        return emit.source(self.program, self.dtype)

    def memory(self, sizes: Sizes, given: Mapping[str, Array], weights: Weights) -> Memory:
        """Memory for a run, with what it holds before the first step but for the states."""
        return Memory.of(self.program, self._space(sizes, tuple(given)), given, weights)

    def run(self, memory: Memory, weights: Weights) -> None:
        """Run all steps; what the program stores lies in `memory` then."""
        run = _Run(self._functions, memory, weights)
        run.all(memory.space.before)
        run.steps()
        run.all(memory.space.after)

    @cached_property
    def _space(self) -> Callable[[Sizes, tuple[str, ...]], Space]:
        return lru_cache(KNOWN_SIZES)(partial(Space.of, self.program, self.dtype))

    @cached_property
    def _functions(self) -> Functions:
        sources = (product.source(self.dtype), packing.source(self.dtype), self.source)
        engine = machine.compiled(*sources)
        self._engine.append(engine)  # its code lives as long as it does
        find = engine.get_function_address
        return Functions(
            STEPS_TYPE(find(emit.NAME)),
            PRODUCT_TYPE(find(product.NAME)),
            PACKING_TYPE(find(packing.ROWS)),
            PACKING_TYPE(find(packing.COLUMNS)),
        )


@dataclass(frozen=True, eq=False)
class _Run:
    """One run of a kernel."""

    functions: Functions
    memory: Memory
    weights: Weights

    @property
    def space(self) -> Space:
        return self.memory.space

    def steps(self) -> None:
        """The products and pointwise stages of every step."""
        for own in self.space.products:
            self.pack(own)
        sizes, steps, bases = self.space.sizes, self.functions.steps, self.memory.bases
        axes = [sizes.axis(axis) for axis in emit.AXES]
        places = [bases[-1] + own.place for own in self.space.products]
        tables = (table(bases), table(places))

        def part(first: int, last: int) -> None:
            steps(first, last, sizes.time, sizes.batch, *axes, *tables)

        count = sum(own.count for own in self.space.products)
        threads.divide(part, sizes.batch, sizes.time * sizes.batch * count // WORTH)

    def all(self, products: Iterable[SizedProduct]) -> None:
        """Products over all steps at once."""
        for own in products:
            self.pack(own)
            self.product(own)

    def pack(self, own: SizedProduct) -> None:
        """Lay out the weights of a product."""
        arrays, addresses = parameters(self.weights, own.names)
        place = self.memory.bases[-1] + own.place
        pack = self.functions.pack_columns if own.is_transposed else self.functions.pack_rows
        form = (addresses, len(arrays[0]), own.depth, own.columns, place)

        def part(first: int, last: int) -> None:
            pack(*form, first, last)

        threads.divide(part, own.panels, own.count // WORTH)

    def product(self, own: SizedProduct) -> None:
        bases, size, product = self.memory.bases, self.space.dtype.itemsize, self.functions.product
        a, s, c = (bases[rows.buffer] + rows.offset for rows in (own.source, own.start, own.target))
        a_row, s_row, c_row = own.source.step, own.start.step, own.target.step
        panels = bases[-1] + own.place

        def part(first: int, last: int) -> None:
            for start in range(first, last, CHUNK):
                skipped = start * size
                product(
                    a + skipped * a_row,
                    a_row,
                    panels,
                    s + skipped * s_row,
                    s_row,
                    c + skipped * c_row,
                    c_row,
                    min(CHUNK, last - start),
                    own.columns,
                    own.depth,
                )

        rows = self.space.sizes.time * self.space.sizes.batch
        threads.divide(part, rows, rows * own.count // WORTH)
