"""One layer of an opened trace, and one sequence of its batch."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from gatescope.cells import Cell
from gatescope.errors import RequestError
from gatescope.trace import cell_of

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Layer:
    """A layer's trace and its path, which is empty where a trace has no other layer."""

    path: str
    trace: xr.Dataset

    @cached_property
    def cell(self) -> Cell:
        return cell_of(self.trace)

    @property
    def values(self) -> tuple[str, ...]:
        """What can be drawn over time: the cell's named values, and the input, as far as kept."""
        return tuple(name for name in (*self.cell.values, "x") if name in self.trace)

    @property
    def is_reverse(self) -> bool:
        return bool(self.trace.attrs["direction"] == "reverse")

    @property
    def steps(self) -> int:
        return int(self.trace.sizes["time"])

    @cached_property
    def lengths(self) -> Array | None:
        """How many steps of each sequence are real, (batch), where they are ragged."""
        if "length" not in self.trace:
            return None
        # A store may say anything.
        return np.clip(np.asarray(self.trace["length"].values, np.int64), 1, self.steps)

    def length(self, batch: int) -> int:
        """How many steps of a sequence are real; at those beyond it all values are NaN."""
        return self.steps if self.lengths is None else int(self.lengths[self.checked(batch)])

    def variable(self, name: str, batch: int) -> xr.DataArray:
        """A value of one sequence, (time, unit); `x` is (time, input). Nothing is read yet.

        Raises:
            RequestError: the layer has no such value, or the batch no such sequence.
        """
        if name not in self.values:
            raise RequestError(f"Expected one of the values {list(self.values)}, got {name!r}.")
        return self.trace[name].isel(batch=self.checked(batch))

    def checked(self, batch: int) -> int:
        """The place of a sequence in the batch.

        Raises:
            RequestError: there is none.
        """
        sequences = int(self.trace.sizes["batch"])
        if not 0 <= batch < sequences:
            raise RequestError(
                f"Expected a sequence within 0..{sequences - 1} of the batch, got {batch}."
            )
        return batch

    def facts(self) -> dict[str, Any]:
        """What the page needs to know of a layer before it draws any of it."""
        sizes, attributes = self.trace.sizes, self.trace.attrs
        return {
            "path": self.path,
            "cell": self.cell.to_json(),
            **{axis: int(sizes.get(axis, 0)) for axis in ("time", "batch", "input", "unit")},
            "proj": int(sizes["proj"]) if "proj" in sizes else None,
            "direction": attributes["direction"],
            "lengths": None if self.lengths is None else self.lengths.tolist(),
            "certificate": _read(attributes.get("certificate"), json.loads),
            "source": attributes.get("source") or None,
            "edits": json.loads(attributes["edits"]),
            "complete": _read(attributes.get("complete"), int),
            "dtype": str(attributes.get("dtype", self.trace[self.values[0]].dtype)),
            "values": list(self.values),
        }


def _read(attribute: Any, how: Callable[[Any], Any]) -> Any:
    """An attribute that a trace may have; what is none of its kind is taken for missing."""
    try:
        return None if attribute is None else how(attribute)
    except (TypeError, ValueError, RecursionError):
        return None
