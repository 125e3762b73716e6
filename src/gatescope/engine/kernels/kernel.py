"""A compiled program, which runs on arrays."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from numpy.typing import NDArray

from gatescope.engine.kernels import emit, machine, outer, packing, product, threads
from gatescope.engine.kernels.memory import Memory, parameters
from gatescope.engine.kernels.phases import PHASE, WHOLE
from gatescope.engine.kernels.program import Program
from gatescope.engine.kernels.space import Sizes, Space
from gatescope.engine.kernels.table import Table, address_of, row
from gatescope.weights import Weights

Array = NDArray[Any]

KNOWN_SIZES = 64
"""Of how many sizes of a run it is remembered where things lie."""

_INT, _POINTER = ctypes.c_int64, ctypes.c_void_p
PHASE_TYPE = ctypes.CFUNCTYPE(None, _POINTER, _INT, _INT, _INT)
WHOLE_TYPE = ctypes.CFUNCTYPE(None, _POINTER)


class Functions(NamedTuple):
    """What is called in machine code."""

    phase: Any
    whole: Any


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

    def memory(self, sizes: Sizes, given: Mapping[str, Array], lengths: Any = None) -> Memory:
        """Memory for a run, which holds nothing yet but what is `given`, and zeros."""
        return Memory.of(self.program, self._space(sizes, tuple(given)), given, lengths)

    def run(self, memory: Memory, weights: Weights) -> None:
        """Run all steps; what the program stores lies in `memory` then."""
        space, functions = memory.space, self._functions
        kept, addresses = parameters(weights, self._names)
        table = row((*space.sizes, *memory.lengths.in_table, *memory.bases, *addresses))
        place = address_of(table)
        if space.is_for_one:
            functions.whole(place)
        else:
            phases = zip(self.program.phases, space.phases, strict=True)
            for number, (phase, parts) in enumerate(phases):
                work = partial(functions.phase, place, number)
                threads.divide(work, *parts, memory.lengths.shares(phase))
        del kept  # machine code has read from these until now

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return Table(self.program).names

    @cached_property
    def _space(self) -> Callable[[Sizes, tuple[str, ...]], Space]:
        return lru_cache(KNOWN_SIZES)(partial(Space.of, self.program, self.dtype))

    @cached_property
    def _functions(self) -> Functions:
        sources = [product.source(self.dtype), packing.source(self.dtype), self.source]
        if self.program.outer:
            sources += [product.source(self.dtype, product.OF_PANELS), outer.source(self.dtype)]
        engine = machine.compiled(*sources)
        self._engine.append(engine)  # its code lives as long as it does
        find = engine.get_function_address
        return Functions(PHASE_TYPE(find(PHASE)), WHOLE_TYPE(find(WHOLE)))
