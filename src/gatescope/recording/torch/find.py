"""The recurrent layers of a model, by the names that the model gives them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import nn

from gatescope.convert.torch import Kind, is_recurrent, kind_of
from gatescope.errors import ConversionError

_TAKEN_APART = (
    " A graph may have taken its layers apart: record the module that was given to torch.export."
)


@dataclass(frozen=True, eq=False)
class Found:
    """A recurrent module where it stands: `names` are all that lead to it, the first one first."""

    names: tuple[str, ...]
    module: nn.Module
    kind: Kind

    @property
    def called(self) -> str:
        """What a refusal calls it: a layer that is recorded by itself has no name."""
        return called(self.names[0])

    @property
    def source(self) -> str:
        """What a trace says of where its weights came from."""
        names = " = ".join(name for name in self.names if name)
        return f"PyTorch {type(self.module).__name__}" + (f" {names}" if names else "")

    def paths(self, name: str | None = None) -> tuple[str, ...]:
        """The paths of its layers and directions, as in a trace."""
        name = self.names[0] if name is None else name
        return tuple(f"{name}/{part.path}".lstrip("/") for part in self.kind.parts)


def called(name: str) -> str:
    """What a refusal calls the module of that name."""
    return f"the layer {name!r}" if name else "the module itself"


def find(model: Any) -> tuple[Found, ...]:
    """The recurrent layers of a model, each once, in the model's order.

    Raises:
        ConversionError: it is no module, is compiled or scripted, holds no recurrent layer, or one
            with an option that is not supported.
    """
    if not isinstance(model, nn.Module):
        raise ConversionError(
            f"Expected a PyTorch model, a torch.nn.Module, got {type(model).__name__}."
        )
    for name, module in model.named_modules():
        _refuse(name, module)
    names: dict[nn.Module, list[str]] = {}
    for name, module in model.named_modules(remove_duplicate=False):
        if is_recurrent(module):
            names.setdefault(module, []).append(name)
    if not names:
        raise ConversionError(
            f"Expected a model with an nn.LSTM, nn.GRU, nn.RNN or one of their cells in it, got "
            f"{type(model).__name__}, which has none."
            + (_TAKEN_APART if isinstance(model, torch.fx.GraphModule) else "")
        )
    return tuple(
        Found(tuple(all_), module, kind_of(module, called(all_[0])))
        for module, all_ in names.items()
    )


def by_path(found: tuple[Found, ...]) -> Mapping[str, tuple[Found, str]]:
    """Each layer and direction by its path: the module, and the path of its part within."""
    return dict(_paths(found))


def _paths(found: tuple[Found, ...]) -> Iterator[tuple[str, tuple[Found, str]]]:
    for layer in found:
        for name in layer.names:
            for path, part in zip(layer.paths(name), layer.kind.parts, strict=True):
                yield path, (layer, part.path)


def _refuse(name: str, module: nn.Module) -> None:
    """Refuse what cannot be watched, with what to do instead."""
    where = f"the submodule {name!r}" if name else "the model"
    if isinstance(module, torch.jit.ScriptModule):
        raise ConversionError(
            f"Expected {where} to be a plain nn.Module, got a ScriptModule, whose layers run "
            "inside TorchScript and cannot be watched. Record the module that was given to "
            "torch.jit.script or torch.jit.trace."
        )
    kind = type(module)
    if kind.__module__.startswith("torch.ao.") and kind.__name__.startswith(("LSTM", "GRU", "RNN")):
        raise ConversionError(
            f"Expected {where} to be a layer of torch.nn, got a quantised {kind.__name__}, which "
            "is not supported. Record the model as it was before quantisation."
        )
    is_compiled = isinstance(module, torch._dynamo.eval_frame.OptimizedModule)
    if is_compiled or module._compiled_call_impl is not None:
        raise ConversionError(
            f"Expected {where} to be a plain nn.Module, got a compiled one, whose layers are "
            "compiled away. Record the module that was given to torch.compile"
            + (": model._orig_mod." if is_compiled else ", before module.compile().")
        )
