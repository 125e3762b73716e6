"""Weights laid out as a product reads them: in panels of as many columns as a tile is wide.

A panel is written one row of the matrix after the other, and filled up with zeros where the matrix
has no further column. The matrix is that of several parameters, one below the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from llvmlite import ir

from gatescope.engine.kernels.llvm_code import FLOATS, INT, POINTER, element, integer, loop, minimum
from gatescope.engine.kernels.product import panel_width

ROWS, COLUMNS = "pack_rows", "pack_columns"
"""The functions: parameters' rows become the rows of the matrix, or its columns."""

DEPTH = 64
"""How much of a panel is written at a time, so that it stays in the nearest cache."""


def function_type() -> ir.FunctionType:
    """(parameters, rows of each, rows of the matrix, columns, panels, first and last panel)."""
    arguments = [POINTER, INT, INT, INT, POINTER, INT, INT]
    return ir.FunctionType(ir.VoidType(), arguments)


@cache
def source(dtype: str) -> str:
    """The module of a floating-point type."""
    module = ir.Module("packing")
    for name, fill in ((ROWS, _from_rows), (COLUMNS, _from_columns)):
        function = ir.Function(module, function_type(), name)
        builder = ir.IRBuilder(function.append_basic_block())
        given = _Given(builder, dtype, *function.args)
        with loop(builder, given.first, given.last) as number:
            fill(given, _Panel.of(given, number))
        builder.ret_void()
    return str(module)


@dataclass(frozen=True)
class _Given:
    builder: Any
    dtype: str
    parameters: Any
    own_rows: Any
    depth: Any
    columns: Any
    panels: Any
    first: Any
    last: Any

    @property
    def width(self) -> int:
        return panel_width(self.dtype)

    def row(self, number: Any, length: Any) -> Any:
        """Where a row of all parameters begins, by its number."""
        builder = self.builder
        place = builder.gep(
            self.parameters, [builder.sdiv(number, self.own_rows)], source_etype=POINTER
        )
        index = builder.mul(builder.srem(number, self.own_rows), length)
        return element(builder, self.dtype, builder.load(place, typ=POINTER), index)

    def copy(self, source: Any, target: Any) -> None:
        value = self.builder.load(source, typ=FLOATS[self.dtype])
        self.builder.store(value, target)


@dataclass(frozen=True)
class _Panel:
    """A panel: its address, its first column, and how many of its columns the matrix has."""

    start: Any
    first: Any
    columns: Any

    @classmethod
    def of(cls, given: _Given, number: Any) -> _Panel:
        builder, width = given.builder, integer(given.width)
        first = builder.mul(number, width)
        start = element(builder, given.dtype, given.panels, builder.mul(first, given.depth))
        return cls(start, first, minimum(builder, builder.sub(given.columns, first), width))

    def at(self, given: _Given, row: Any, column: Any) -> Any:
        index = given.builder.add(given.builder.mul(row, integer(given.width)), column)
        return element(given.builder, given.dtype, self.start, index)


def _from_rows(given: _Given, panel: _Panel) -> None:
    builder = given.builder
    with loop(builder, integer(0), given.depth) as row:
        whole = given.row(row, given.columns)
        source = element(builder, given.dtype, whole, panel.first)
        with loop(builder, integer(0), panel.columns) as column:
            given.copy(element(builder, given.dtype, source, column), panel.at(given, row, column))
        with _columns_beyond(given, panel) as column:
            builder.store(_zero(given), panel.at(given, row, column))


def _from_columns(given: _Given, panel: _Panel) -> None:
    builder = given.builder
    with loop(builder, integer(0), given.depth, integer(DEPTH)) as start:
        end = minimum(builder, builder.add(start, integer(DEPTH)), given.depth)
        with loop(builder, integer(0), panel.columns) as column:
            source = given.row(builder.add(panel.first, column), given.depth)
            with loop(builder, start, end) as row:
                own = element(builder, given.dtype, source, row)
                given.copy(own, panel.at(given, row, column))
        with _columns_beyond(given, panel) as column, loop(builder, start, end) as row:
            builder.store(_zero(given), panel.at(given, row, column))


@contextmanager
def _columns_beyond(given: _Given, panel: _Panel) -> Iterator[Any]:
    with loop(given.builder, panel.columns, integer(given.width)) as column:
        yield column


def _zero(given: _Given) -> Any:
    return ir.Constant(FLOATS[given.dtype], 0.0)
