"""Edits as data: what is to be done to a value, to which units, at which steps."""

from __future__ import annotations

import operator
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Any, ClassVar, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from gatescope.errors import EditError

Index = SupportsIndex | slice | Sequence[SupportsIndex] | None
"""Which positions of an axis: one, a half-open slice, several, or (None) all. Counted from 0."""

Array = NDArray[np.inexact[Any]]

_SLICE = ("start", "stop", "step")


@dataclass(frozen=True, eq=False)
class Edit(ABC):
    """A change of the value `name`, at `unit`, `time` and `batch`; v' = a·v + b there.

    `name` is a named value of the cell (`f`, `c`, …) or a pre-activation (`f_pre`). All that
    comes after, the next step and the trace see the changed value.
    """

    name: str
    amount: Any
    _: KW_ONLY
    unit: Index = None
    time: Index = None
    batch: Index = None

    kind: ClassVar[str]

    @abstractmethod
    def apply(self, a: Array, b: Array, where: tuple[NDArray[np.intp], ...]) -> None:
        """Put this edit after those already in `a` and `b`, both (time, batch, unit)."""

    def to_json(self) -> dict[str, Any]:
        """The edit as plain data."""
        places = {axis: _index_to_json(getattr(self, axis)) for axis in ("unit", "time", "batch")}
        return {
            "kind": self.kind,
            "name": self.name,
            "amount": np.asarray(self.amount).tolist(),
            **places,
        }


class Clamp(Edit):
    """The value is `amount`, whatever the cell computes."""

    kind = "clamp"

    def apply(self, a: Array, b: Array, where: tuple[NDArray[np.intp], ...]) -> None:
        a[where], b[where] = 0, self.amount


class Scale(Edit):
    """The value times `amount`."""

    kind = "scale"

    def apply(self, a: Array, b: Array, where: tuple[NDArray[np.intp], ...]) -> None:
        a[where] *= self.amount
        b[where] *= self.amount


class Shift(Edit):
    """The value plus `amount`."""

    kind = "shift"

    def apply(self, a: Array, b: Array, where: tuple[NDArray[np.intp], ...]) -> None:
        b[where] += self.amount


class Swap(Edit):
    """The value as it was in another run: `amount` is an array (time, batch, unit)."""

    kind = "swap"

    def apply(self, a: Array, b: Array, where: tuple[NDArray[np.intp], ...]) -> None:
        amount = np.asarray(self.amount)
        if amount.shape != b.shape:
            raise EditError(
                f"Expected Swap({self.name!r}, …) to bring values of the run's shape {b.shape} "
                f"(time, batch, unit), got {amount.shape}."
            )
        a[where], b[where] = 0, amount[where]


KINDS: Mapping[str, type[Edit]] = {kind.kind: kind for kind in (Clamp, Scale, Shift, Swap)}


def edit_from_json(document: Mapping[str, Any]) -> Edit:
    """Read an edit that `to_json` wrote.

    Raises:
        EditError: the kind is unknown, or a key is missing.
    """
    try:
        kind = KINDS[document["kind"]]
        places = {a: _index_from_json(document.get(a)) for a in ("unit", "time", "batch")}
        amount = document["amount"]
        return kind(document["name"], np.asarray(amount)[()], **places)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise EditError(
            f"Expected an edit with kind (one of {sorted(KINDS)}), name and amount, got "
            f"{document!r} ({error!r})."
        ) from error


def _index_to_json(index: Index) -> Any:
    if index is None:
        return None
    if isinstance(index, slice):
        return {key: _whole(getattr(index, key)) for key in _SLICE}
    return np.atleast_1d(np.asarray(index)).tolist()


def _index_from_json(index: Any) -> Index:
    if isinstance(index, Mapping):
        return slice(*(_whole(index.get(key)) for key in _SLICE))
    return None if index is None else [operator.index(position) for position in index]


def _whole(number: Any) -> int | None:
    return None if number is None else operator.index(number)
