"""The phases of a run in machine code: any of them, from one of its parts up to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from llvmlite import ir

from gatescope.engine.kernels import outer, packing
from gatescope.engine.kernels.frame import Frame
from gatescope.engine.kernels.llvm_code import (
    INT,
    POINTER,
    SIZES,
    element,
    integer,
    loop,
    maximum,
    minimum,
)
from gatescope.engine.kernels.program import Outer, Phase, Place, Product
from gatescope.engine.kernels.table import Table

PHASE = "phase"

CHUNK = 384
"""How many rows meet the whole matrix at a time: they stay in the cache for it."""


def phase_type() -> ir.FunctionType:
    """(table, number of the phase, first and last of its parts)."""
    return ir.FunctionType(ir.VoidType(), [POINTER, INT, INT, INT])


@dataclass(frozen=True)
class Phases:
    """What `PHASE` is made of; `product` and `steps` are the functions that it calls."""

    frame: Frame
    product: Any
    steps: Any

    @property
    def builder(self) -> Any:
        return self.frame.builder

    def choose(self, number: Any, first: Any, last: Any) -> None:
        """The phase of that number, from part `first` up to `last`."""
        builder = self.builder
        end = builder.append_basic_block()
        choice = builder.switch(number, end)
        for n, phase in enumerate(self.frame.program.phases):
            block = builder.append_basic_block()
            choice.add_case(integer(n), block)
            builder.position_at_end(block)
            getattr(self, f"_{phase.kind}")(phase, first, last)
            builder.branch(end)
        builder.position_at_end(end)
        builder.ret_void()

    def _own(self, phase: Phase) -> Product:
        return self.frame.program.every_product[phase.number]

    # ---- what each does

    def _fill(self, phase: Phase, first: Any, last: Any) -> None:
        builder, frame, places = self.builder, self.frame, Table(self.frame.program)
        for buffer in frame.program.filled:
            base = frame.bases[frame.program.buffers.index(buffer)]
            size = frame.sizes[buffer.axis]
            for n in range(len(buffer.names)):
                source = builder.load(frame.at(places.of_buffer(buffer) + n), typ=POINTER)
                length = builder.mul(size, integer(SIZES[frame.dtype]))
                target = element(builder, frame.dtype, base, builder.mul(integer(n), size))
                self._copy(target, source, length)

    def _copy(self, target: Any, source: Any, length: Any) -> None:
        name = "llvm.memcpy.p0.p0.i64"
        kinds = [POINTER, POINTER, INT, ir.IntType(1)]
        function = self._function(name, ir.FunctionType(ir.VoidType(), kinds))
        self.builder.call(function, [target, source, length, ir.Constant(ir.IntType(1), 0)])

    def _pack(self, phase: Phase, first: Any, last: Any) -> None:
        frame, own = self.frame, self._own(phase)
        name = packing.COLUMNS if own.matrix.is_transposed else packing.ROWS
        function = self._function(name, packing.function_type())
        outputs = own.target if own.matrix.is_transposed else own.source
        rows = frame.sizes[frame.program.buffers[outputs.buffer].axis]
        parameters = frame.at(Table(frame.program).of_product(phase.number))
        form = [parameters, rows, frame.depth(own), frame.columns(own)]
        self.builder.call(function, [*form, frame.matrices[phase.number], first, last])

    def _product(self, phase: Phase, first: Any, last: Any) -> None:
        with self.builder.if_else(self.frame.is_ragged) as (ragged, full):
            with ragged:
                self._by_steps(phase.number, first, last)
            with full:
                self._by_chunks(phase.number, first, last)

    def _by_chunks(self, number: int, first: Any, last: Any) -> None:
        builder = self.builder
        with loop(builder, first, last, integer(CHUNK)) as start:
            end = minimum(builder, builder.add(start, integer(CHUNK)), last)
            self.frame.product(self.product, number, integer(0), start, end)

    def _by_steps(self, number: int, first: Any, last: Any) -> None:
        """Of each step the rows of the sequences that have not ended."""
        builder, batch = self.builder, self.frame.sizes["batch"]
        begin = builder.sdiv(first, batch)
        with loop(builder, begin, self.frame.sizes["time"]) as t:
            row = builder.mul(t, batch)
            start = maximum(builder, first, row)
            end = minimum(builder, last, builder.add(row, self.frame.present(t)))
            self.frame.product(self.product, number, integer(0), start, end)

    def _steps(self, phase: Phase, first: Any, last: Any) -> None:
        self.builder.call(self.steps, [self.frame.table, first, last])

    def _lay(self, phase: Phase, first: Any, last: Any) -> None:
        frame, own = self.frame, self.frame.program.outer[phase.number]
        function = self._function(outer.LAY, outer.laying_type())
        form = [*self._rows(own.argument), self._columns(own), frame.rows]
        self.builder.call(function, [*form, self._panels(phase), first, last])

    def _outer(self, phase: Phase, first: Any, last: Any) -> None:
        frame, own = self.frame, self.frame.program.outer[phase.number]
        function = self._function(outer.OUTER, outer.function_type())
        form = [*self._rows(own.source), self._sums(own), self._panels(phase), self._columns(own)]
        ends = own.start, own.target, own.total
        places = [frame.address(place, integer(0)) for place in ends]
        self.builder.call(function, [*form, frame.rows, *places, first, last])

    def _rows(self, place: Place) -> tuple[Any, Any]:
        """Where the rows of a value begin, and how long they are."""
        frame, zero = self.frame, integer(0)
        start = frame.address(place, frame.row(place, zero, zero))
        return start, frame.row_length(frame.program.buffers[place.buffer])

    def _columns(self, own: Outer) -> Any:
        return self.frame.length(1, self.frame.program.buffers[own.argument.buffer].axis)

    def _sums(self, own: Outer) -> Any:
        """How many columns the source of an outer product has."""
        axis = self.frame.program.buffers[own.source.buffer].axis
        return self.frame.length(own.source_blocks, axis)

    def _panels(self, phase: Phase) -> Any:
        return self.frame.matrices[len(self.frame.program.every_product) + phase.number]

    def _function(self, name: str, kind: Any) -> Any:
        module = self.builder.module
        return module.globals.get(name) or ir.Function(module, kind, name)
