"""Recurrent layers as loops written by hand, with edits that are made there by hand as well."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from gatescope import Clamp, Scale, Shift
from gatescope.edits import Edit
from torch_models import contracting

Change = Callable[[str, int, Tensor], Tensor]


def unchanged(name: str, t: int, value: Tensor) -> Tensor:
    return value


def lstm_by_hand(module: Any, x: Tensor, suffix: str, change: Change = unchanged) -> Tensor:
    """`h` of one layer in one direction, (time, batch, unit)."""
    W, U, b, d = stacks(module, suffix, x)
    c = x.new_zeros(x.shape[1], module.hidden_size)
    projection = getattr(module, f"weight_hr{suffix}", torch.eye(module.hidden_size, dtype=x.dtype))
    h, hs = c @ projection.T, []
    for t, step in enumerate(x):
        i, f, g, o = (step @ W.T + h @ U.T + b + d).chunk(4, dim=-1)
        i, f, o = (change(n, t, v.sigmoid()) for n, v in (("i", i), ("f", f), ("o", o)))
        g = change("g", t, g.tanh())
        c = change("c", t, f * c + i * g)
        h = change("h", t, (o * c.tanh()) @ projection.T)
        hs.append(h)
    return torch.stack(hs)


def gru_by_hand(module: Any, x: Tensor, suffix: str, change: Change = unchanged) -> Tensor:
    W, U, b, d = stacks(module, suffix, x)
    h = x.new_zeros(x.shape[1], module.hidden_size)
    hs = []
    for t, step in enumerate(x):
        (a_r, a_z, a_n), (p_r, p_z, p_n) = (step @ W.T + b).chunk(3, -1), (h @ U.T + d).chunk(3, -1)
        r = change("r", t, (a_r + p_r).sigmoid())
        z = change("z", t, change("z_pre", t, a_z + p_z).sigmoid())
        n = change("n", t, (a_n + r * p_n).tanh())
        h = change("h", t, z * h + (1 - z) * n)
        hs.append(h)
    return torch.stack(hs)


def rnn_by_hand(module: Any, x: Tensor, suffix: str, change: Change = unchanged) -> Tensor:
    W, U, b, d = stacks(module, suffix, x)
    h, hs = x.new_zeros(x.shape[1], module.hidden_size), []
    for t, step in enumerate(x):
        total = step @ W.T + h @ U.T + b + d
        h = change("h", t, total.relu() if module.nonlinearity == "relu" else total.tanh())
        hs.append(h)
    return torch.stack(hs)


NAMES = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")


def stacks(module: Any, suffix: str, x: Tensor) -> list[Tensor]:
    """The parameters of a part; a bias that it does not have is zero."""
    found = [getattr(module, name + suffix, None) for name in NAMES]
    return [x.new_zeros(()) if one is None else one for one in found]


def forget_held(name: str, t: int, value: Tensor) -> Tensor:
    """What FORGET does."""
    if name == "f" and 1 <= t < 4:
        value = torch.cat([value[:, :1], torch.full_like(value[:, 1:2], 0.75), value[:, 2:]], -1)
    if name == "c":
        value = torch.cat([value[:, :2], value[:, 2:] * 0.5 + 0.25], dim=-1)
    return value


FORGET: list[Edit] = [
    Clamp("f", 0.75, unit=[1], time=slice(1, 4)),
    Scale("c", 0.5, unit=[2, 3]),
    Shift("c", 0.25, unit=[2, 3]),
]


def update_shifted(name: str, t: int, value: Tensor) -> Tensor:
    """What UPDATE does."""
    if name == "z_pre" and t == 2:
        value = value - 1.5
    return torch.cat([value[:, :1] * 0.5, value[:, 1:]], dim=-1) if name == "n" else value


UPDATE: list[Edit] = [Shift("z_pre", -1.5, time=[2]), Scale("n", 0.5, unit=0)]


def reverse_by_hand(
    module: Any, x: Tensor, suffix: str, change: Change = unchanged, loop: Any = lstm_by_hand
) -> Tensor:
    """Steps are counted as the input counts them."""
    last = len(x) - 1
    backwards: Tensor = loop(module, x.flip(0), suffix, lambda n, t, v: change(n, last - t, v))
    return backwards.flip(0)


def double(*sizes: int, **options: Any) -> Any:
    """An LSTM in double precision."""
    return contracting(nn.LSTM(*sizes, **options)).double()
