"""Watching the recurrent modules of a model: hooks that copy, and change nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from gatescope.recording.torch.call import Snapshot
from gatescope.recording.torch.dropout import generator, may_draw
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.forward import edited_forward
from gatescope.recording.torch.given import arguments
from gatescope.recording.torch.hook import Hook
from gatescope.recording.torch.kept import Kept
from gatescope.recording.torch.precision import autocast
from gatescope.recording.torch.seen import Seen, copied
from gatescope.recording.torch.watchable import check_call

Known = tuple[Mapping[str, Kept], Snapshot]

SMALL: WeakKeyDictionary[nn.Module, Known] = WeakKeyDictionary()
"""Of small modules, as they were when they were last recorded: to copy their parameters and to take
them apart again would take as long as several of their calls."""


class Capture:
    """Gives the calls of some modules, from `start` to `stop`, to `take` as they return."""

    def __init__(self, layers: tuple[Found, ...], take: Callable[[Seen], None]) -> None:
        self._layers, self._take = layers, take
        self._handles: list[Any] = []
        self._generators: dict[nn.Module, Tensor | None] = {}
        self._snapshots: dict[nn.Module, Known] = {}

    def start(self) -> None:
        for layer in self._layers:
            self._watch(layer)

    def stop(self) -> None:
        """Take every hook away again."""
        for handle in self._handles:
            handle.remove()
        self._handles.clear()

    def _watch(self, layer: Found) -> None:
        module = layer.module

        def before(args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
            given, _hx = arguments(args, kwargs)
            state = generator(layer.kind, module, _device(given), layer.called)
            self._generators[module] = state

        def after(args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
            self._take(self._seen(layer, *arguments(args, kwargs), output))

        # Just before and just after the module's own forward: other hooks may change what it
        # is given, and what it gave.
        if may_draw(layer.kind):
            begin = module.register_forward_pre_hook(Hook(module, before), with_kwargs=True)
            self._handles.append(begin)
        end = module.register_forward_hook(Hook(module, after), with_kwargs=True, prepend=True)
        self._handles.append(end)

    def _seen(self, layer: Found, given: Any, hx: Any, output: Any) -> Seen:
        check_call(layer, given, hx, output)
        snapshot, forward = self._snapshot(layer), edited_forward(layer.module)
        return Seen(
            layer,
            copied(given),
            copied(hx),
            # Our own modules may give their gates besides.
            copied(output if layer.kind.is_cell else output[:2]),
            snapshot,
            autocast(snapshot.device),
            self._generators.pop(layer.module, None),
            forward.latest if forward else {},
        )

    def _snapshot(self, layer: Found) -> Snapshot:
        """The parameters of now; those of the call before, where they are the same numbers."""
        found = self._snapshots.get(layer.module) or SMALL.get(layer.module)
        if found is None or not _is_still(found, layer):
            kept = {name: Kept(p) for name, p in layer.kind.parameters(layer.module).items()}
            found = kept, Snapshot(layer.kind, {name: one.copy for name, one in kept.items()})
            if all(one.is_small for one in kept.values()):
                SMALL[layer.module] = found
        self._snapshots[layer.module] = found
        return found[1]


def _is_still(known: Known, layer: Found) -> bool:
    """Whether a layer is what it was, with the same numbers."""
    kept, snapshot = known
    if snapshot.kind is not layer.kind and snapshot.kind != layer.kind:
        return False
    module = layer.module
    own: Mapping[str, Any] = module._parameters
    for name, one in kept.items():
        if not one.is_still(own[name] if name in own else getattr(module, name)):
            return False
    return True


def _device(given: Any) -> torch.device:
    tensor: Tensor = given.data if isinstance(given, PackedSequence) else given
    return tensor.device
