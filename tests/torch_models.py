"""PyTorch models that the tests of recording and editing share."""

import warnings
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn


class Tagger(nn.Module):
    """A deep model that is mostly one recurrent layer, with a state that is passed on by hand."""

    def __init__(self, **options: Any) -> None:
        super().__init__()
        self.lstm = nn.LSTM(3, 5, **options)
        width = 5 * (2 if self.lstm.bidirectional else 1)
        self.cell = nn.GRUCell(width, 4)
        self.out = nn.Linear(4, 2)

    def forward(self, x: Tensor) -> Tensor:
        y, _ = self.lstm(x)
        h, outputs = None, []
        for step in y:
            h = self.cell(step, h)
            outputs.append(self.out(h))
        return torch.stack(outputs)


def contracting(model: nn.Module, seed: int = 0) -> nn.Module:
    """Small weights and biases: a chaotic network would amplify rounding."""
    draws = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            bound = 0.5 / parameter.shape[-1] ** 0.5
            drawn = torch.empty(parameter.shape, dtype=torch.float64)
            parameter.copy_(drawn.uniform_(-bound, bound, generator=draws))
    return model


def sequence(*shape: int, seed: int = 0, dtype: torch.dtype = torch.float32) -> Tensor:
    draws = torch.Generator().manual_seed(seed)
    return torch.rand(shape, generator=draws, dtype=torch.float64).mul(2).sub(1).to(dtype)


def save_script(model: nn.Module, path: Path) -> Path:
    """Save a model as TorchScript, which PyTorch still writes and no longer recommends."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "`torch.jit")
        torch.jit.script(model).save(str(path))
    return path


class Projected(nn.LSTMCell):
    """A step of an LSTM whose `h` is projected, by PyTorch's own step of one where it is not."""

    def __init__(self, inputs: int, units: int, proj_size: int, bias: bool) -> None:
        super().__init__(inputs, units, bias=bias)
        self.weight_hh = nn.Parameter(torch.empty(4 * units, proj_size))
        self.weight_hr = nn.Parameter(torch.empty(proj_size, units))

    def forward(self, x: Tensor, hx: Any = None) -> Any:
        h, c = hx
        # What the past adds to each gate, as what another input adds.
        whole = torch.cat([self.weight_ih, self.weight_hh], dim=1)
        biases = (self.bias_ih, self.bias_hh) if self.bias else (None, None)
        none = torch.zeros(self.weight_ih.shape[0], c.shape[1], dtype=x.dtype)
        shown, c = torch._VF.lstm_cell(torch.cat([x, h], 1), (0 * c, c), whole, none, *biases)
        return shown @ self.weight_hr.T, c


class Scripted(nn.Module):
    """What TorchScript takes: a layer and a cell."""

    def __init__(self) -> None:
        super().__init__()
        self.enc = nn.LSTM(2, 3, bidirectional=True, proj_size=2)
        self.cell = nn.GRUCell(4, 2)

    def forward(self, x: Tensor) -> Tensor:
        y, _ = self.enc(x)
        return self.cell(y[-1])
