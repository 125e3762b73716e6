"""The product over all steps that gives the gradients by a matrix: `c = aᵀ · b`; and the total of
all rows of `a`, which is those by a bias.

A row of `a` and of `b` belongs to one step of one sequence: both are read down their columns. First
`b` is copied to panels, some rows at a time; then one panel of as many rows of `a` after the other,
whose columns are the rows of a product.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from llvmlite import ir

from gatescope.engine.kernels.llvm_code import (
    FLOATS,
    INT,
    POINTER,
    Lanes,
    divided_up,
    element,
    integer,
    loop,
    minimum,
)
from gatescope.engine.kernels.product import OF_PANELS, panel_width, product_type

LAY, OUTER = "lay", "outer"

DEPTH = 240
"""How many rows are multiplied at a time: what they meet stays in the cache. No power of two: lines
of the cache at such a distance drive each other out."""


def laying_type() -> ir.FunctionType:
    """(b, its row's length, columns, rows, panels, first and last chunk of `DEPTH` rows)."""
    arguments = [POINTER, INT, INT, INT, POINTER, INT, INT]
    return ir.FunctionType(ir.VoidType(), arguments)


def function_type() -> ir.FunctionType:
    """(a, its row's length, columns, b in panels, its columns, rows, zeros, c, total of a's rows,
    first and last panel of a)."""
    arguments = [POINTER, INT, INT, POINTER, INT, INT, POINTER, POINTER, POINTER, INT, INT]
    return ir.FunctionType(ir.VoidType(), arguments)


@cache
def source(dtype: str) -> str:
    """The module of a floating-point type."""
    module = ir.Module(OUTER)
    copy = _copy(module, dtype)
    _lay(ir.Function(module, laying_type(), LAY), dtype, copy)
    product = ir.Function(module, product_type(), OF_PANELS)
    _outer(ir.Function(module, function_type(), OUTER), dtype, copy, _add(module, dtype), product)
    return str(module)


def _lay(function: Any, dtype: str, copy: Any) -> None:
    builder, width = ir.IRBuilder(function.append_basic_block()), panel_width(dtype)
    b, b_row, columns, rows, panels, first, last = function.args
    whole = builder.mul(divided_up(builder, columns, width), integer(width))
    with loop(builder, first, last) as chunk:
        start = builder.mul(chunk, integer(DEPTH))
        depth = minimum(builder, builder.sub(rows, start), integer(DEPTH))
        source = element(builder, dtype, b, builder.mul(start, b_row))
        target = element(builder, dtype, panels, builder.mul(start, whole))
        with loop(builder, integer(0), columns, integer(width)) as column:
            places = (source, column), (target, builder.mul(column, depth))
            own, panel = (element(builder, dtype, *place) for place in places)
            left = builder.sub(columns, column)
            builder.call(copy, [own, b_row, panel, depth, left])
    builder.ret_void()


def _outer(function: Any, dtype: str, copy: Any, add: Any, product: Any) -> None:
    builder, width = ir.IRBuilder(function.append_basic_block()), panel_width(dtype)
    a, a_row, a_columns, panels, columns, rows, zeros, c, total, first, last = function.args
    whole = builder.mul(divided_up(builder, columns, width), integer(width))
    own = builder.alloca(FLOATS[dtype], integer(DEPTH * width))
    own.align = 64
    with loop(builder, integer(0), rows, integer(DEPTH)) as start:
        depth = minimum(builder, builder.sub(rows, start), integer(DEPTH))
        source = element(builder, dtype, a, builder.mul(start, a_row))
        others = element(builder, dtype, panels, builder.mul(start, whole))
        is_first = builder.icmp_signed("==", start, integer(0))
        with loop(builder, first, last) as panel:
            column = builder.mul(panel, integer(width))
            left = builder.sub(a_columns, column)
            builder.call(copy, [element(builder, dtype, source, column), a_row, own, depth, left])
            builder.call(add, [own, depth, element(builder, dtype, total, column), left])
            target = element(builder, dtype, c, builder.mul(column, columns))
            begin = builder.select(is_first, zeros, target)
            begin_row = builder.select(is_first, integer(0), columns)
            place = [begin, begin_row, target, columns, minimum(builder, left, integer(width))]
            builder.call(product, [own, integer(1), others, *place, columns, depth])
    builder.ret_void()


def _copy(module: Any, dtype: str) -> Any:
    """The function that copies some columns to a panel, with zeros beyond the last."""
    arguments = [POINTER, INT, POINTER, INT, INT]
    function = ir.Function(module, ir.FunctionType(ir.VoidType(), arguments), "copy")
    function.linkage = "internal"
    builder = ir.IRBuilder(function.append_basic_block())
    source, row_length, target, depth, columns = function.args
    width = panel_width(dtype)
    whole = Lanes(builder, dtype, width)
    with builder.if_else(builder.icmp_signed("<", columns, integer(width))) as (edge, inner):
        for branch, valid in ((edge, columns), (inner, None)):
            with branch:
                lanes = Lanes(builder, dtype, width, valid)
                with loop(builder, integer(0), depth) as row:
                    own = element(builder, dtype, source, builder.mul(row, row_length))
                    place = element(builder, dtype, target, builder.mul(row, integer(width)))
                    whole.store(lanes.load(own), place)
    builder.ret_void()
    return function


def _add(module: Any, dtype: str) -> Any:
    """The function that adds the rows of a panel to the first numbers of a total."""
    kind = ir.FunctionType(ir.VoidType(), [POINTER, INT, POINTER, INT])
    function = ir.Function(module, kind, "add")
    function.linkage = "internal"
    builder = ir.IRBuilder(function.append_basic_block())
    panel, depth, total, columns = function.args
    width = panel_width(dtype)
    whole, own = Lanes(builder, dtype, width), Lanes(builder, dtype, width, columns)
    before, start = builder.block, own.load(total)
    with loop(builder, integer(0), depth) as row:
        after = builder.block
        with builder.goto_block(row.parent):
            builder.position_after(row)
            carried = builder.phi(whole.type)
        carried.add_incoming(start, before)
        place = element(builder, dtype, panel, builder.mul(row, integer(width)))
        carried.add_incoming(builder.fadd(carried, whole.load(place)), after)
    own.store(carried, total)
    builder.ret_void()
    return function
