"""gatescope.nn.Recurrent: a layer of any cell, one that is written in the test among them."""

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence

import gatescope
from gatescope.cells import (
    LSTM,
    LSTM_PEEPHOLE,
    LSTM_PROJECTED,
    Cell,
    affine,
    previous,
    sigma,
    tanh,
    x,
)
from gatescope.engine import forward
from gatescope.errors import CellError, InputError
from gatescope.nn import Recurrent
from gatescope.weights import Weights
from samples import initial, layer, numbers, several_edits
from tolerances import assert_close


def minimal() -> Cell:
    """The minimal gated unit of Zhou et al. 2016."""
    h = previous("h")
    f = sigma(affine("f", h=h, x=x))
    n = tanh(affine("n", h=f * h, x=x))
    return Cell("mgu", values={"f": f, "n": n}, next={"h": (1 - f) * h + f * n})


MGU = minimal()
EVERY = pytest.mark.parametrize("cell", [MGU, LSTM_PEEPHOLE, LSTM_PROJECTED], ids=lambda c: c.name)


def tensors(arrays: Any) -> dict[str, Tensor]:
    return {name: torch.tensor(array, requires_grad=True) for name, array in arrays.items()}


@EVERY
def test_values_and_gradients_are_those_of_autograd(cell: Cell) -> None:
    weights, edits = layer(cell), several_edits(cell, 5, 3, 3)
    module, start = Recurrent.from_weights(weights), tensors(initial(cell))
    inputs = torch.tensor(numbers(5, 3, 2), requires_grad=True)

    of_autograd = tensors(weights)
    expected = forward(Weights(cell, of_autograd), inputs, initial=start, edits=edits)
    h, last, values = module(inputs, start, edits=edits, gates=True)

    assert torch.equal(h, values["h"])
    for value in cell.values:
        assert_close(values[value].detach(), expected[value].detach(), "float64")
    for state in cell.states:
        assert torch.equal(last[state], values[state][-1])
    seeds = {v: torch.tensor(numbers(*a.shape, seed=k)) for k, (v, a) in enumerate(values.items())}
    others = torch.autograd.grad(
        sum((seed * expected[v]).sum() for v, seed in seeds.items()),
        [inputs, *start.values(), *of_autograd.values()],
    )
    own = dict(module.named_parameters())
    found = torch.autograd.grad(
        sum((seed * values[v]).sum() for v, seed in seeds.items()),
        [inputs, *start.values(), *(own[name] for name in weights)],
    )
    for a, b in zip(found, others, strict=True):
        assert_close(a, b, "float64", "gradients")


def test_it_is_the_run_of_its_weights() -> None:
    torch.manual_seed(0)
    module = Recurrent(MGU, 2, 3, batch_first=True)
    trace = gatescope.run(module.weights(), numbers(5, 4, 2).astype(np.float32))
    h, _ = module(torch.tensor(numbers(5, 4, 2), dtype=torch.float32).transpose(0, 1))
    assert_close(h.detach().transpose(0, 1), trace["h"].values, "float32")


def test_its_state_dict_has_the_names_of_the_weights() -> None:
    module = Recurrent(LSTM_PEEPHOLE, 2, 3)
    assert {*module.state_dict()} == {*LSTM_PEEPHOLE.parameters}
    assert repr(module).startswith("Recurrent(\n  lstm_peephole, 2, 3")
    bound = 3**-0.5
    assert all((p.abs() <= bound).all() and p.abs().max() > 0 for p in module.parameters())


def test_packed_sequences_end_where_they_end() -> None:
    module = Recurrent.from_weights(layer(MGU))
    inputs, lengths = torch.tensor(numbers(5, 3, 2)), [2, 5, 1]
    packed = pack_padded_sequence(inputs, torch.tensor(lengths), enforce_sorted=False)
    _, last = module(packed)
    for k, length in enumerate(lengths):
        _, alone = module(inputs[:length, k])
        assert_close(last["h"][k].detach(), alone["h"].detach(), "float64")


def test_what_does_not_fit_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError, match=r"at least 1, got input_size=0"):
        Recurrent(MGU, 0, 3)
    with pytest.raises(CellError, match=r"Expected a proj_size"):
        Recurrent(LSTM_PROJECTED, 2, 3)
    with pytest.raises(InputError, match=r"states of \['h'\], got \['c'\]"):
        Recurrent(MGU, 2, 3)(torch.zeros(4, 1, 2), {"c": torch.zeros(1, 3)})
    with pytest.raises(InputError, match=r"initial\['h'\]"):
        Recurrent(MGU, 2, 3)(torch.zeros(4, 1, 2), {"h": torch.zeros(2, 3)})
    h = previous("h")
    taken = Cell("taken", values={}, next={"h": tanh(affine("train", h=h, x=x))})
    with pytest.raises(CellError, match=r"got 'train.h'.*another label"):
        Recurrent(taken, 2, 3)
    assert Recurrent(LSTM, 2, 3).cell == LSTM
