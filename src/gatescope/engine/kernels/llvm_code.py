"""What the emitters of machine code share: types, loops, addresses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from llvmlite import ir

INT = ir.IntType(64)
BYTE = ir.IntType(8)
POINTER = ir.PointerType()

FLOATS = {"float32": ir.FloatType(), "float64": ir.DoubleType()}
SIZES = {"float32": 4, "float64": 8}


def integer(value: int) -> ir.Constant:
    return ir.Constant(INT, value)


@contextmanager
def loop(builder: Any, start: Any, stop: Any, step: Any = None) -> Iterator[Any]:
    """A loop from `start` up to `stop`; gives its counter."""
    before = builder.block
    head, body, after = (builder.append_basic_block(name) for name in ("head", "body", "after"))
    builder.branch(head)
    builder.position_at_end(head)
    counter = builder.phi(INT)
    counter.add_incoming(start, before)
    builder.cbranch(builder.icmp_signed("<", counter, stop), body, after)
    builder.position_at_end(body)
    yield counter
    counter.add_incoming(builder.add(counter, integer(1) if step is None else step), builder.block)
    builder.branch(head)
    builder.position_at_end(after)


def element(builder: Any, dtype: str, base: Any, index: Any) -> Any:
    """The address of a number within an array."""
    return builder.gep(base, [index], source_etype=FLOATS[dtype])


def divided_up(builder: Any, count: Any, size: int) -> Any:
    """How many parts of a size hold so many."""
    return builder.sdiv(builder.add(count, integer(size - 1)), integer(size))


def minimum(builder: Any, a: Any, b: Any) -> Any:
    return builder.select(builder.icmp_signed("<", a, b), a, b)


def maximum(builder: Any, a: Any, b: Any) -> Any:
    return builder.select(builder.icmp_signed("<", a, b), b, a)


class Lanes:
    """Numbers that are loaded, computed and stored together: all of a vector, or its first few."""

    def __init__(self, builder: Any, dtype: str, count: int, valid: Any = None) -> None:
        self.builder, self.dtype, self.count = builder, dtype, count
        self.type = ir.VectorType(FLOATS[dtype], count)
        self._mask = None if valid is None else self._below(valid)

    def _below(self, valid: Any) -> Any:
        narrow = ir.IntType(32)
        own = ir.VectorType(narrow, self.count)
        places = ir.Constant(own, list(range(self.count)))
        return self.builder.icmp_signed(
            "<", places, self.spread(self.builder.trunc(valid, narrow), own)
        )

    def spread(self, value: Any, type: Any = None) -> Any:
        """One number in every lane."""
        type = type or self.type
        first = ir.Constant(ir.IntType(32), 0)
        single = self.builder.insert_element(ir.Constant(type, ir.Undefined), value, first)
        zeros = ir.Constant(ir.VectorType(ir.IntType(32), self.count), [0] * self.count)
        return self.builder.shuffle_vector(single, ir.Constant(type, ir.Undefined), zeros)

    def number(self, value: float) -> Any:
        return ir.Constant(self.type, [value] * self.count)

    def load(self, address: Any) -> Any:
        align = SIZES[self.dtype]
        if self._mask is None:
            return self.builder.load(address, align=align, typ=self.type)
        others = [POINTER, ir.IntType(32), self._mask.type, self.type]
        function = self._intrinsic("llvm.masked.load", self.type, others, f"{self._suffix}.p0")
        zero = ir.Constant(self.type, None)
        return self.builder.call(
            function, [address, ir.Constant(ir.IntType(32), align), self._mask, zero]
        )

    def store(self, value: Any, address: Any) -> None:
        align = SIZES[self.dtype]
        if self._mask is None:
            self.builder.store(value, address, align=align)
            return
        others = [self.type, POINTER, ir.IntType(32), self._mask.type]
        function = self._intrinsic("llvm.masked.store", ir.VoidType(), others, f"{self._suffix}.p0")
        self.builder.call(
            function, [value, address, ir.Constant(ir.IntType(32), align), self._mask]
        )

    def multiply_add(self, a: Any, b: Any, c: Any) -> Any:
        """a·b + c, in one instruction where the processor has it."""
        function = self._intrinsic("llvm.fmuladd", self.type, [self.type] * 3, self._suffix)
        return self.builder.call(function, [a, b, c])

    @property
    def _suffix(self) -> str:
        return f"v{self.count}f{8 * SIZES[self.dtype]}"

    def _intrinsic(self, name: str, result: Any, arguments: list[Any], suffix: str) -> Any:
        module = self.builder.module
        full = f"{name}.{suffix}"
        if full in module.globals:
            return module.globals[full]
        return ir.Function(module, ir.FunctionType(result, arguments), full)
