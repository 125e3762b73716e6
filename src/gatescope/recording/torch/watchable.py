"""Whether a call is one that PyTorch's own layers take and give, with numbers behind it."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from gatescope.convert.torch import Kind
from gatescope.errors import RecordingError
from gatescope.recording.torch.find import Found


def check_call(layer: Found, given: Any, hx: Any, output: Any) -> None:
    """Refuse what cannot be copied, or cannot be read as a layer's call.

    Raises:
        RecordingError: the layer takes or gives something else, or runs on no numbers.
    """
    kind = layer.kind
    is_known = _is_sequence(given) and (hx is None or _are_states(kind, hx))
    if not is_known or not _is_outcome(kind, output):
        own = _states(kind) if kind.is_cell else f"(output, {_states(kind)})"
        raise RecordingError(
            f"Expected {layer.called} to be called as PyTorch's own are, "
            f"(input, {_states(kind)}), and to give {own}, got a "
            f"{type(layer.module).__name__} that was called with ({_name(given)}, {_name(hx)}) "
            f"and gave {_name(output)}. Give it PyTorch's own form, and do the rest in a module "
            "around it."
        )
    tensor = given if isinstance(given, Tensor) else given.data
    if is_transformed():
        raise RecordingError(
            f"Expected {layer.called} to run by itself, got it within a transform of "
            "torch.func (vmap, grad …), in which its values are not to be had. Record a call "
            "outside of it; gradients flow without it, by backward()."
        )
    if tensor.is_meta:
        raise RecordingError(
            f"Expected {layer.called} to run on numbers, got the device 'meta', "
            "which has none. Load the weights on a real device first."
        )


def is_transformed() -> bool:
    """Whether this runs within a transform of `torch.func`."""
    return torch._C._functorch.peek_interpreter_stack() is not None


def _is_sequence(given: Any) -> bool:
    return isinstance(given, (Tensor, PackedSequence))


def _are_states(kind: Kind, given: Any) -> bool:
    if len(kind.states) == 1:
        return isinstance(given, Tensor)
    is_pair = isinstance(given, (tuple, list)) and len(given) == len(kind.states)
    return is_pair and all(isinstance(state, Tensor) for state in given)


def _is_outcome(kind: Kind, output: Any) -> bool:
    if kind.is_cell:
        return _are_states(kind, output)
    # Our own modules may give their gates besides.
    is_pair = isinstance(output, (tuple, list)) and len(output) > 1
    return is_pair and _is_sequence(output[0]) and _are_states(kind, output[1])


def _states(kind: Kind) -> str:
    return kind.states[0] if len(kind.states) == 1 else f"({', '.join(kind.states)})"


def _name(given: Any) -> str:
    if isinstance(given, (tuple, list)):
        return f"({', '.join(map(_name, given))})"
    return type(given).__name__
