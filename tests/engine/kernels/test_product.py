"""The product of a few rows with a packed matrix."""

from typing import Any

import numpy as np
import pytest

from engine.kernels.panels import PRODUCT_TYPE, packed
from gatescope.engine.kernels import machine, product
from samples import numbers


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("columns", [1, 15, 16, 17, 64, 100])
def test_it_is_the_product(columns: int, dtype: str) -> None:
    engine = machine.compiled(product.source(dtype))
    run = PRODUCT_TYPE(engine.get_function_address(product.NAME))
    for rows in (1, 2, 3, 4, 5, 6, 7, 13, 25):
        for depth in (1, 2, 33):
            a, w = numbers(rows, depth).astype(dtype), numbers(depth, columns, seed=1).astype(dtype)
            bias = numbers(columns, seed=2).astype(dtype)
            found = np.full((rows + 1, columns + 3), 7, dtype)
            panels = packed(w)
            places: list[Any] = [a.ctypes.data, depth, panels.ctypes.data, bias.ctypes.data, 0]
            run(*places, found.ctypes.data, columns + 3, rows, columns, depth)
            np.testing.assert_allclose(
                found[:rows, :columns],
                a @ w + bias,
                rtol=0,
                atol=2e-5 if dtype == "float32" else 1e-13,
            )
            assert (found[rows:] == 7).all()
            assert (found[:, columns:] == 7).all()
