"""`from_torch`: PyTorch's layers as `Weights`, run by the reference against PyTorch itself."""

from typing import Any

import pytest
import torch
from torch import nn

import gatescope
from gatescope.cells import GRU_RESET_AFTER
from tolerances import assert_close
from torch_models import contracting, sequence


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
@pytest.mark.parametrize("has_bias", [True, False])
@pytest.mark.parametrize("is_bidirectional", [True, False])
def test_a_stack_is_run_as_pytorch_runs_it(
    kind: str, has_bias: bool, is_bidirectional: bool
) -> None:
    module: Any = getattr(nn, kind)(
        3, 4, num_layers=2, bias=has_bias, bidirectional=is_bidirectional, dtype=torch.float64
    )
    contracting(module)
    x = sequence(5, 2, 3, dtype=torch.float64)
    tree = gatescope.run(gatescope.from_torch(module), x)
    own = module(x)[0].detach()
    assert_close(tree["1/forward"]["h"], own[..., :4], "float64")
    if is_bidirectional:
        assert_close(tree["1/reverse"]["h"], own[..., 4:], "float64")


@pytest.mark.parametrize("has_bias", [True, False])
def test_a_projected_layer_is_run_as_pytorch_runs_it(has_bias: bool) -> None:
    module: Any = nn.LSTM(3, 4, 2, bias=has_bias, bidirectional=True, proj_size=3)
    contracting(module).double()
    x = sequence(5, 2, 3, dtype=torch.float64)
    tree = gatescope.run(gatescope.from_torch(module), x)
    own, (_, c) = module(x)
    assert tree["1/reverse"].sizes["proj"] == 3
    assert_close(tree["1/forward"]["h"], own[..., :3].detach(), "float64")
    assert_close(tree["1/reverse"]["h"], own[..., 3:].detach(), "float64")
    assert_close(tree["0/forward"]["c"][-1], c[0].detach(), "float64")


@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
def test_a_cell_is_one_layer(kind: str) -> None:
    cell: Any = contracting(getattr(nn, f"{kind}Cell")(3, 4)).double()
    (weights,) = gatescope.from_torch(cell)
    x = sequence(1, 2, 3, dtype=torch.float64)
    own = cell(x[0])
    h = own[0] if isinstance(own, tuple) else own
    assert_close(gatescope.run(weights, x)["h"][0], h.detach(), "float64")


def test_two_biases_are_one_where_the_equations_allow_it_and_only_there() -> None:
    gru = contracting(nn.GRU(3, 4))
    (weights,) = gatescope.from_torch(gru)
    assert isinstance(weights, gatescope.Weights)
    assert weights.cell == GRU_RESET_AFTER
    inner, outer = gru.bias_hh_l0, gru.bias_ih_l0
    assert torch.equal(weights["r.b"], (inner + outer)[:4].detach())
    assert torch.equal(weights["n_h.b"], inner[8:].detach())
    assert torch.equal(weights["n_x.b"], outer[8:].detach())


def test_the_weights_stay_as_they_are_when_the_module_is_trained_on() -> None:
    gru = contracting(nn.GRU(3, 4))
    (weights,) = gatescope.from_torch(gru)
    before = weights["n_h.b"].clone()  # type: ignore[call-overload]
    with torch.no_grad():
        for parameter in gru.parameters():
            parameter.add_(1)
    assert torch.equal(weights["n_h.b"], before)  # type: ignore[call-overload]
