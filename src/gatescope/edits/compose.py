"""Edits composed to v' = a·v + b, the one form that every engine takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.cells import Cell
from gatescope.edits.edit import Edit, Index
from gatescope.errors import EditError


@dataclass(frozen=True, eq=False)
class Coefficients:
    """`a` and `b` of one value's edits, each (time, batch, unit). Where a is 0, b is selected."""

    a: NDArray[np.inexact[Any]]
    b: NDArray[np.inexact[Any]]


def compose(
    cell: Cell,
    edits: Iterable[Edit],
    *,
    shape: tuple[int, int, int],
    dtype: Any = np.float64,
) -> dict[str, Coefficients]:
    """All edits of each value, in order, as coefficients of `shape` (time, batch, unit).

    A value without edits has no entry.

    Raises:
        EditError: an edit names a value, unit, step or sequence that is not there, or its amount
            is not a finite number.
    """
    composed: dict[str, Coefficients] = {}
    for edit in edits:
        _check(cell, edit)
        if edit.name not in composed:
            composed[edit.name] = Coefficients(np.ones(shape, dtype), np.zeros(shape, dtype))
        coefficients = composed[edit.name]
        edit.apply(coefficients.a, coefficients.b, _where(edit, shape))
    return composed


def _check(cell: Cell, edit: Edit) -> None:
    if not isinstance(edit, Edit):
        raise EditError(f"Expected Clamp, Scale, Shift or Swap, got {edit!r}.")
    if edit.name not in cell.editable:
        raise EditError(
            f"Expected an edit to name one of {list(cell.editable)} of {cell.name!r}, "
            f"got {edit.name!r}."
        )
    try:
        finite = bool(np.isfinite(np.asarray(edit.amount, dtype=np.float64)).all())
    except (TypeError, ValueError):
        finite = False
    if not finite or (edit.kind != "swap" and np.ndim(edit.amount) != 0):
        raise EditError(
            f"Expected the amount of {edit.kind} on {edit.name!r} to be a finite number"
            f"{' array' if edit.kind == 'swap' else ''}, got {edit.amount!r}."
        )


def _where(edit: Edit, shape: tuple[int, int, int]) -> tuple[NDArray[np.intp], ...]:
    axes = zip(("time", "batch", "unit"), shape, strict=True)
    return np.ix_(*(_positions(edit, axis, size) for axis, size in axes))


def _positions(edit: Edit, axis: str, size: int) -> NDArray[np.intp]:
    index: Index = getattr(edit, axis)
    if index is None:
        return np.arange(size)
    if isinstance(index, slice):
        positions = np.arange(size)[index]
        beyond = [b for b in (index.start, index.stop) if b is not None and abs(b) > size]
    else:
        given = np.atleast_1d(np.asarray(index))
        if given.dtype.kind not in "iu":
            raise EditError(
                f"Expected {axis}= of an edit to be whole numbers or a slice, got {index!r}."
            )
        positions = np.where(given < 0, given + size, given).astype(np.intp)
        beyond = [int(p) for p in given if not -size <= p < size]
    if beyond or positions.size == 0:
        raise EditError(
            f"Expected {axis}= of the edit on {edit.name!r} within 0..{size - 1}, got {index!r}; "
            f"the run has {size} {_plural(axis, size)}, counted from 0."
        )
    return positions


def _plural(axis: str, size: int) -> str:
    word = {"time": "step", "batch": "sequence", "unit": "unit"}[axis]
    return word if size == 1 else f"{word}s"
