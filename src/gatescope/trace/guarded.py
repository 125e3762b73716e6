"""Arrays on disk whose damage is told in our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import xarray as xr
from xarray.backends import BackendArray
from xarray.core.indexing import IndexingSupport, LazilyIndexedArray, explicit_indexing_adapter

from gatescope.errors import TraceError

BROKEN = (AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError)
"""What Zarr raises over metadata and chunks that are not its own."""


Key = tuple[Any, ...]


class Guarded(BackendArray):
    """An array on disk, read on use: `read` takes a number, a slice or places for each axis."""

    def __init__(
        self, read: Callable[[Key], Any], shape: tuple[int, ...], dtype: Any, where: Path
    ) -> None:
        self._read_part, self._where = read, where
        self.shape, self.dtype = shape, dtype

    def __getitem__(self, key: Any) -> Any:
        return explicit_indexing_adapter(key, self.shape, IndexingSupport.OUTER, self._read)

    def _read(self, key: Key) -> Any:
        bounded = [
            slice(*k.indices(n)) if isinstance(k, slice) else k
            for k, n in zip(key, self.shape, strict=True)
        ]
        try:
            return np.asarray(self._read_part(tuple(bounded)))
        except BROKEN as error:
            raise TraceError(
                f"Expected to read {self._where}, got a chunk that is damaged ({error}). Copy the "
                "store again, or record again."
            ) from error


def lazy(dims: Any, array: BackendArray, attributes: Any) -> xr.Variable:
    """A variable whose numbers are read when they are used."""
    return xr.Variable(dims, LazilyIndexedArray(array), attributes)


def guarded(trace: xr.Dataset, where: Path) -> xr.Dataset:
    """A dataset on disk, each of its variables guarded."""

    def guard(name: str, variable: xr.Variable) -> xr.Variable:
        read = Guarded(lambda k: variable[k].values, variable.shape, variable.dtype, where / name)
        return lazy(variable.dims, read, variable.attrs)

    variables = {name: guard(str(name), variable) for name, variable in trace.variables.items()}
    return xr.Dataset(variables, attrs=trace.attrs)


def guarded_zarr(array: Any, sizes: Mapping[str, int], where: Path) -> xr.Variable:
    """An array of Zarr as a variable, cut to the sizes of some of its dimensions."""
    dims = array.metadata.dimension_names
    shape = tuple(sizes.get(d, n) for d, n in zip(dims, array.shape, strict=True))
    read = Guarded(lambda key: array.oindex[key], shape, array.dtype, where)
    return lazy(dims, read, dict(array.attrs))
