"""The elementary functions of kernels against NumPy's in twice the precision, over all of a range.

The errors allowed are those measured, in units of the last place of the result.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from llvmlite import ir

from gatescope.engine.kernels import machine
from gatescope.engine.kernels.elementary import Elementary
from gatescope.engine.kernels.llvm_code import INT, POINTER, Lanes, element, integer, loop

EXACT: dict[str, Callable[[Any], Any]] = {
    "exp": np.exp,
    "expm1": np.expm1,
    "sigmoid": lambda a: 1 / (1 + np.exp(-a)),
    "tanh": np.tanh,
    "log1p": np.log1p,
}
LANES = 8


def function(name: str, dtype: str) -> Callable[[Any], Any]:
    """A function of an array, compiled as a kernel compiles it."""
    module = ir.Module("test")
    own = ir.Function(module, ir.FunctionType(ir.VoidType(), [POINTER, POINTER, INT]), "map")
    builder = ir.IRBuilder(own.append_basic_block())
    source, target, count = own.args
    lanes = Lanes(builder, dtype, LANES)
    with loop(builder, integer(0), count, integer(LANES)) as index:
        value = lanes.load(element(builder, dtype, source, index))
        result = getattr(Elementary(lanes), name)(value)
        lanes.store(result, element(builder, dtype, target, index))
    builder.ret_void()
    engine = machine.compiled(str(module))
    pointer, whole = ctypes.c_void_p, ctypes.c_int64
    run = ctypes.CFUNCTYPE(None, pointer, pointer, whole)(engine.get_function_address("map"))

    def mapped(array: Any) -> Any:
        _ = engine  # its code lives as long as it does
        found = np.full_like(array, np.nan)
        run(array.ctypes.data, found.ctypes.data, len(array))
        return found

    return mapped


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", EXACT)
def test_the_error_is_a_few_units_of_the_last_place(name: str, dtype: str) -> None:
    wide = np.linspace(-40, 40, 80_000)
    small = np.geomspace(1e-7, 1, 8_000)
    points = np.concatenate([wide, small, -small, np.zeros(8)]).astype(dtype)
    points = np.abs(points) if name == "log1p" else points
    exact = EXACT[name](points.astype(np.longdouble))
    ulp = np.spacing(np.abs(exact).astype(dtype)).astype(np.longdouble)
    assert float((np.abs(function(name, dtype)(points) - exact) / ulp).max()) < 4


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_beyond_the_range_is_its_end_and_nan_stays(dtype: str) -> None:
    ends = np.array([-np.inf, np.inf, -1e4, 1e4, np.nan, 0, -0.0, 1], dtype)
    tanh, sigmoid = function("tanh", dtype)(ends), function("sigmoid", dtype)(ends)
    assert (tanh[:4] == [-1, 1, -1, 1]).all()
    assert (sigmoid[:4] == [0, 1, 0, 1]).all()
    assert np.isnan([tanh[4], sigmoid[4]]).all()
    assert (tanh[5:7] == 0).all()
