"""Weights in panels, as a product reads them."""

import numpy as np
import pytest

from engine.kernels.panels import PACKING_TYPE, packed
from gatescope.engine.kernels import machine, packing, product
from gatescope.engine.kernels.address import address
from gatescope.engine.kernels.table import address_of, row
from samples import numbers


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", [packing.ROWS, packing.COLUMNS])
@pytest.mark.parametrize("units", [1, 5, 16, 70])
def test_parameters_one_below_the_other_are_one_matrix(units: int, name: str, dtype: str) -> None:
    engine = machine.compiled(product.source(dtype), packing.source(dtype))
    pack = PACKING_TYPE(engine.get_function_address(name))
    for arguments in (1, 15, 64, 65):
        parts = [numbers(units, arguments, seed=seed).astype(dtype) for seed in range(3)]
        whole = np.concatenate(parts)
        matrix = whole if name == packing.ROWS else whole.T
        expected = packed(matrix)
        found = np.full(expected.size + 1, np.nan, dtype)
        given = row(address(part) for part in parts)
        for panel in range(len(expected)):
            pack(address_of(given), units, *matrix.shape, address(found), panel, panel + 1)
        np.testing.assert_array_equal(found[:-1].reshape(expected.shape), expected)
        assert np.isnan(found[-1])
