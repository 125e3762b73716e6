"""PyTorch's recurrent modules: what they are, and their parameters as `Weights`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from gatescope.cells import GRU_RESET_AFTER, LSTM, LSTM_PROJECTED, RNN, RNN_RELU
from gatescope.convert.layout import Layout, Stacked, unstack
from gatescope.errors import ConversionError
from gatescope.extras import needed
from gatescope.trace.schema import DIRECTIONS, Direction
from gatescope.weights import Weights

if TYPE_CHECKING:
    from torch import Tensor, nn

LAYOUTS = {
    "LSTM": Layout(LSTM, (("i",), ("f",), ("g",), ("o",))),
    "GRU": Layout(GRU_RESET_AFTER, (("r",), ("z",), ("n_x", "n_h"))),
    "RNN_TANH": Layout(RNN, (("h",),)),
    "RNN_RELU": Layout(RNN_RELU, (("h",),)),
}
"""By the mode that PyTorch gives its modules."""

PROJECTED = {"LSTM": Layout(LSTM_PROJECTED, LAYOUTS["LSTM"].blocks)}
"""The same where `h` is projected."""

STACKED = {
    "weight_ih": "input",
    "weight_hh": "recurrent",
    "bias_ih": "input_bias",
    "bias_hh": "recurrent_bias",
    "weight_hr": "projection",
}
"""What PyTorch calls the parameters of a layer, in the order of its kernels."""

STATES = ("h", "c")
"""The order in which PyTorch takes and gives the states of a layer."""


@dataclass(frozen=True)
class Part:
    """One layer of a module, in one direction; `suffix` ends the names of its parameters."""

    layer: int
    direction: Direction
    suffix: str

    @property
    def path(self) -> str:
        return f"{self.layer}/{self.direction}"


@dataclass(frozen=True)
class Kind:
    """What a recurrent module is, apart from the values of its parameters."""

    mode: str
    is_cell: bool
    layers: int
    directions: tuple[Direction, ...]
    hidden_size: int
    has_bias: bool
    batch_first: bool
    dropout: float
    proj_size: int = 0

    @property
    def layout(self) -> Layout:
        return (PROJECTED if self.proj_size else LAYOUTS)[self.mode]

    def size(self, state: str) -> int:
        """How many numbers a state has in one direction."""
        is_projected = self.layout.cell.axis(state) == "proj"
        return self.proj_size if is_projected else self.hidden_size

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states in PyTorch's order."""
        return tuple(s for s in STATES if s in self.layout.cell.states)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """Layer by layer, forward then reverse: the order of PyTorch's states."""
        return tuple(
            Part(k, d, "" if self.is_cell else f"_l{k}{'_reverse' * (d == 'reverse')}")
            for k in range(self.layers)
            for d in self.directions
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The beginnings of the parameters' names, in the order of PyTorch's kernels."""
        has = {"bias": self.has_bias, "weight_hr": bool(self.proj_size)}
        return tuple(
            n for n in STACKED if all(h for start, h in has.items() if n.startswith(start))
        )

    def parameters(self, module: nn.Module) -> dict[str, Tensor]:
        """The module's own parameters by their names, as they are now."""
        # Where a module has them as they are, asking its dict saves a search for each.
        own: Mapping[str, Any] = module._parameters
        return {n: own[n] if n in own else getattr(module, n) for n in self._every_name}

    @cached_property
    def _every_name(self) -> tuple[str, ...]:
        return tuple(name + part.suffix for part in self.parts for name in self.names)

    def weights(self, parameters: Mapping[str, Tensor], part: Part) -> Weights:
        """The weights of a part; gradients flow to the parameters."""
        return unstack(self.layout, self.stacked(parameters, part))

    def stacked(self, parameters: Mapping[str, Any], part: Part) -> Stacked:
        """The parameters of a part as PyTorch stacks them."""
        return Stacked(**{STACKED[name]: parameters[name + part.suffix] for name in self.names})


def is_recurrent(module: Any) -> bool:
    """Whether a module is one of PyTorch's recurrent layers or cells."""
    return isinstance(module, (_nn().RNNBase, _nn().RNNCellBase))


def kind_of(module: Any, where: str) -> Kind:
    """What a recurrent module is; `where` names it in a refusal.

    Raises:
        ConversionError: it has an option that is not supported.
    """
    is_cell, mode = isinstance(module, _nn().RNNCellBase), _mode(module)
    if mode not in LAYOUTS:
        raise ConversionError(
            f"Expected {where} to be one of {list(LAYOUTS)}, got {mode}, which is not supported. "
            "Record a submodule in which it does not stand."
        )
    return Kind(
        mode=mode,
        is_cell=is_cell,
        layers=1 if is_cell else module.num_layers,
        directions=DIRECTIONS if not is_cell and module.bidirectional else DIRECTIONS[:1],
        hidden_size=module.hidden_size,
        has_bias=module.bias,
        batch_first=not is_cell and module.batch_first,
        dropout=0.0 if is_cell else module.dropout,
        proj_size=0 if is_cell else module.proj_size,
    )


def from_torch(module: nn.Module) -> list[Weights | list[Weights]]:
    """The weights of a PyTorch layer, layer by layer, as `gatescope.run` takes them.

    `module` is an `nn.LSTM`, `nn.GRU`, `nn.RNN` or one of their cells. Each layer of a
    bidirectional one is `[forward, reverse]`. The weights are copies, and stay as they are when the
    module is trained on. PyTorch's GRU is `gatescope.GRU_RESET_AFTER`; its two biases are one
    wherever the equations allow it.

    Raises:
        ConversionError: it is no recurrent layer, or has an option that is not supported.
        MissingExtra: PyTorch is not installed.
    """
    if not is_recurrent(module):
        raise ConversionError(
            "Expected a recurrent layer of PyTorch, got a "
            f"{type(module).__name__}{_within(module)}."
        )
    kind = kind_of(module, type(module).__name__)
    parameters = {n: p.detach().clone() for n, p in kind.parameters(module).items()}
    both = len(kind.directions)
    parts = [kind.weights(parameters, part) for part in kind.parts]
    return [parts[k] if both == 1 else parts[k : k + both] for k in range(0, len(parts), both)]


def _nn() -> Any:
    return needed("torch.nn", by="A PyTorch model", extra="torch")


def _mode(module: Any) -> str:
    """What PyTorch calls a layer's cell; a module of one step does not say it itself."""
    nn = _nn()
    if not isinstance(module, nn.RNNCellBase):
        return str(module.mode)
    if isinstance(module, nn.RNNCell):
        return f"RNN_{module.nonlinearity.upper()}"
    known = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell}
    own = [mode for mode, cell in known.items() if isinstance(module, cell)]
    return own[0] if own else type(module).__name__


def _within(module: Any) -> str:
    """Where the recurrent layers are in something larger."""
    if not isinstance(module, _nn().Module):
        return ""
    paths = [path for path, inner in module.named_modules() if is_recurrent(inner)]
    return f" with some at {paths}. Give one, module.get_submodule(…)" if paths else ""
