"""Watching the recurrent modules of a model: hooks that copy, and change nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from gatescope.convert.torch import Kind
from gatescope.recording.torch.call import Call, Snapshot
from gatescope.recording.torch.dropout import generator, may_draw
from gatescope.recording.torch.find import Found
from gatescope.recording.torch.form import Form
from gatescope.recording.torch.forward import edited_forward
from gatescope.recording.torch.given import arguments, initial_states, outcome
from gatescope.recording.torch.kept import Kept
from gatescope.recording.torch.precision import Precision


class Capture:
    """Gives the calls of some modules, from `start` to `stop`, to `take` as they return."""

    def __init__(self, layers: tuple[Found, ...], take: Callable[[Call], None]) -> None:
        self._layers, self._take = layers, take
        self._handles: list[Any] = []
        self._generators: dict[nn.Module, Tensor | None] = {}
        self._snapshots: dict[nn.Module, tuple[dict[str, Kept], Snapshot]] = {}
        self._zeros: dict[Any, Mapping[str, Tensor]] = {}

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

        def before(_: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
            given, _hx = arguments(args, kwargs)
            name = layer.names[0]
            self._generators[module] = generator(layer.kind, module, _device(given), name)

        def after(_: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], output: Any) -> None:
            with torch.no_grad():
                self._take(self._call(layer, *arguments(args, kwargs), output))

        # Just before and just after the module's own forward: other hooks may change what it
        # is given, and what it gave.
        if may_draw(layer.kind):
            self._handles.append(module.register_forward_pre_hook(before, with_kwargs=True))
        self._handles.append(module.register_forward_hook(after, with_kwargs=True, prepend=True))

    def _call(self, layer: Found, given: Any, hx: Any, output: Any) -> Call:
        kind, form = layer.kind, Form.of(layer.kind, given)
        snapshot = self._snapshot(layer)
        x, forward = form.open(given), edited_forward(layer.module)
        every, final = outcome(kind, form, output)
        return Call(
            layer=layer,
            form=form,
            snapshot=snapshot,
            precision=Precision.now(next(iter(snapshot.parameters.values()))),
            x=copied(x),
            initial=self._initial(kind, form, hx, x),
            every=_copied(every),
            final=_copied(final),
            lengths=form.lengths,
            begins=hx is None,
            generator=self._generators.pop(layer.module, None),
            edits=forward.latest if forward else {},
        )

    def _initial(self, kind: Kind, form: Form, hx: Any, x: Tensor) -> Mapping[str, Tensor]:
        if hx is not None:
            return _copied(initial_states(kind, form, hx, x))
        # Nobody writes into these zeros: calls of one kind share them.
        like = (kind, x.shape[1], x.dtype, x.device)
        if like not in self._zeros:
            self._zeros[like] = initial_states(kind, form, None, x)
        return self._zeros[like]

    def _snapshot(self, layer: Found) -> Snapshot:
        """The parameters of now; those of the call before, where they are the same numbers."""
        parameters = layer.kind.parameters(layer.module)
        kept, known = self._snapshots.get(layer.module, ({}, None))
        if known is None or not all(kept[name].is_still(p) for name, p in parameters.items()):
            kept = {name: Kept(p) for name, p in parameters.items()}
            known = Snapshot(layer.kind, {name: one.copy for name, one in kept.items()})
            self._snapshots[layer.module] = kept, known
        return known


def copied(array: Tensor) -> Tensor:
    """A copy of its own, without a gradient, as long as none is being recorded."""
    return array.clone(memory_format=torch.contiguous_format)


def _copied(arrays: Mapping[str, Tensor]) -> dict[str, Tensor]:
    return {name: copied(array) for name, array in arrays.items()}


def _device(given: Any) -> torch.device:
    tensor: Tensor = given.data if isinstance(given, PackedSequence) else given
    return tensor.device
