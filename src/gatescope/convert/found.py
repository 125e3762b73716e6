"""What is found in a file: its recurrent modules by name, and those that are refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, overload

import numpy as np

from gatescope.convert.convention import convention
from gatescope.convert.layout import Layout, Stacked, unstack
from gatescope.errors import ConversionError, GatescopeError, LayerError
from gatescope.trace.schema import Direction
from gatescope.weights import Weights

Layer = Weights | tuple[Weights, ...]


@dataclass(frozen=True)
class Part:
    """One layer in one direction: its path is as in a trace."""

    path: str
    direction: Direction
    weights: Weights

    @property
    def convention(self) -> str:
        return convention(self.weights.cell)


@dataclass(frozen=True, eq=False, repr=False)
class Recurrent(Sequence[Layer]):
    """One recurrent module of a file: its layers from the bottom up, as `gatescope.run` takes them.

    A layer of a bidirectional one is `(forward, reverse)`. `kind` is what the tool calls it, and
    `notes` are what a reader of its weights has to know besides.
    """

    name: str
    kind: str
    layers: tuple[Layer, ...]
    directions: tuple[Direction, ...]
    notes: tuple[str, ...] = ()

    @overload
    def __getitem__(self, index: int) -> Layer: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Layer, ...]: ...
    def __getitem__(self, index: int | slice) -> Layer | tuple[Layer, ...]:
        return self.layers[index]

    def __len__(self) -> int:
        return len(self.layers)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Layer by layer, forward then reverse."""
        start = f"{self.name}/" if self.name else ""
        return tuple(
            Part(f"{start}{k}/{direction}", direction, weights)
            for k, layer in enumerate(self.layers)
            for direction, weights in zip(self.directions, _both(layer), strict=True)
        )

    def __repr__(self) -> str:
        rows = [f"{p.path}: {p.weights.cell.name}, {_sizes(p.weights)}" for p in self.parts]
        return f"<{self.kind}: {'; '.join(rows)}>"


@dataclass(frozen=True, eq=False, repr=False)
class Found(Mapping[str, Recurrent]):
    """The recurrent modules of a file by their names in it, in its order.

    `refused` says of each that is not supported why. A file that is itself one layer, or the state
    dict of one, holds it under the empty name.

    Raises:
        ConversionError: a name is asked for that is refused.
        LayerError: a name is asked for that is not in the file; it is a `KeyError` too.
    """

    path: Path
    modules: Mapping[str, Recurrent]
    refused: Mapping[str, str]

    def __getitem__(self, name: str) -> Recurrent:
        if name in self.refused:
            raise ConversionError(f"{_called(name)} in {self.path}: {self.refused[name]}")
        if name not in self.modules:
            raise LayerError(
                f"Expected the name of a recurrent layer of {self.path}, one of {list(self)}, got "
                f"{name!r}. `gatescope inspect` lists them."
            )
        return self.modules[name]

    def __contains__(self, name: object) -> bool:
        return name in self.modules

    def __iter__(self) -> Iterator[str]:
        return iter(self.modules)

    def __len__(self) -> int:
        return len(self.modules)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every layer and direction of the file."""
        return tuple(part for module in self.values() for part in module.parts)

    def __repr__(self) -> str:
        refused = [f"{_called(name)} refused: {why}" for name, why in self.refused.items()]
        rows = [f"{name!r}: {module!r}" for name, module in self.items()]
        return "\n  ".join([f"<Found in {self.path}>", *rows, *refused])


Candidate = tuple[str, Callable[[], Recurrent]]
"""A module's name, and what makes it or says why it cannot be made."""


_FINDS = "`gatescope inspect` finds those that keep their tool's own names and shapes."


def gather(path: Path, candidates: Iterable[Candidate], advice: str = _FINDS) -> Found:
    """What candidates become: those that cannot be made are refused with their reason.

    `advice` is what to do where there are none.

    Raises:
        ConversionError: none of them can be made, or there are none.
    """
    modules: dict[str, Recurrent] = {}
    refused: dict[str, str] = {}
    for unique, make in _told_apart(candidates):
        try:
            modules[unique] = replace(make(), name=unique)
        except GatescopeError as error:
            refused[unique] = str(error)
    if modules:
        return Found(path, MappingProxyType(modules), MappingProxyType(refused))
    if refused:
        reasons = " ".join(f"{_called(name)}: {why}" for name, why in refused.items())
        raise ConversionError(f"No recurrent layer of {path} can be taken over. {reasons}")
    raise ConversionError(
        f"Expected a file with an LSTM, a GRU or an RNN in it, got {path}, in which none is found. "
        + advice
    )


def converted(layout: Layout, stacked: Stacked, names: Mapping[str, str]) -> Weights:
    """The weights of a stack of a file; `names` are the file's own, by the stack's.

    Raises:
        ConversionError: a shape is not what the other shapes make it.
    """
    given = {part: array for part, array in vars(stacked).items() if array is not None}
    blocks, shapes = len(layout.blocks), _shapes(layout, stacked)
    for part, array in given.items():
        if array.shape != shapes[part] or 0 in array.shape:
            raise ConversionError(
                f"Expected {names[part]} of {blocks} blocks of {stacked.size} rows to have the "
                f"shape {shapes[part]}, got {tuple(array.shape)}. The file is damaged, or its "
                "names mean something else."
            )
    dtypes = {str(array.dtype) for array in given.values()}
    if len(dtypes) > 1:
        raise ConversionError(
            f"Expected {', '.join(names[part] for part in given)} to be of one floating dtype, "
            f"got {sorted(dtypes)}."
        )
    return unstack(layout, Stacked(**{part: _single(array) for part, array in given.items()}))


def _shapes(layout: Layout, stacked: Stacked) -> dict[str, tuple[int, ...]]:
    """What each part of a stack has to be like, by its matrices."""
    size, rows = stacked.size, len(layout.blocks) * stacked.size
    inputs = stacked.input.shape[-1] if stacked.input.ndim else 0
    read = stacked.recurrent.shape[-1] if stacked.recurrent.ndim else 0
    return {
        "input": (rows, inputs),
        "recurrent": (rows, read),
        "input_bias": (rows,),
        "recurrent_bias": (rows,),
        "peepholes": (len(layout.peepholes) * size,),
        "projection": (read, size),
    }


def _called(name: str) -> str:
    """What a refusal calls a module: a layer that is the whole file has no name."""
    return repr(name) if name else "The layer itself"


def _sizes(weights: Weights) -> str:
    sizes = (weights.input_size, weights.hidden_size, weights.proj_size)
    return " → ".join(str(size) for size in sizes if size is not None)


def _single(array: Any) -> Any:
    """Half precision in single, before biases are added up."""
    is_half = array.dtype.kind == "f" and array.itemsize < 4
    return array.astype(np.float32) if is_half else array


def _both(layer: Layer) -> tuple[Weights, ...]:
    return (layer,) if isinstance(layer, Weights) else layer


def _told_apart(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """The candidates, those of one name with a number after it."""
    times: Counter[str] = Counter()
    for name, make in candidates:
        times[name] += 1
        yield (name if times[name] == 1 else f"{name} ({times[name]})"), make
