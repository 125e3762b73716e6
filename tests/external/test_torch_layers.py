"""The reference against PyTorch's own layers; parameters are mapped here, by hand.

PyTorch stacks its gates (LSTM i f g o, GRU r z n) and has two biases, which become one wherever the
equations allow it: not in the GRU's candidate, whose second bias stands inside the reset.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pytest
import torch

from gatescope.cells import LSTM, RNN, RNN_RELU, Cell, gru
from gatescope.engine import backward, forward
from gatescope.weights import Weights
from samples import SIZES, Array, numbers
from tolerances import assert_close

Parameters = dict[str, Array]


def lstm(W: Array, U: Array, b: Array, c: Array) -> Parameters:
    parts = {"x": np.split(W, 4), "h": np.split(U, 4), "b": np.split(b + c, 4)}
    return {f"{v}.{role}": part[k] for role, part in parts.items() for k, v in enumerate("ifgo")}


def gru_after_old(W: Array, U: Array, b: Array, c: Array) -> Parameters:
    (W_r, W_z, W_n), (U_r, U_z, U_n) = np.split(W, 3), np.split(U, 3)
    (b_r, b_z, b_n), (c_r, c_z, c_n) = np.split(b, 3), np.split(c, 3)
    gates = {"r.x": W_r, "r.h": U_r, "r.b": b_r + c_r, "z.x": W_z, "z.h": U_z, "z.b": b_z + c_z}
    return {**gates, "n_x.x": W_n, "n_x.b": b_n, "n_h.h": U_n, "n_h.b": c_n}


def rnn(W: Array, U: Array, b: Array, c: Array) -> Parameters:
    return {"h.x": W, "h.h": U, "h.b": b + c}


CASES: dict[str, tuple[Any, Cell, Any]] = {
    "LSTM": (torch.nn.LSTM, LSTM, lstm),
    "GRU": (torch.nn.GRU, gru("after", "old"), gru_after_old),
    "RNN": (torch.nn.RNN, RNN, rnn),
    "RNN relu": (partial(torch.nn.RNN, nonlinearity="relu"), RNN_RELU, rnn),
}


class Pair:
    """PyTorch's layer and ours with the same contracting weights, and what each is given."""

    def __init__(self, kind: str, sizes: tuple[int, int, int, int], dtype: str) -> None:
        time, batch, inputs, units = sizes
        module, cell, self.mapped = CASES[kind]
        self.theirs = module(inputs, units, dtype=getattr(torch, dtype))
        self.own = [numbers(*p.shape, seed=k) for k, p in enumerate(self.theirs.parameters())]
        self.own = [(0.5 / np.sqrt(units) * p).astype(dtype) for p in self.own]
        for parameter, values in zip(self.theirs.parameters(), self.own, strict=True):
            parameter.data = torch.tensor(values)
        self.weights = Weights(cell, self.mapped(*self.own))
        self.x = numbers(time, batch, inputs, seed=8).astype(dtype)
        self.initial = {
            state: numbers(batch, units, seed=9 + k).astype(dtype)
            for k, state in enumerate(cell.states)
        }
        self.grad = numbers(time, batch, units, seed=12).astype(dtype)

    def run_theirs(self) -> tuple[Any, Any, dict[str, Any]]:
        """The output, the input, and the initial states, as tensors that know their gradients."""
        x = torch.tensor(self.x, requires_grad=True)
        initial = {s: torch.tensor(v[None], requires_grad=True) for s, v in self.initial.items()}
        states = (initial["h"], initial["c"]) if "c" in initial else initial["h"]
        output, _ = self.theirs(x, states)
        output.backward(torch.tensor(self.grad))
        return output, x, initial

    def gradients_of_parameters(self) -> Mapping[str, Array]:
        """Theirs by our names: each of two joined biases has the gradient of the sum."""
        W, U, b, c = (p.grad.numpy() for p in self.theirs.parameters())
        return dict(self.mapped(W, U, b, c)) | {
            name: value for name, value in self.mapped(W, U, b, 0 * c).items() if name != "n_h.b"
        }


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("kind", CASES)
def test_the_reference_equals_pytorchs_layer(
    kind: str, sizes: tuple[int, int, int, int], dtype: str
) -> None:
    pair = Pair(kind, sizes, dtype)
    result = forward(pair.weights, pair.x, initial=pair.initial)
    output, x, initial = pair.run_theirs()
    assert_close(result["h"], output.detach(), dtype)

    found = backward(result, {"h": pair.grad})
    assert_close(found.x, x.grad, dtype, "gradients")
    for state, value in initial.items():
        assert_close(found.initial[state], value.grad[0], dtype, "gradients")
    for name, value in pair.gradients_of_parameters().items():
        assert_close(found.parameters[name], value, dtype, "gradients")


def test_the_last_cell_state_is_pytorchs() -> None:
    pair = Pair("LSTM", (7, 3, 2, 5), "float64")
    _, (_, c) = pair.theirs(torch.tensor(pair.x))
    assert_close(forward(pair.weights, pair.x)["c"][-1], c[0].detach(), "float64")


def test_a_gru_of_another_form_is_not_pytorchs() -> None:
    pair = Pair("GRU", (7, 3, 2, 5), "float64")
    other = Weights(gru("after", "new"), dict(pair.weights))
    output, _, _ = pair.run_theirs()
    difference = forward(other, pair.x, initial=pair.initial)["h"] - output.detach().numpy()
    assert np.abs(difference).max() > 1e-2
