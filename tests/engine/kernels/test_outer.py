"""The product over all steps that gives the gradients by a matrix."""

from collections.abc import Callable
from ctypes import CFUNCTYPE, c_int64, c_void_p
from typing import Any

import numpy as np
import pytest

from gatescope.engine.kernels import machine, outer, product
from gatescope.engine.kernels.product import panel_width, panels_of
from samples import numbers
from tolerances import assert_close

P, N = c_void_p, c_int64
LAYING = CFUNCTYPE(None, P, N, N, N, P, N, N)
OUTER = CFUNCTYPE(None, P, N, N, P, N, N, P, P, P, N, N)


def outer_product(engine: Any, dtype: str) -> Callable[[Any, Any, Any], Any]:
    """A function that writes aᵀ · b to c and gives the total of a's rows; in two parts, as two
    threads compute them."""
    lay, run = (
        kind(engine.get_function_address(name))
        for kind, name in ((LAYING, outer.LAY), (OUTER, outer.OUTER))
    )

    def compute(a: Any, b: Any, c: Any) -> Any:
        rows, columns, sums = len(b), c.shape[1], len(c)
        panels = np.empty(rows * panels_of(dtype, columns) * panel_width(dtype), dtype)
        zeros, chunks = np.zeros(columns, dtype), -(-rows // outer.DEPTH)
        for first, last in halves(chunks):
            lay(b.ctypes.data, b.shape[1], columns, rows, panels.ctypes.data, first, last)
        total = np.zeros(sums, dtype)
        ends = zeros.ctypes.data, c.ctypes.data, total.ctypes.data
        places = panels.ctypes.data, columns, rows, *ends
        for first, last in halves(panels_of(dtype, sums)):
            run(a.ctypes.data, a.shape[1], sums, *places, first, last)
        return total

    return compute


def halves(count: int) -> list[tuple[int, int]]:
    return [(0, count // 2), (count // 2, count)]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_it_is_the_product_of_what_lies_side_by_side(dtype: str) -> None:
    sources = product.source(dtype, product.OF_PANELS), outer.source(dtype)
    engine = machine.compiled(*sources)
    compute = outer_product(engine, dtype)
    for rows in (1, outer.DEPTH, outer.DEPTH + 1, 3 * outer.DEPTH - 5):
        for sums, columns in ((1, 1), (7, 16), (16, 17), (33, 40)):
            a = numbers(rows, sums + 2).astype(dtype)
            b = numbers(rows, columns + 3, seed=1).astype(dtype)
            c = np.empty((sums, columns), dtype)
            total = compute(a, b, c)
            assert_close(total, a[:, :sums].sum(0), dtype)
            assert_close(c, a[:, :sums].T @ b[:, :columns], dtype)
