"""A program as a module for LLVM."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from llvmlite import ir

from gatescope.engine.kernels import machine
from gatescope.engine.kernels.elementary import Elementary
from gatescope.engine.kernels.frame import Frame
from gatescope.engine.kernels.llvm_code import (
    INT,
    POINTER,
    SIZES,
    Lanes,
    integer,
    loop,
    minimum,
)
from gatescope.engine.kernels.phases import PHASE, Phases, phase_type
from gatescope.engine.kernels.product import NAME as PRODUCT
from gatescope.engine.kernels.product import product_type
from gatescope.engine.kernels.program import Instruction, Place, Pointwise, Product, Program

STEPS = "steps"


def source(program: Program, dtype: str) -> str:
    """The module. It holds numbered identifiers only: no name of a cell or a value."""
    module = ir.Module(STEPS)
    product = ir.Function(module, product_type(), PRODUCT)

    def function(name: str, kind: Any) -> tuple[Any, Frame, list[Any]]:
        made = ir.Function(module, kind, name)
        table, *others = made.args
        builder = ir.IRBuilder(made.append_basic_block())
        return made, Frame(builder, dtype, program, table), others

    # The table, the first and the last sequence.
    steps, frame, (first, last) = function(
        STEPS, ir.FunctionType(ir.VoidType(), [POINTER, INT, INT])
    )
    steps.linkage = "internal"
    _Steps(frame, product, first, last).all()
    _, frame, (number, first, last) = function(PHASE, phase_type())
    Phases(frame, product, steps).choose(number, first, last)
    return str(module)


@dataclass
class _Steps:
    """The function that runs all steps for some of the sequences."""

    frame: Frame
    product: Any
    first: Any
    last: Any

    @property
    def builder(self) -> Any:
        return self.frame.builder

    def all(self) -> None:
        program, steps = self.frame.program, self.frame.sizes["time"]
        with loop(self.builder, integer(0), steps) as count:
            last = self.builder.sub(steps, integer(1))
            t = self.builder.sub(last, count) if program.is_reverse else count
            number = len(program.before)
            end = minimum(self.builder, self.last, self.frame.present(t))
            for stage in program.stages:
                if isinstance(stage, Product):
                    self.frame.product(self.product, number, t, self.first, end)
                    number += 1
                else:
                    self._pointwise(stage, t, end)
        self.builder.ret_void()

    def _pointwise(self, stage: Pointwise, t: Any, end: Any) -> None:
        dtype = self.frame.dtype
        count = machine.vector_bytes() // SIZES[dtype]
        size, builder = self.frame.sizes[stage.axis], self.builder
        whole = builder.mul(builder.sdiv(size, integer(count)), integer(count))
        with loop(builder, self.first, end) as sequence:
            rows = {p: self.frame.row(p, t, sequence) for p in _places(stage)}
            with loop(builder, integer(0), whole, integer(count)) as unit:
                self._units(stage, rows, unit, Lanes(builder, dtype, count))
            with loop(builder, whole, size, integer(count)) as unit:
                left = builder.sub(size, unit)
                self._units(stage, rows, unit, Lanes(builder, dtype, count, left))

    def _units(self, stage: Pointwise, rows: dict[Place, Any], unit: Any, lanes: Lanes) -> None:
        """A vector of units of one sequence, one instruction after the other."""
        values: list[Any] = []
        for own in stage.instructions:
            arguments = [values[n] for n in own.arguments]
            if own.place is None:
                values.append(_computed(own, arguments, lanes))
                continue
            index = self.builder.add(rows[own.place], unit)
            address = self.frame.address(own.place, index)
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
