"""The steps of each sequence that a Keras layer took, where a mask leaves out others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from gatescope.errors import RecordingError
from gatescope.recording.arrays import Array


@dataclass(frozen=True, eq=False)
class Steps:
    """Which steps of each sequence a layer took: all of them, or those that its mask leaves.

    Over a masked step Keras keeps the states, so that the others are a sequence by themselves.
    """

    flags: Array | None

    @classmethod
    def of(cls, mask: Any, name: str) -> Steps:
        """From the mask of a call, (batch, time).

        Raises:
            RecordingError: it leaves nothing of a sequence.
        """
        if mask is None:
            return cls(None)
        flags: Array = np.asarray(mask[0] if isinstance(mask, (list, tuple)) else mask)
        flags = flags.reshape(flags.shape[0], flags.shape[1]).astype(bool)
        empty = np.flatnonzero(~flags.any(axis=1))
        if empty.size:
            raise RecordingError(
                f"Expected the mask of the layer {name!r} to leave a step or more of each "
                f"sequence, got none of sequence {empty[0]} (counted from 0). Leave it out."
            )
        return cls(flags)

    @property
    def lengths(self) -> Array | None:
        """How many there are of each sequence."""
        return None if self.flags is None else self.flags.sum(axis=1).astype(np.int64)

    def first(self, array: Array) -> Array:
        """(batch, time, ·) as (time, batch, ·), the steps that were taken before the others."""
        if self.flags is not None:
            order = np.argsort(~self.flags, axis=1, kind="stable")
            array = np.take_along_axis(array, order[:, :, None], axis=1)
        return array.swapaxes(0, 1)
