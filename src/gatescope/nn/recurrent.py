"""A layer of any cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from gatescope.cells import Cell
from gatescope.edits import Edit
from gatescope.edits.compose import sized
from gatescope.errors import CellError, InputError
from gatescope.nn.held import Held
from gatescope.nn.part import Part
from gatescope.recording.torch.form import Form
from gatescope.recording.torch.turn import Turn
from gatescope.weights import Weights, plain


class Recurrent(nn.Module):
    """A layer of a cell; its parameters have the cell's names, in the state dict too: `f.h`, `f.x`.

    `input` is (time, batch, input), or without batch, or packed; with `batch_first` (batch, time,
    input). A call gives `h` at every step in that form, and the last states by name, each (batch,
    unit). With `gates=True` it gives besides every named value of every step in the form of `h`;
    gradients flow through them.

    Raises:
        CellError: `proj_size` is missing or in excess, or the cell has a label that a PyTorch
            module keeps for itself.
        InputError: a size is less than one.
    """

    def __init__(
        self,
        cell: Cell,
        input_size: int,
        hidden_size: int,
        *,
        proj_size: int | None = None,
        batch_first: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        if min(input_size, hidden_size, 1 if proj_size is None else proj_size) < 1:
            sizes = f"{input_size=}, {hidden_size=}, {proj_size=}"
            raise InputError(f"Expected sizes of at least 1, got {sizes}.")
        self.input_size, self.hidden_size, self.proj_size = input_size, hidden_size, proj_size
        self.batch_first = batch_first
        self._part = Part(Held.by_name(cell))
        # torch.compile follows no property that is cached, and has not been computed.
        self._names = tuple(cell.parameters)
        for name, shape in cell.shapes(input_size, hidden_size, proj_size).items():
            self._add(name, nn.Parameter(torch.empty(shape, device=device, dtype=dtype)))
        self.reset_parameters()

    @classmethod
    def from_weights(cls, weights: Weights, *, batch_first: bool = False) -> Recurrent:
        """A layer with a copy of these weights, in their dtype."""
        arrays = {name: torch.as_tensor(plain(p)) for name, p in weights.items()}
        layer = cls(
            weights.cell,
            weights.input_size,
            weights.hidden_size,
            proj_size=weights.proj_size,
            batch_first=batch_first,
            dtype=next(iter(arrays.values())).dtype,
        )
        layer.load_state_dict(arrays)
        return layer

    @property
    def cell(self) -> Cell:
        return self._part.cell

    def weights(self) -> Weights:
        """A copy of the parameters, as `gatescope.run` takes them."""
        return Weights(
            self.cell, {name: plain(p).copy() for name, p in self._parameters_by_name().items()}
        )

    def reset_parameters(self) -> None:
        """Draw all parameters anew, uniform in ±1/√hidden_size, as torch.nn does."""
        bound = self.hidden_size**-0.5
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -bound, bound)

    def extra_repr(self) -> str:
        projected = f", proj_size={self.proj_size}" if self.proj_size else ""
        return f"{self.cell.name}, {self.input_size}, {self.hidden_size}{projected}"

    def forward(
        self,
        input: Any,
        initial: Mapping[str, Tensor] | None = None,
        *,
        edits: Iterable[Edit] = (),
        gates: bool = False,
    ) -> Any:
        """`h` at every step and the last states; every value besides, where asked for.

        `initial` holds states (batch, unit), zero where left out.

        Raises:
            InputError: a shape, a dtype or a device does not fit.
            EditError: an edit names what the layer does not have.
        """
        form = Form.of_layer(input, self.batch_first)
        x, turn = form.open(input), Turn("forward", form.lengths)
        start = self._initial(form, initial or {}, x)
        own = self._parameters_by_name()
        parameters = [own[name] for name in self._names]
        values = self._part(x, start, parameters, turn, edits, gates=gates)
        final = {s: form.close_state(turn.end(values[s])[None])[0] for s in self.cell.states}
        if not gates:
            return form.close(values["h"]), final
        every = {v: form.close(array) for v, array in values.items()}
        return every["h"], final, every

    def _initial(self, form: Form, given: Mapping[str, Tensor], x: Tensor) -> dict[str, Tensor]:
        sizes = {s: sized(self.cell, s, self.hidden_size, self.proj_size) for s in self.cell.states}
        unknown = [state for state in given if state not in sizes]
        if unknown:
            raise InputError(f"Expected initial= to name states of {[*sizes]}, got {unknown}.")
        found = {s: x.new_zeros((x.shape[1], size)) for s, size in sizes.items()}
        for state, array in given.items():
            own = form.open_state(array[None])[0]
            if own.shape != found[state].shape:
                raise InputError(
                    f"Expected initial[{state!r}] to be (batch, {self.cell.axis(state)}) = "
                    f"{tuple(found[state].shape)}, got {tuple(own.shape)}."
                )
            found[state] = own
        return found

    def _add(self, name: str, parameter: nn.Parameter) -> None:
        label, _, role = name.partition(".")
        try:
            if label not in self._modules:
                self.add_module(label, nn.Module())
            self.get_submodule(label).register_parameter(role, parameter)
        except KeyError as error:
            raise CellError(
                f"Expected labels that a PyTorch module does not keep for itself, got {name!r} of "
                f"the cell {self.cell.name!r}. Give its affine another label."
            ) from error

    def _parameters_by_name(self) -> dict[str, Tensor]:
        return dict(self.named_parameters())
