"""Symbols: what the table of operations is given in place of arrays, to write down what it does.

A row of the table speaks to any array library. Handed symbols it computes nothing: each of its
steps becomes an instruction, and so forward and backward of every operation become parts of a
kernel without a second table.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gatescope.engine.kernels.program import Instruction, Place

COMPARISONS = ("less", "greater", "less_equal", "greater_equal", "equal", "and")


class Trace:
    """The instructions written down so far, each distinct one once."""

    def __init__(self) -> None:
        self.instructions: list[Instruction] = []
        self.namespace = Namespace(self)
        self._known: dict[Instruction, int] = {}

    def add(self, operation: str, *arguments: Any, constant: float = 0.0) -> Symbol:
        """An instruction on symbols and numbers, as a symbol."""
        numbers = tuple(self.number(argument) for argument in arguments)
        return self._put(Instruction(operation, numbers, constant))

    def load(self, place: Place) -> Symbol:
        return self._put(Instruction("load", (), 0.0, place))

    def store(self, place: Place, symbol: Symbol) -> None:
        self.instructions.append(Instruction("store", (self.number(symbol),), 0.0, place))
        # From here on what was read there is another number.
        self._known = {i: n for i, n in self._known.items() if i.place != place}

    def number(self, argument: Any) -> int:
        if not isinstance(argument, Symbol):
            return self.number(self.add("constant", constant=float(argument)))
        return argument.number

    def _put(self, instruction: Instruction) -> Symbol:
        if instruction not in self._known:
            self._known[instruction] = len(self.instructions)
            self.instructions.append(instruction)
        number = self._known[instruction]
        return Symbol(self, lambda: number, instruction.operation)


class Symbol:
    """A number that a kernel will hold: the value of an instruction.

    A late one is written down where it is first used, if it ever is.
    """

    dtype = None
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, trace: Trace, number: Callable[[], int], operation: str = "") -> None:
        self._trace, self._number, self._operation = trace, number, operation

    @property
    def number(self) -> int:
        return self._number()

    @property
    def is_mask(self) -> bool:
        return self._operation in COMPARISONS

    def __array_namespace__(self, api_version: str | None = None) -> Any:
        return self._trace.namespace

    def __add__(self, other: Any) -> Symbol:
        return self._trace.add("add", self, other)

    __radd__ = __add__

    def __sub__(self, other: Any) -> Symbol:
        return self._trace.add("subtract", self, other)

    def __rsub__(self, other: Any) -> Symbol:
        return self._trace.add("subtract", other, self)

    def __mul__(self, other: Any) -> Symbol:
        if isinstance(other, Symbol) and other.is_mask:
            return self._trace.add("select", other, self, 0.0)
        return self._trace.add("multiply", self, other)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Symbol:
        return self._trace.add("divide", self, other)

    def __rtruediv__(self, other: Any) -> Symbol:
        return self._trace.add("divide", other, self)

    def __neg__(self) -> Symbol:
        return self._trace.add("negate", self)

    def __pow__(self, power: int) -> Symbol:
        return self if power == 1 else self * self ** (power - 1)

    def __lt__(self, other: Any) -> Symbol:
        return self._trace.add("less", self, other)

    def __gt__(self, other: Any) -> Symbol:
        return self._trace.add("greater", self, other)

    def __le__(self, other: Any) -> Symbol:
        return self._trace.add("less_equal", self, other)

    def __ge__(self, other: Any) -> Symbol:
        return self._trace.add("greater_equal", self, other)

    def __eq__(self, other: Any) -> Symbol:  # type: ignore[override]
        return self._trace.add("equal", self, other)

    def __and__(self, other: Any) -> Symbol:
        return self._trace.add("and", self, other)

    def sum(self, axis: int) -> Symbol:
        """Itself: each sequence adds its own part, and the parts are added up in the end."""
        return self


class Namespace:
    """The functions of an array library, for symbols."""

    __name__ = __qualname__

    def __init__(self, trace: Trace) -> None:
        self._trace = trace

    def exp(self, a: Symbol) -> Symbol:
        return self._trace.add("exp", a)

    def expm1(self, a: Symbol) -> Symbol:
        return self._trace.add("expm1", a)

    def log1p(self, a: Symbol) -> Symbol:
        return self._trace.add("log1p", a)

    def tanh(self, a: Symbol) -> Symbol:
        return self._trace.add("tanh", a)

    def sigmoid(self, a: Symbol) -> Symbol:
        return self._trace.add("sigmoid", a)

    def maximum(self, a: Any, b: Any) -> Symbol:
        # In this order a NaN in `a` stays one.
        return self.where(a < b, b, a)

    def where(self, condition: Any, a: Any, b: Any) -> Symbol:
        return self._trace.add("select", condition, a, b)

    def zeros_like(self, a: Symbol) -> float:
        return 0.0

    def full_like(self, a: Symbol, value: float) -> float:
        return value

    def asarray(self, a: Symbol, dtype: Any = None) -> Symbol:
        return a


def late(trace: Trace, symbol: Callable[[], Symbol]) -> Symbol:
    """A symbol that is looked up where it is used: what nobody uses is never loaded."""
    return Symbol(trace, lambda: symbol().number)
