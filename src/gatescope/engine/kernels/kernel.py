"""A compiled program, which runs on arrays."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from numpy.typing import NDArray

from gatescope.engine.kernels import emit, machine, product, threads
from gatescope.engine.kernels.memory import Sizes, address, matrix, table
from gatescope.engine.kernels.program import Place, Product, Program
from gatescope.weights import Weights

Array = NDArray[Any]

WORTH = 1 << 18
"""How many multiplications are worth waking a thread for."""

CHUNK = 384
"""How many rows meet the whole matrix at a time: they stay in the cache for it."""

_INT, _POINTER = ctypes.c_int64, ctypes.c_void_p
_STEPS = ctypes.CFUNCTYPE(None, *[_INT] * (4 + len(emit.AXES)), _POINTER, _POINTER)
PRODUCT_TYPE = ctypes.CFUNCTYPE(
    None, _POINTER, _INT, _POINTER, _POINTER, _INT, _POINTER, _INT, _INT, _INT, _INT
)


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

    @cached_property
    def _functions(self) -> tuple[Any, Any]:
        engine = machine.compiled(product.source(self.dtype), self.source)
        self._engine.append(engine)  # its code lives as long as it does
        steps, products = (engine.get_function_address(n) for n in (emit.NAME, product.NAME))
        return _STEPS(steps), PRODUCT_TYPE(products)

    def run(self, sizes: Sizes, memory: Mapping[str, Array], weights: Weights) -> None:
        """Run all steps; what the program stores lies in `memory` then."""
        bases = [address(memory[buffer.role]) for buffer in self.program.buffers]
        self._all(self.program.before, sizes, bases, weights)
        self._steps(sizes, bases, weights)
        self._all(self.program.after, sizes, bases, weights)

    def _steps(self, sizes: Sizes, bases: Sequence[int], weights: Weights) -> None:
        steps = self._functions[0]
        packed = [matrix(weights, stage.matrix) for stage in self.program.products]
        axes = [sizes.axes[axis] for axis in emit.AXES]
        tables = (table(bases), table([address(m) for m in packed]))

        def part(first: int, last: int) -> None:
            steps(first, last, sizes.time, sizes.batch, *axes, *tables)

        work = sizes.time * sizes.batch * sum(m.size for m in packed)
        threads.divide(part, sizes.batch, work // WORTH)

    def _all(
        self,
        products: Iterable[Product],
        sizes: Sizes,
        bases: Sequence[int],
        weights: Weights,
    ) -> None:
        """Products over all steps at once."""
        for own in products:
            self._product(own, sizes, bases, matrix(weights, own.matrix))

    def _product(self, own: Product, sizes: Sizes, bases: Sequence[int], weights: Array) -> None:
        product, size = self._functions[1], weights.itemsize

        def row(place: Place) -> tuple[int, int]:
            """Where a value's first row begins, and how far it is from one row to the next."""
            buffer, base = self.program.buffers[place.buffer], bases[place.buffer]
            length = sizes.axes[buffer.axis]
            whole = 0 if buffer.kind == "vector" else buffer.blocks * length
            return base + place.block * length * size, whole

        (a, a_row), (c, c_row) = row(own.source), row(own.target)
        s, s_row = (c, c_row) if own.start is None else row(own.start)
        source, target = (self.program.buffers[p.buffer].axis for p in (own.source, own.target))
        columns = own.target_blocks * sizes.axes[target]
        depth = own.source_blocks * sizes.axes[source]
        w = address(weights)

        def part(first: int, last: int) -> None:
            for start in range(first, last, CHUNK):
                own_rows = ((a, a_row), (s, s_row), (c, c_row))
                a_at, s_at, c_at = (base + start * step * size for base, step in own_rows)
                sums = (a_at, a_row, w, s_at, s_row, c_at, c_row)
                product(*sums, min(CHUNK, last - start), columns, depth)

        rows = sizes.time * sizes.batch
        threads.divide(part, rows, rows * columns * depth // WORTH)
