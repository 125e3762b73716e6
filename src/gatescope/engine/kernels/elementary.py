"""Elementary functions on vectors: exp and what is made of it.

The range is reduced to n·ln 2 + r with |r| ≤ ln 2 / 2, where Taylor's polynomial is exact to the
last bits; 2ⁿ is put into the exponent. The error of each is measured by a test.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from llvmlite import ir

from gatescope.engine.kernels.llvm_code import Lanes


@dataclass(frozen=True)
class Format:
    """A floating-point format, and how many terms its precision asks for."""

    mantissa: int
    bias: int
    lowest: float
    highest: float
    exp_terms: int
    log_terms: int

    @property
    def magic(self) -> float:
        """Added to a small number, it leaves the nearest whole one in the lowest bits."""
        return 1.5 * 2.0**self.mantissa

    @property
    def bits(self) -> int:
        return 32 if self.mantissa == 23 else 64


FORMATS = {
    "float32": Format(23, 127, -87.0, 88.0, exp_terms=7, log_terms=6),
    "float64": Format(52, 1023, -708.0, 709.0, exp_terms=13, log_terms=12),
}


def _halves(value: float, bits: int) -> tuple[float, float]:
    """A number as one of few bits, whose product with a small whole number is exact, and a rest."""
    mantissa, exponent = math.frexp(value)
    high = math.ldexp(round(mantissa * 2**bits), exponent - bits)
    return high, value - high


LN2 = math.log(2.0)
LN2_REST = 2.3190468138462996e-17
"""ln 2 beyond the precision of a double: `decimal` gives ln 2 to any."""


@dataclass(frozen=True)
class Elementary:
    """The functions, written with one builder for one kind of lanes."""

    lanes: Lanes

    @property
    def format(self) -> Format:
        return FORMATS[self.lanes.dtype]

    def exp(self, a: Any) -> Any:
        scale, rest = self._reduced(self._within(a, self.format.lowest, self.format.highest))
        return self.lanes.multiply_add(scale, rest, scale)

    def expm1(self, a: Any) -> Any:
        scale, rest = self._reduced(self._within(a, self.format.lowest, self.format.highest))
        one_less = self.lanes.builder.fsub(scale, self.lanes.number(1.0))
        return self.lanes.multiply_add(scale, rest, one_less)

    def sigmoid(self, a: Any) -> Any:
        builder, one = self.lanes.builder, self.lanes.number(1.0)
        value = builder.fdiv(one, builder.fadd(one, self.exp(builder.fneg(a))))
        # Further down the power would be infinite: a gate that is shut is shut altogether.
        is_shut = builder.fcmp_ordered("<", a, self.lanes.number(-self.format.highest))
        return builder.select(is_shut, self.lanes.number(0.0), value)

    def tanh(self, a: Any) -> Any:
        """(e²ᵃ − 1) / (e²ᵃ + 1), of which expm1 keeps the small ones exact."""
        builder, limit = self.lanes.builder, 2.0 * self.format.mantissa
        power = self.expm1(self._within(builder.fadd(a, a), -limit, limit))
        return builder.fdiv(power, builder.fadd(power, self.lanes.number(2.0)))

    def log1p(self, a: Any) -> Any:
        """ln(1 + a) for a ≥ 0: 1 + a = m·2ⁿ, and ln m from the series of the area tangent."""
        builder, lanes, format = self.lanes.builder, self.lanes, self.format
        one = lanes.number(1.0)
        whole = builder.fadd(one, a)
        lost = builder.fdiv(builder.fsub(a, builder.fsub(whole, one)), whole)
        root = self._whole(self._bits_of(math.sqrt(0.5)))
        bits = builder.bitcast(whole, root.type)
        shift = self._whole(format.mantissa)
        exponent = builder.ashr(builder.sub(bits, root), shift)
        mantissa = builder.bitcast(builder.sub(bits, builder.shl(exponent, shift)), lanes.type)
        f = builder.fsub(mantissa, one)
        s = builder.fdiv(f, builder.fadd(f, lanes.number(2.0)))
        squared = builder.fmul(s, s)
        total = lanes.number(0.0)
        for k in reversed(range(format.log_terms)):
            total = lanes.multiply_add(total, squared, lanes.number(2.0 / (2 * k + 1)))
        total = lanes.multiply_add(total, s, lost)
        count = builder.sitofp(exponent, lanes.type)
        return lanes.multiply_add(count, lanes.number(LN2), total)

    def _reduced(self, a: Any) -> tuple[Any, Any]:
        """2ⁿ and eʳ − 1, for a = n·ln 2 + r."""
        builder, lanes, format = self.lanes.builder, self.lanes, self.format
        magic = lanes.number(format.magic)
        shifted = lanes.multiply_add(a, lanes.number(1.0 / LN2), magic)
        count = builder.fsub(shifted, magic)
        high, low = _halves(LN2, format.mantissa - 11)
        low += LN2_REST
        r = lanes.multiply_add(count, lanes.number(-high), a)
        r = lanes.multiply_add(count, lanes.number(-low), r)
        total = lanes.number(1.0 / math.factorial(format.exp_terms))
        for k in reversed(range(1, format.exp_terms)):
            total = lanes.multiply_add(total, r, lanes.number(1.0 / math.factorial(k)))
        bits = builder.bitcast(shifted, self._whole(0).type)
        exponent = builder.add(bits, self._whole(format.bias))
        scale = builder.bitcast(builder.shl(exponent, self._whole(format.mantissa)), lanes.type)
        return scale, builder.fmul(total, r)

    def _within(self, a: Any, low: float, high: float) -> Any:
        """Cut off at both ends; a NaN stays one."""
        builder = self.lanes.builder
        for limit, sign in ((low, "<"), (high, ">")):
            bound = self.lanes.number(limit)
            a = builder.select(builder.fcmp_ordered(sign, a, bound), bound, a)
        return a

    def _whole(self, value: int) -> Any:
        own = ir.IntType(self.format.bits)
        return ir.Constant(ir.VectorType(own, self.lanes.count), [value] * self.lanes.count)

    def _bits_of(self, value: float) -> int:
        import struct

        pack, unpack = ("<f", "<i") if self.format.bits == 32 else ("<d", "<q")
        return int(struct.unpack(unpack, struct.pack(pack, value))[0])
