"""Watching the recurrent layers of a Keras model while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from gatescope.recording.arrays import Array
from gatescope.recording.keras.find import Found, as_numpy

_MISSING = object()


@dataclass(frozen=True, eq=False)
class Call:
    """What a layer was given and gave, copied, with Keras' axes: (batch, time, ·)."""

    found: Found
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
    layer, own = found.layer, found.layer.inner_loop

    def inner_loop(sequences: Any, initial_state: Any, mask: Any, training: Any = False) -> Any:
        given = {"initial_state": initial_state, "mask": mask, "training": training}
        result = own(sequences, **given)
        if _is_building():
            return result
        _, outputs, states = result
        if not layer.return_sequences:
            with put(layer, "return_sequences", True):
                _, outputs, _ = own(sequences, **given)
        copies = map(_copied, (sequences, initial_state, mask, outputs, states))
        calls.made.append(Call(found, *copies))
        return result

    return inner_loop


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
