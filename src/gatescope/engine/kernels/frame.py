"""What a function of a kernel's machine code begins with: the sizes and addresses of the run."""

from __future__ import annotations

from typing import Any

from gatescope.engine.kernels.llvm_code import INT, POINTER, element, integer
from gatescope.engine.kernels.program import Axis, Buffer, Place, Product, Program
from gatescope.engine.kernels.table import SIZES, Table


class Frame:
    """The numbers of a run's table, and the addresses that follow from them."""

    def __init__(self, builder: Any, dtype: str, program: Program, table: Any) -> None:
        self.builder, self.dtype, self.program, self.table = builder, dtype, program, table
        places = Table(program)
        # All are read here, where every use comes later; LLVM leaves out what has none.
        self.sizes = dict(zip(SIZES, self._read(0, len(SIZES), INT), strict=True))
        (ragged,) = self._read(places.is_ragged, 1, INT)
        self.is_ragged = builder.icmp_signed("!=", ragged, integer(0))
        (self._present,) = self._read(places.present, 1, POINTER)
        self.bases = self._read(places.buffers, len(program.buffers), POINTER)
        self.matrices = self._read(places.matrices, places.parameters - places.matrices, POINTER)

    def _read(self, first: int, count: int, kind: Any) -> list[Any]:
        return [self.builder.load(self.at(first + n), typ=kind) for n in range(count)]

    def at(self, number: int) -> Any:
        """The address of a place of the table."""
        return self.builder.gep(self.table, [integer(number)], source_etype=INT)

    @property
    def rows(self) -> Any:
        """How many rows all steps have together."""
        return self.builder.mul(self.sizes["time"], self.sizes["batch"])

    def present(self, t: Any) -> Any:
        """How many sequences, from the first on, have not ended at a step."""
        place = self.builder.gep(self._present, [t], source_etype=INT)
        return self.builder.load(place, typ=INT)

    def length(self, blocks: int, axis: Axis) -> Any:
        return self.builder.mul(integer(blocks), self.sizes[axis])

    def row_length(self, buffer: Buffer) -> Any:
        return self.length(buffer.blocks, buffer.axis)

    def row(self, place: Place, t: Any, sequence: Any) -> Any:
        """The index of the first number of a value at one step of one sequence."""
        builder, buffer = self.builder, self.program.buffers[place.buffer]
        block = self.length(place.block, buffer.axis)
        if buffer.kind == "vector":
            return block
        row = sequence
        if buffer.kind in ("steps", "states", "turns"):
            step = builder.add(t, integer(place.shift))
            if buffer.kind == "turns":
                step = builder.and_(step, integer(1))
            row = builder.add(builder.mul(step, self.sizes["batch"]), row)
        return builder.add(builder.mul(row, self.row_length(buffer)), block)

    def address(self, place: Place, index: Any) -> Any:
        return element(self.builder, self.dtype, self.bases[place.buffer], index)

    def depth(self, own: Product) -> Any:
        """How many rows the matrix of a product has."""
        return self.length(own.source_blocks, self.program.buffers[own.source.buffer].axis)

    def columns(self, own: Product) -> Any:
        return self.length(own.target_blocks, self.program.buffers[own.target.buffer].axis)

    def product(self, function: Any, number: int, t: Any, first: Any, last: Any) -> None:
        """A product of some rows, counted from step `t` on."""
        own = self.program.every_product[number]
        start = own.start or own.target
        source, begin, target = (
            self.program.buffers[place.buffer] for place in (own.source, start, own.target)
        )

        def at(place: Place) -> Any:
            return self.address(place, self.row(place, t, first))

        self.builder.call(
            function,
            [
                at(own.source),
                self.row_length(source),
                self.matrices[number],
                at(start),
                integer(0) if begin.kind == "vector" else self.row_length(begin),
                at(own.target),
                self.row_length(target),
                self.builder.sub(last, first),
                self.columns(own),
                self.depth(own),
            ],
        )
