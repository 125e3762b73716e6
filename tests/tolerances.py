"""How far apart two computations of the same numbers may lie: the one table of tolerances.

They are relative to the largest value of the array. A test that needs another one names its reason.
"""

from typing import Any, Literal

import numpy as np

Kind = Literal["forward", "gradients"]

TOLERANCES: dict[Kind, dict[str, float]] = {
    "forward": {"float64": 1e-12, "float32": 1e-5, "float16": 1e-2, "bfloat16": 1e-2},
    "gradients": {"float64": 1e-10, "float32": 1e-4, "float16": 3e-2, "bfloat16": 3e-2},
}


def assert_close(
    actual: Any, expected: Any, dtype: str, kind: Kind = "forward", rounded: float = 0.0
) -> None:
    """Assert that two arrays have one shape, and the same numbers by the table; no NaN passes.

    `rounded` is what one rounding of the terms of a sum comes to, where nearly all of them cancels.
    """
    actual, expected = np.asarray(actual), np.asarray(expected)
    assert actual.shape == expected.shape
    allowed = TOLERANCES[kind][dtype] * np.abs(expected).max(initial=0) + rounded
    worst = np.abs(actual - expected).max(initial=0)
    assert worst <= allowed, f"{kind} in {dtype}: {worst} apart, {allowed} allowed"
