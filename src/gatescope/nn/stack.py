"""What LSTM, GRU and RNN have in common: layers one above the other, in one direction or both."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from gatescope.convert.torch import STACKED, kind_of
from gatescope.convert.torch import Part as Place
from gatescope.edits import Edit
from gatescope.errors import EditError, GatescopeError, InputError
from gatescope.nn.held import Held
from gatescope.nn.part import Part, Values
from gatescope.recording.torch.dropout import Dropout
from gatescope.recording.torch.form import Form
from gatescope.recording.torch.given import closed, opened_states
from gatescope.recording.torch.turn import Turn

Edits = Mapping[str, Iterable[Edit]] | Iterable[Edit]


class Stack(nn.RNNBase, ABC):
    """Layers of a cell, with the parameters and the state dict of torch.nn's module of that name.

    A call gives what torch.nn's gives. With `gates=True` it gives besides, by the path of each
    layer and direction (`"0/forward"`), every named value of every step, in the form of the output
    and with `unit` as its last axis; gradients flow through them. `edits` are by these paths too,
    or a list where there is but one.
    """

    @abstractmethod
    def __init__(self, mode: str, *args: Any, **options: Any) -> None:
        super().__init__(mode, *args, **options)
        self._kind = kind_of(self, type(self).__name__)
        stacks = tuple(STACKED[name] for name in self._kind.names)
        self._part = Part(Held.stacked(self._kind.layout, stacks))
        # torch.compile follows no property that is cached, and has not been computed.
        self._places, _ = self._kind.parts, (self._kind.states, self._kind.names)

    def forward(self, input: Any, hx: Any = None, *, edits: Edits = (), gates: bool = False) -> Any:
        """The output and the last states; the values of each part besides, where asked for.

        Raises:
            InputError: a shape, a dtype or a device does not fit.
            EditError: an edit names what the layer does not have.
        """
        form = Form.of_layer(input, self.batch_first)
        x = form.open(input)
        # Zeros, where none are given, are the engine's own.
        initial = {} if hx is None else opened_states(self._kind, form, hx)
        self._check(x, initial)
        found = self._run(form, x, initial, self._by_path(edits), gates)
        h, final = self._outcome(form, found)
        y, states = closed(self._kind, form, h, final)
        if not gates:
            return y, states
        every = {p: {v: form.close(a) for v, a in own.items()} for p, own in found.items()}
        return y, states, every

    def _run(
        self,
        form: Form,
        x: Tensor,
        initial: Mapping[str, Tensor],
        edits: Mapping[str, Iterable[Edit]],
        gates: bool,
    ) -> dict[str, Values]:
        """The states of each part, or all its values, (time, batch, unit), by its path."""
        dropout = Dropout(form, self.dropout if self.training else 0.0)
        found: dict[str, Values] = {}
        for layer in range(self.num_layers):
            x = dropout(x) if layer else x
            hs = []
            for number, place in enumerate(self._places):
                if place.layer == layer:
                    start = {s: array[number] for s, array in initial.items()}
                    given = x, start, edits.get(place.path, ())
                    own = self._run_part(place, form, *given, gates)
                    found[place.path] = own
                    hs.append(own["h"])
            x = torch.cat(hs, dim=-1) if len(hs) > 1 else hs[0]
        return found

    def _run_part(
        self,
        place: Place,
        form: Form,
        x: Tensor,
        initial: Mapping[str, Tensor],
        edits: Iterable[Edit],
        gates: bool,
    ) -> Values:
        own, turn = self._kind.parameters(self), Turn(place.direction, form.lengths)
        parameters = [own[name + place.suffix] for name in self._kind.names]
        try:
            return self._part(x, initial, parameters, turn, edits, gates=gates)
        except GatescopeError as error:
            raise type(error)(f"Layer {place.path!r}: {error}") from error

    def _outcome(self, form: Form, found: Mapping[str, Values]) -> tuple[Tensor, dict[str, Tensor]]:
        """The top layer's output, (time, batch, ·), and the last states, (part, batch, unit)."""
        kind = self._kind
        turns = [Turn(place.direction, form.lengths) for place in self._places]
        ends = [*zip(turns, found.values(), strict=True)]
        last = {s: torch.stack([turn.end(own[s]) for turn, own in ends]) for s in kind.states}
        top = [own["h"] for own in [*found.values()][-len(kind.directions) :]]
        return torch.cat(top, dim=-1) if len(top) > 1 else top[0], last

    def _check(self, x: Tensor, initial: Mapping[str, Tensor]) -> None:
        if x.shape[-1] != self.input_size:
            raise InputError(f"Expected an input of {self.input_size} features, got {x.shape[-1]}.")
        for state, array in initial.items():
            shape = (len(self._places), x.shape[1], self._kind.size(state))
            if tuple(array.shape) != shape:
                raise InputError(
                    f"Expected {state}_0 in hx= to be (layers and directions, batch, "
                    f"{self._kind.layout.cell.axis(state)}) = {shape}, got {tuple(array.shape)}."
                )

    def _by_path(self, edits: Edits) -> Mapping[str, Iterable[Edit]]:
        paths = [place.path for place in self._places]
        if not isinstance(edits, Mapping):
            edits = tuple(edits)
            if edits and len(paths) > 1:
                raise EditError(
                    f'Expected edits= by the paths {paths}, got a list. Write {{"0/forward": […]}}.'
                )
            return {paths[0]: edits}
        unknown = [path for path in edits if path not in paths]
        if unknown:
            raise EditError(f"Expected edits= by the paths {paths}, got {unknown}.")
        return edits
