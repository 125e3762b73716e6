"""A compiled program, which runs on arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import Any

from numpy.typing import NDArray

from gatescope.engine.kernels import emit, job, machine, outer, packing, product, team
from gatescope.engine.kernels.memory import Memory, parameters
from gatescope.engine.kernels.phases import PHASE
from gatescope.engine.kernels.program import Program
from gatescope.engine.kernels.space import Sizes, Space
from gatescope.engine.kernels.table import Table, address_of, row
from gatescope.weights import Weights

Array = NDArray[Any]

KNOWN_SIZES = 64
"""Of how many sizes of a run it is remembered where things lie."""


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
        space = memory.space
        kept, addresses = parameters(weights, self._names)
        table = row((*space.sizes, *memory.lengths.in_table, *memory.bases, *addresses))
        schedule = space.schedule(team.count(), memory.lengths)
        places = self._phase, address_of(table), schedule.place
        own = row(job.job(*places, len(space.phases)))
        team.work(address_of(own), schedule.threads)
        del kept  # machine code has read from these until now

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return Table(self.program).names

    @cached_property
    def _space(self) -> Callable[[Sizes, tuple[str, ...]], Space]:
        return lru_cache(KNOWN_SIZES)(partial(Space.of, self.program, self.dtype))

    @cached_property
    def _phase(self) -> int:
        """Where the machine code of the phases is."""
        sources = [product.source(self.dtype), packing.source(self.dtype), self.source]
        if self.program.outer:
            sources += [product.source(self.dtype, product.OF_PANELS), outer.source(self.dtype)]
        engine = machine.compiled(*sources)
        self._engine.append(engine)  # its code lives as long as it does
        found: int = engine.get_function_address(PHASE)
        return found
