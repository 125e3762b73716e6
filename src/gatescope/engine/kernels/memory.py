"""The arrays that a program works on, by the roles of its buffers."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gatescope.engine.kernels.product import packed
from gatescope.engine.kernels.program import Axis, Buffer, Matrix, Place, Program
from gatescope.weights import Weights

Array = NDArray[Any]


@dataclass(frozen=True)
class Sizes:
    """How many steps and sequences a run has, and how long each axis is."""

    time: int
    batch: int
    axes: Mapping[Axis, int]

    def shape(self, buffer: Buffer) -> tuple[int, ...]:
        """The shape of a buffer; the blocks of a row lie side by side."""
        steps = {"steps": self.time, "states": self.time + 1, "turns": 2}
        row = (buffer.blocks * self.axes[buffer.axis],)
        batch = () if buffer.kind == "vector" else (self.batch,)
        time = (steps[buffer.kind],) if buffer.kind in steps else ()
        return time + batch + row


def view(program: Program, memory: Mapping[str, Array], place: Place, blocks: int = 1) -> Array:
    """A value that a program keeps at every step, (time, batch, unit), or some side by side."""
    buffer = program.buffers[place.buffer]
    whole = memory[buffer.role]
    if buffer.kind == "states":
        whole = whole[place.shift :][: len(whole) - 1]
    size = whole.shape[-1] // buffer.blocks
    found: Array = whole[..., place.block * size : (place.block + blocks) * size]
    return found


def matrix(weights: Weights, own: Matrix) -> Array:
    """The weights of a product in panels."""
    whole = stacked(weights, own.names)
    found: Array = packed(whole.T if own.is_transposed else whole)
    return found


def stacked(weights: Weights, names: tuple[str, ...]) -> Array:
    """Parameters one below the other, or end to end."""
    parts = [weights[name] for name in names]
    return np.ascontiguousarray(parts[0]) if len(parts) == 1 else np.concatenate(parts)


def address(array: Array) -> int:
    """Where an array begins."""
    found: int = array.__array_interface__["data"][0]
    return found


def table(places: Sequence[int]) -> Any:
    """Addresses, as a kernel reads them."""
    return (ctypes.c_void_p * len(places))(*places)
