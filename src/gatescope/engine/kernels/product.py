"""The product of a few rows with a matrix, on which a kernel spends most of its time.

`c = s + a · w` for the rows of one thread. The matrix is packed in panels of as many columns as two
vectors hold, one row of a panel after the other, so that it is read from end to end; a tile of rows
times one panel, or a few, is summed up in registers and written once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from llvmlite import ir

from gatescope.engine.kernels import machine
from gatescope.engine.kernels.llvm_code import (
    INT,
    POINTER,
    SIZES,
    Lanes,
    element,
    integer,
    loop,
    minimum,
)

NAME = "product"
OF_PANELS = "product_of_panels"
"""The same for rows that lie as the columns of a panel do, each a number after the other."""

GROUP = 4
"""How many panels are worked on together: all rows pass before the next ones are taken."""


def panel_width(dtype: str) -> int:
    """How many columns of a matrix stand in one panel."""
    return 2 * machine.vector_bytes() // SIZES[dtype]


def panels_of(dtype: str, columns: int) -> int:
    """How many panels a matrix has."""
    return -(-columns // panel_width(dtype))


def product_type() -> ir.FunctionType:
    """(a, its row's length, w, s, its row's length, c, its row's length, rows, columns, depth)."""
    arguments = [POINTER, INT, POINTER, POINTER, INT, POINTER, INT, INT, INT, INT]
    return ir.FunctionType(ir.VoidType(), arguments)


@cache
def source(dtype: str, name: str = NAME) -> str:
    """The module of a floating-point type, with the function of that name."""
    module = ir.Module(name)
    step = panel_width(dtype) if name == OF_PANELS else 1
    tiles = {
        shape: _tile(module, dtype, step, *shape)
        for rows in range(1, machine.tile_rows() + 1)
        for shape in sorted({(rows, _panels(rows), False), (rows, 1, False), (rows, 1, True)})
    }
    _product(module, dtype, name, tiles)
    return str(module)


def _panels(rows: int) -> int:
    """How many panels a tile spans: enough sums for the processor not to wait for one of them, and
    no more than its registers hold, which have to be many for two panels of three rows."""
    return {1: 4, 2: 2, 3: machine.tile_rows() // 6}.get(rows, 1)


@dataclass(frozen=True)
class _Tile:
    """What a tile's function is given; from one number of a row to its next there are `step`."""

    step: int
    a: Any
    a_row: Any
    w: Any
    s: Any
    s_row: Any
    c: Any
    c_row: Any
    depth: Any
    columns: Any


def _tile(module: Any, dtype: str, step: int, rows: int, panels: int, is_edge: bool) -> Any:
    """The function of a tile of `rows` × `panels`; at the edge its last columns are left out."""
    arguments = [POINTER, INT, POINTER, POINTER, INT, POINTER, INT, INT, INT]
    name = f"tile_{rows}_{panels}" + "_edge" * is_edge
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), arguments), name)
    function.linkage = "internal"
    function.attributes.add("noinline")
    builder = ir.IRBuilder(function.append_basic_block())
    given, width = _Tile(step, *function.args), panel_width(dtype)
    lanes = Lanes(builder, dtype, width)
    edge = Lanes(builder, dtype, width, given.columns) if is_edge else lanes

    def at(base: Any, row: int, row_length: Any, panel: int) -> Any:
        index = builder.add(builder.mul(integer(row), row_length), integer(panel * width))
        return element(builder, dtype, base, index)

    places = [(r, p) for r in range(rows) for p in range(panels)]
    sums = [edge.load(at(given.s, r, given.s_row, p)) for r, p in places]
    sums = _summed(builder, lanes, given, places, sums)
    for (row, panel), total in zip(places, sums, strict=True):
        edge.store(total, at(given.c, row, given.c_row, panel))
    builder.ret_void()
    return function


def _summed(
    builder: Any, lanes: Lanes, given: _Tile, places: list[tuple[int, int]], sums: list[Any]
) -> list[Any]:
    """Add one product after the other to the sums, which stay in registers."""
    before, dtype, width = builder.block, lanes.dtype, lanes.count
    rows, panels = places[-1][0] + 1, places[-1][1] + 1
    panel_length = builder.mul(given.depth, integer(width))
    bases = [
        element(builder, dtype, given.a, builder.mul(integer(r), given.a_row)) for r in range(rows)
    ]
    matrices = [
        element(builder, dtype, given.w, builder.mul(integer(p), panel_length))
        for p in range(panels)
    ]
    with loop(builder, integer(0), given.depth) as k:
        head = k.parent
        carried = []
        with builder.goto_block(head):
            builder.position_after(k)
            for value in sums:
                phi = builder.phi(lanes.type)
                phi.add_incoming(value, before)
                carried.append(phi)
        row_of, number = (builder.mul(k, integer(n)) for n in (width, given.step))
        weights = [lanes.load(element(builder, dtype, m, row_of)) for m in matrices]
        arguments = [
            lanes.spread(builder.load(element(builder, dtype, b, number), typ=lanes.type.element))
            for b in bases
        ]
        after = [
            lanes.multiply_add(arguments[r], weights[p], total)
            for (r, p), total in zip(places, carried, strict=True)
        ]
        for phi, total in zip(carried, after, strict=True):
            phi.add_incoming(total, builder.block)
    return carried


def _product(module: Any, dtype: str, name: str, tiles: dict[tuple[int, int, bool], Any]) -> None:
    """The function itself: groups of panels, then blocks of rows of nearly one size."""
    function = ir.Function(module, product_type(), name)
    builder = ir.IRBuilder(function.append_basic_block())
    a, a_row, w, s, s_row, c, c_row, rows, columns, depth = function.args
    width, most = panel_width(dtype), machine.tile_rows()
    blocks = builder.sdiv(builder.add(rows, integer(most - 1)), integer(most))

    def start_of(block: Any) -> Any:
        return builder.sdiv(builder.mul(block, rows), blocks)

    def call(tile: Any, row: Any, column: Any) -> None:
        def at(base: Any, length: Any, offset: Any) -> Any:
            return element(builder, dtype, base, builder.add(builder.mul(row, length), offset))

        panel = element(builder, dtype, w, builder.mul(column, depth))
        left = builder.sub(columns, column)
        own = [at(a, a_row, integer(0)), a_row, panel, at(s, s_row, column), s_row]
        builder.call(tile, [*own, at(c, c_row, column), c_row, depth, left])

    with loop(builder, integer(0), columns, integer(GROUP * width)) as group:
        end = minimum(builder, builder.add(group, integer(GROUP * width)), columns)
        with loop(builder, integer(0), blocks) as block:
            row = start_of(block)
            count = builder.sub(start_of(builder.add(block, integer(1))), row)
            for own in _cases(builder, count, most):
                _columns(builder, own, tiles, (group, end, row), width, call)
    builder.ret_void()


def _cases(builder: Any, value: Any, most: int) -> Iterator[int]:
    """A branch for each number from 1 to `most`, one after the other."""
    after = builder.append_basic_block("done")
    blocks = [builder.append_basic_block(f"rows_{n}") for n in range(1, most + 1)]
    switch = builder.switch(value, after)
    for number, block in enumerate(blocks, start=1):
        switch.add_case(integer(number), block)
        builder.position_at_end(block)
        yield number
        builder.branch(after)
    builder.position_at_end(after)


def _columns(
    builder: Any, rows: int, tiles: Any, where: tuple[Any, Any, Any], width: int, call: Any
) -> None:
    """One block of rows times one group of panels: whole tiles, single panels, the edge."""
    start, end, row = where
    panels = _panels(rows)
    whole = integer(panels * width)

    def up_to(start: Any, size: Any) -> Any:
        return builder.add(start, builder.mul(builder.sdiv(builder.sub(end, start), size), size))

    first = up_to(start, whole)
    with loop(builder, start, first, whole) as column:
        call(tiles[rows, panels, False], row, column)
    second = up_to(first, integer(width))
    if panels > 1:
        with loop(builder, first, second, integer(width)) as column:
            call(tiles[rows, 1, False], row, column)
    with loop(builder, second, end, integer(width)) as column:
        call(tiles[rows, 1, True], row, column)
