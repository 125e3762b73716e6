"""HDF5 files, read without following them anywhere: no other file, and no more than they hold."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.convert.bfloat16 import single
from gatescope.convert.limits import check_size
from gatescope.errors import ConversionError, GatescopeError
from gatescope.extras import needed

_DAMAGED = (LookupError, MemoryError, OSError, OverflowError, RuntimeError, TypeError, ValueError)
"""What the HDF5 library raises where something is wrong with a file."""


@dataclass(frozen=True, eq=False)
class Hdf5:
    """An open HDF5 file; `path` is the file on disk that it is, or is within."""

    path: Path
    file: Any

    @classmethod
    @contextmanager
    def open(cls, path: Path, content: bytes | None = None) -> Iterator[Hdf5]:
        """The file at `path`, or the `content` of a part of it.

        Raises:
            ConversionError: what is read of it is damaged.
            MissingExtra: h5py is not installed.
        """
        h5py = needed("h5py", by="A Keras file", extra="keras")
        try:
            with h5py.File(path if content is None else io.BytesIO(content), "r") as file:
                yield cls(path, file)
        except GatescopeError:
            raise
        except _DAMAGED as error:
            raise ConversionError(
                f"Expected a whole HDF5 file at {path}, got one that cannot be read ({error}). "
                "Copy it again from where it came from."
            ) from error

    def __contains__(self, name: str) -> bool:
        return name in self.file

    def attributes(self, name: str, attribute: str) -> list[str]:
        """Texts that stand at a group; Keras cuts a list that is too long into numbered ones."""
        own = self._node(name).attrs
        numbered = (f"{attribute}{k}" for k in range(len(own)))
        texts: list[Any] = []
        for each in (attribute, *numbered):
            if each in own:
                texts.extend(np.atleast_1d(own[each]).tolist())
        return [text.decode() if isinstance(text, bytes) else str(text) for text in texts]

    def array(self, name: str) -> NDArray[Any]:
        """The numbers of a dataset.

        Raises:
            ConversionError: there is none, it is elsewhere, or says that it is larger than it is.
        """
        dataset = self._node(name)
        shape, kind = getattr(dataset, "shape", None), getattr(dataset, "dtype", None)
        is_brain = shape is not None and dataset.attrs.get("dtype") == "bfloat16"
        if shape is None or kind is None or not (is_brain or kind.kind == "f"):
            raise ConversionError(
                f"Expected {name!r} to hold floating numbers, got {kind or 'a group'}. Save the "
                "model before it is quantised."
            )
        if dataset.is_virtual or dataset.external:
            raise self._elsewhere(name)
        check_size(dataset.size * kind.itemsize, self.path, repr(name))
        if is_brain:
            return single(np.asarray(dataset[()]).tobytes(), shape)
        return np.asarray(dataset[()])

    def _node(self, name: str) -> Any:
        """What is at a path within the file, none of whose links leads out of it."""
        h5py = needed("h5py", by="A Keras file", extra="keras")
        node = self.file
        for part in filter(None, name.split("/")):
            link = node.get(part, getlink=True) if hasattr(node, "get") else None
            if isinstance(link, h5py.ExternalLink):
                raise self._elsewhere(name)
            # A soft link can lead to an external one.
            if not isinstance(link, h5py.HardLink):
                raise ConversionError(
                    f"Expected {name!r} in {self.path}, got none. Save the whole model again."
                )
            node = node[part]
        return node

    def _elsewhere(self, name: str) -> ConversionError:
        return ConversionError(
            f"Expected the numbers of {name!r} in {self.path} itself, got a link to another file, "
            "which is not followed. Save the whole model again."
        )
