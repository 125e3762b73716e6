"""What an edit does to a value: v' = a·v + b."""

from __future__ import annotations

from typing import Any

import numpy as np

from gatescope.namespace import array_namespace

Array = Any


def edited(value: Array, a: Array, b: Array) -> Array:
    """`value` under the coefficients of its edits, all three of one shape."""
    xp = array_namespace(value)
    a, b = (xp.asarray(part, dtype=value.dtype) for part in (a, b))
    # Where a is 0 the product is left out, so that 0·∞ there is no matter.
    with np.errstate(invalid="ignore"):
        return xp.where(a == 0, b, a * value + b)
