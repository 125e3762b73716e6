"""A file with the numbers that a model is run on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.convert.limits import members
from gatescope.errors import GatescopeError, InputError

Array = NDArray[Any]

Readers = dict[str, Callable[[Path], Array | dict[str, Array]]]


def read_inputs(path: Path) -> Array | dict[str, Array]:
    """The array of an .npy or .csv file, or those of an .npz by their names.

    A .csv has a step in each row, with a line of names above them or none.

    Raises:
        InputError: there is none; it is another kind of file, is damaged, or holds anything but
            finite numbers; nothing in it is run.
        ConversionError: an .npz is no whole archive, or unfolds to far more than it holds.
    """
    readers: Readers = {".npy": _npy, ".npz": _npz, ".csv": _csv}
    if path.suffix.lower() not in readers:
        raise InputError(f"Expected an input as .npy, .npz or .csv, got {path}.")
    if not path.is_file():
        raise InputError(f"Expected a file of numbers at {path}; there is none.")
    try:
        found = readers[path.suffix.lower()](path)
    except GatescopeError:
        raise
    except Exception as error:  # NumPy reads a header with Python's own parser, whose errors vary
        raise InputError(
            f"Expected numbers in {path}, got what cannot be read as such: {error}"
        ) from error
    for name, array in found.items() if isinstance(found, dict) else [("", found)]:
        _check(array, f"{path}: {name}" if name else str(path))
    return found


def _npy(path: Path) -> Array:
    return np.asarray(np.lib.format.open_memmap(path, mode="r"))


def _npz(path: Path) -> dict[str, Array]:
    members(path)
    with np.load(path, allow_pickle=False) as arrays:
        return {name: np.asarray(arrays[name]) for name in arrays.files}


def _csv(path: Path) -> Array:
    with path.open(encoding="utf-8-sig") as lines:
        first = lines.readline()
    names = 0 if _is_numbers(first) else 1
    return np.loadtxt(path, delimiter=",", ndmin=2, skiprows=names, encoding="utf-8-sig")


def _check(array: Array, what: str) -> None:
    if array.dtype.kind not in "fiub":
        raise InputError(f"Expected real numbers in {what}, got {array.dtype}. Convert them.")
    bad = np.argwhere(~np.isfinite(array))
    if bad.size:
        place = tuple(int(k) for k in bad[0])
        raise InputError(
            f"Expected finite numbers in {what}, got {array[place]} at {place} (counted from 0). "
            "Replace or cut it."
        )


def _is_numbers(line: str) -> bool:
    try:
        [float(cell) for cell in line.split(",")]
    except ValueError:
        return False
    return True
