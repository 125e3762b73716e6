"""Watching the recurrent layers of a Keras model while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from gatescope.recording.arrays import Array
from gatescope.recording.keras.find import Found, as_numpy

_MISSING = object()


@dataclass(frozen=True, eq=False)
class Call:
    """What a cell of a layer was given and gave, copied, with Keras' axes: (batch, time, ·).

    `outputs` are in the order of computing, as Keras gives them.
    """

    found: Found
    place: int
    sequences: Array
    initial: Sequence[Any]
    mask: Any
    outputs: Array
    states: Sequence[Any]


@dataclass(frozen=True, eq=False)
class Calls:
    """The calls of some layers, as they return, and the wrappers that ran without a call of theirs.

    Nothing is refused while the model runs: Keras would put words of its own around the reason.
    """

    made: list[Call] = field(default_factory=list)
    missed: list[Found] = field(default_factory=list)


@contextmanager
def watched(layers: Sequence[Found]) -> Iterator[Calls]:
    """The calls of some layers within a block."""
    calls = Calls()
    with ExitStack() as stack:
        for found in layers:
            stack.enter_context(put(found.layer, "inner_loop", _listening(found, calls)))
        for wrapper in {id(f.wrapper): f for f in layers if f.wrapper is not None}.values():
            stack.enter_context(put(wrapper.wrapper, "call", _through(wrapper, calls)))
        yield calls


@contextmanager
def put(layer: Any, name: str, value: Any) -> Iterator[None]:
    """A layer with another attribute, past Keras' own bookkeeping; after the block, as before."""
    before = vars(layer).get(name, _MISSING)
    vars(layer)[name] = value
    try:
        yield
    finally:
        if before is _MISSING:
            del vars(layer)[name]
        else:
            vars(layer)[name] = before


def _listening(found: Found, calls: Calls) -> Any:
    own = found.layer.inner_loop

    def inner_loop(sequences: Any, initial_state: Any, mask: Any, training: Any = False) -> Any:
        given = {"initial_state": initial_state, "mask": mask, "training": training}
        result = own(sequences, **given)
        if not _is_building():
            calls.made.extend(_of_cells(found, own, sequences, given, result))
        return result

    return inner_loop


def _of_cells(
    found: Found, own: Any, sequences: Any, given: Mapping[str, Any], result: Any
) -> Iterator[Call]:
    """The call of each cell of a layer, of which Keras gives the outputs of the top one alone."""
    starts, ends = (_of_each(found, states) for states in (given["initial_state"], result[2]))
    for place, cell in enumerate(found.cells):
        outputs = result[1]
        if place + 1 < len(found.cells) or not found.layer.return_sequences:
            alone = {**given, "initial_state": starts[place]}
            with put(found.layer, "cell", cell), put(found.layer, "return_sequences", True):
                _, outputs, _ = own(sequences, **alone)
        copies = map(_copied, (sequences, starts[place], given["mask"], outputs, ends[place]))
        yield Call(found, place, *copies)
        # The next one up reads this, at the input's own steps.
        is_turned = found.layer.go_backwards
        sequences = sys.modules["keras"].ops.flip(outputs, 1) if is_turned else outputs


def _of_each(found: Found, given: Any) -> list[list[Any]]:
    """The states of each cell, of those of all, in whatever structure Keras has them."""
    states = sys.modules["keras"].tree.flatten(given)
    sizes = [cell.state_size for cell in found.cells]
    counts = [len(size) if isinstance(size, (list, tuple)) else 1 for size in sizes]
    ends = list(accumulate(counts))
    return [states[end - count : end] for count, end in zip(counts, ends, strict=True)]


def _through(found: Found, calls: Calls) -> Any:
    """A Bidirectional may run both layers in one kernel, which keeps to itself what they do."""
    own = found.wrapper.call

    def call(*args: Any, **kwargs: Any) -> Any:
        before = len(calls.made)
        result = own(*args, **kwargs)
        if len(calls.made) == before and not _is_building():
            calls.missed.append(found)
        return result

    return call


def _is_building() -> bool:
    """Whether Keras calls its layers on nothing, to learn what shapes they give."""
    scope = sys.modules.get("keras.src.backend.common.symbolic_scope")
    return scope is not None and bool(scope.in_symbolic_scope())


def _copied(tensors: Any) -> Any:
    """Tensors as arrays, in the structure that they come in."""

    def copied(tensor: Any) -> Any:
        return None if tensor is None else as_numpy(tensor)

    return sys.modules["keras"].tree.map_structure(copied, tensors)
