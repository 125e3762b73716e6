"""The one argument of a kernel's machine code: a row of numbers, sizes first, then addresses."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

from gatescope.engine.kernels.program import Axis, Buffer, Program

AXES: tuple[Axis, ...] = ("input", "unit", "proj")
SIZES = ("time", "batch", *AXES)


@dataclass(frozen=True)
class Table:
    """Which place each number has.

    After the sizes come whether sequences end at different steps, and where it says how many are
    still there at each; then where each buffer begins, where the packed matrix of each product
    does, or the argument of each outer one, and where each parameter does: those that buffers hold,
    then those of the products.
    """

    program: Program

    is_ragged, present = len(SIZES), len(SIZES) + 1

    @property
    def buffers(self) -> int:
        return len(SIZES) + 2

    @property
    def matrices(self) -> int:
        return self.buffers + len(self.program.buffers)

    @property
    def parameters(self) -> int:
        return self.matrices + len(self.program.every_product) + len(self.program.outer)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parameters, in order."""
        return tuple(name for names in self._groups for name in names)

    def of_buffer(self, buffer: Buffer) -> int:
        """The place of the first parameter that a buffer holds."""
        return self._starts[self.program.filled.index(buffer)]

    def of_product(self, number: int) -> int:
        """The place of the first parameter of a product."""
        return self._starts[len(self.program.filled) + number]

    @cached_property
    def _groups(self) -> tuple[tuple[str, ...], ...]:
        of_products = (product.matrix.names for product in self.program.every_product)
        return (*(buffer.names for buffer in self.program.filled), *of_products)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(accumulate(map(len, self._groups), initial=self.parameters))


def row(numbers: Iterable[int]) -> Any:
    """Numbers as machine code reads them; `address_of` says where."""
    return array("q", numbers)


def address_of(numbers: Any) -> int:
    found: int = numbers.buffer_info()[0]
    return found
