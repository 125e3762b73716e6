"""A program as a module for LLVM: the function that runs its steps for some of the sequences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from llvmlite import ir

from gatescope.engine.kernels import machine
from gatescope.engine.kernels.elementary import Elementary
from gatescope.engine.kernels.llvm_code import (
    INT,
    POINTER,
    SIZES,
    Lanes,
    element,
    integer,
    loop,
)
from gatescope.engine.kernels.product import NAME as PRODUCT
from gatescope.engine.kernels.product import product_type
from gatescope.engine.kernels.program import (
    Axis,
    Buffer,
    Instruction,
    Place,
    Pointwise,
    Product,
    Program,
)

NAME = "steps"
AXES: tuple[Axis, ...] = ("input", "unit", "proj")


def source(program: Program, dtype: str) -> str:
    """The module. It holds numbered identifiers only: no name of a cell or a value."""
    module = ir.Module(NAME)
    # The first and last sequence, steps, sequences, sizes of the axes; buffers, matrices.
    arguments = [INT] * 4 + [INT] * len(AXES) + [POINTER] * 2
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), arguments), NAME)
    builder = ir.IRBuilder(function.append_basic_block())
    first, last, steps, sequences, *rest = function.args
    sizes = dict(zip(AXES, rest[: len(AXES)], strict=True))
    buffers, matrices = rest[len(AXES) :]
    product = ir.Function(module, product_type(), PRODUCT)
    emitter = _Emitter(builder, dtype, program, first, last, steps, sequences, sizes, product)
    emitter.bases = emitter.pointers(buffers, len(program.buffers))
    emitter.matrices = emitter.pointers(matrices, len(program.products))
    emitter.steps_loop()
    builder.ret_void()
    return str(module)


@dataclass
class _Emitter:
    builder: Any
    dtype: str
    program: Program
    first: Any
    last: Any
    steps: Any
    sequences: Any
    sizes: dict[Axis, Any]
    product: Any
    bases: list[Any] = field(default_factory=list)
    matrices: list[Any] = field(default_factory=list)

    def pointers(self, table: Any, count: int) -> list[Any]:
        places = [self.builder.gep(table, [integer(n)], source_etype=POINTER) for n in range(count)]
        return [self.builder.load(place, typ=POINTER) for place in places]

    def steps_loop(self) -> None:
        with loop(self.builder, integer(0), self.steps) as count:
            last = self.builder.sub(self.steps, integer(1))
            t = self.builder.sub(last, count) if self.program.is_reverse else count
            matrices = iter(self.matrices)
            for stage in self.program.stages:
                if isinstance(stage, Product):
                    self._product(stage, t, next(matrices))
                else:
                    self._pointwise(stage, t)

    # ---- addresses

    def _row_length(self, buffer: Buffer) -> Any:
        return self.builder.mul(integer(buffer.blocks), self.sizes[buffer.axis])

    def _row(self, place: Place, t: Any, sequence: Any) -> Any:
        """The index of the first number of a value at one step of one sequence."""
        builder, buffer = self.builder, self.program.buffers[place.buffer]
        block = builder.mul(integer(place.block), self.sizes[buffer.axis])
        if buffer.kind == "vector":
            return block
        row = sequence
        if buffer.kind in ("steps", "states", "turns"):
            step = builder.add(t, integer(place.shift))
            if buffer.kind == "turns":
                step = builder.and_(step, integer(1))
            row = builder.add(builder.mul(step, self.sequences), row)
        return builder.add(builder.mul(row, self._row_length(buffer)), block)

    def _address(self, place: Place, index: Any) -> Any:
        return element(self.builder, self.dtype, self.bases[place.buffer], index)

    # ---- products

    def _product(self, stage: Product, t: Any, matrix: Any) -> None:
        builder, buffers = self.builder, self.program.buffers
        source, target = buffers[stage.source.buffer], buffers[stage.target.buffer]
        start = stage.start or stage.target
        is_vector = buffers[start.buffer].kind == "vector"

        def at(place: Place) -> Any:
            return self._address(place, self._row(place, t, self.first))

        self.builder.call(
            self.product,
            [
                at(stage.source),
                self._row_length(source),
                matrix,
                at(start),
                integer(0) if is_vector else self._row_length(buffers[start.buffer]),
                at(stage.target),
                self._row_length(target),
                builder.sub(self.last, self.first),
                builder.mul(integer(stage.target_blocks), self.sizes[target.axis]),
                builder.mul(integer(stage.source_blocks), self.sizes[source.axis]),
            ],
        )

    # ---- pointwise

    def _pointwise(self, stage: Pointwise, t: Any) -> None:
        count = machine.vector_bytes() // SIZES[self.dtype]
        size, builder = self.sizes[stage.axis], self.builder
        whole = builder.mul(builder.sdiv(size, integer(count)), integer(count))
        with loop(builder, self.first, self.last) as sequence:
            rows = {p: self._row(p, t, sequence) for p in _places(stage)}
            with loop(builder, integer(0), whole, integer(count)) as unit:
                self._units(stage, rows, unit, Lanes(builder, self.dtype, count))
            with loop(builder, whole, size, integer(count)) as unit:
                left = builder.sub(size, unit)
                self._units(stage, rows, unit, Lanes(builder, self.dtype, count, left))

    def _units(self, stage: Pointwise, rows: dict[Place, Any], unit: Any, lanes: Lanes) -> None:
        """A vector of units of one sequence, one instruction after the other."""
        values: list[Any] = []
        for own in stage.instructions:
            arguments = [values[n] for n in own.arguments]
            if own.place is None:
                values.append(_computed(own, arguments, lanes))
                continue
            index = self.builder.add(rows[own.place], unit)
            address = self._address(own.place, index)
            if own.operation == "load":
                values.append(lanes.load(address))
            else:
                lanes.store(arguments[0], address)
                values.append(None)


def _places(stage: Pointwise) -> list[Place]:
    return list(dict.fromkeys(i.place for i in stage.instructions if i.place is not None))


def _computed(instruction: Instruction, arguments: list[Any], lanes: Lanes) -> Any:
    if instruction.operation == "constant":
        return lanes.number(instruction.constant)
    return OPERATIONS[instruction.operation](lanes, *arguments)


def _builder(name: str) -> Callable[..., Any]:
    return lambda lanes, *arguments: getattr(lanes.builder, name)(*arguments)


def _comparison(sign: str) -> Callable[..., Any]:
    return lambda lanes, a, b: lanes.builder.fcmp_ordered(sign, a, b)


def _elementary(name: str) -> Callable[..., Any]:
    return lambda lanes, a: getattr(Elementary(lanes), name)(a)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": _builder("fadd"),
    "subtract": _builder("fsub"),
    "multiply": _builder("fmul"),
    "divide": _builder("fdiv"),
    "negate": _builder("fneg"),
    "select": _builder("select"),
    "and": _builder("and_"),
    "less": _comparison("<"),
    "greater": _comparison(">"),
    "less_equal": _comparison("<="),
    "greater_equal": _comparison(">="),
    "equal": _comparison("=="),
    "exp": _elementary("exp"),
    "expm1": _elementary("expm1"),
    "log1p": _elementary("log1p"),
    "tanh": _elementary("tanh"),
    "sigmoid": _elementary("sigmoid"),
}
"""What each instruction is in LLVM's terms."""
