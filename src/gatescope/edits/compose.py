"""Edits composed to v' = a·v + b, the one form that every engine takes."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.cells import Cell
from gatescope.edits.edit import Edit, Index
from gatescope.errors import EditError


@dataclass(frozen=True, eq=False)
class Coefficients:
    """`a` and `b` of one value's edits, each (time, batch, unit), in NumPy or in the array library
    of the engine that takes them. Where a is 0, b is selected."""

    a: Any
    b: Any


def compose(
    cell: Cell,
    edits: Iterable[Edit],
    *,
    shape: tuple[int, int, int],
    proj_size: int | None = None,
    dtype: Any = np.float64,
) -> dict[str, Coefficients]:
    """All edits of each value, in order, as coefficients of `shape` (time, batch, unit).

    A projected value has `proj_size` numbers in the place of units. A value without edits has no
    entry.

    Raises:
        EditError: an edit names a value, unit, step or sequence that is not there, or its amount
            is not a finite number.
    """
    composed: dict[str, Coefficients] = {}
    for edit in edits:
        _check(cell, edit)
        time, batch, units = shape
        own = (time, batch, sized(cell, edit.name, units, proj_size))
        if edit.name not in composed:
            composed[edit.name] = Coefficients(np.ones(own, dtype), np.zeros(own, dtype))
        coefficients = composed[edit.name]
        edit.apply(coefficients.a, coefficients.b, _where(edit, own))
    return composed


def check(cell: Cell, edit: Edit, *, units: int, proj_size: int | None = None) -> None:
    """Refuse an edit that a layer of so many units cannot have, however long the run.

    Raises:
        EditError: it names a value or a unit that is not there, or its amount is not a finite
            number.
    """
    _check(cell, edit)
    _positions(edit, "unit", sized(cell, edit.name, units, proj_size))


def sized(cell: Cell, name: str, units: int, proj_size: int | None) -> int:
    """How many numbers a value has for each step, in a layer of those sizes."""
    return proj_size if proj_size is not None and cell.axis(name) == "proj" else units


def _check(cell: Cell, edit: Edit) -> None:
    if not isinstance(edit, Edit):
        raise EditError(f"Expected Clamp, Scale, Shift or Swap, got {edit!r}.")
    if edit.name not in cell.editable:
        raise EditError(
            f"Expected an edit to name one of {list(cell.editable)} of {cell.name!r}, "
            f"got {edit.name!r}."
        )
    if not _is_amount(edit):
        kind = "an array of finite numbers" if edit.kind == "swap" else "a finite number"
        raise EditError(
            f"Expected the amount of {edit.kind} on {edit.name!r} to be {kind}, "
            f"got {edit.amount!r}."
        )


def _is_amount(edit: Edit) -> bool:
    try:
        amount = np.asarray(edit.amount)
    except ValueError:  # rows of different lengths
        return False
    is_real = amount.dtype.kind in "fiu" and bool(np.isfinite(amount).all())
    return is_real and (edit.kind == "swap" or amount.ndim == 0)


def _where(edit: Edit, shape: tuple[int, int, int]) -> tuple[NDArray[np.intp], ...]:
    axes = zip(("time", "batch", "unit"), shape, strict=True)
    return np.ix_(*(_positions(edit, axis, size) for axis, size in axes))


def _positions(edit: Edit, axis: str, size: int) -> NDArray[np.intp]:
    index: Index = getattr(edit, axis)
    if index is None:
        return np.arange(size)
    try:
        if isinstance(index, slice):
            positions = np.arange(size)[index]
            is_within = all(b is None or abs(b) <= size for b in (index.start, index.stop))
        else:
            places: Any = index  # NumPy's own types leave out what has an index
            positions = np.array([operator.index(p) for p in np.atleast_1d(places)], dtype=np.intp)
            is_within = bool(((positions >= -size) & (positions < size)).all())
    except (TypeError, ValueError, OverflowError):
        raise EditError(
            f"Expected {axis}= of the edit on {edit.name!r} to be a whole number, several, or a "
            f"slice, got {index!r}."
        ) from None
    if not is_within or positions.size == 0:
        raise EditError(
            f"Expected {axis}= of the edit on {edit.name!r} within 0..{size - 1}, got {index!r}; "
            f"the run has {size} {_plural(axis, size)}, counted from 0."
        )
    return positions


def _plural(axis: str, size: int) -> str:
    word = {"time": "step", "batch": "sequence", "unit": "unit"}[axis]
    return word if size == 1 else f"{word}s"
