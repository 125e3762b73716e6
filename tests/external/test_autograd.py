"""The adjoint against PyTorch's autograd, which differentiates the same table of operations."""

from typing import Any

import pytest
import torch

from gatescope.cells import Cell
from gatescope.edits import Edit
from gatescope.engine import backward, forward
from gatescope.weights import Weights
from samples import CELLS, SIZES, initial, layer, numbers, several_edits, size
from tolerances import assert_close


def tensor(array: Any, dtype: str) -> Any:
    return torch.tensor(array, dtype=getattr(torch, dtype), requires_grad=True)


def check(cell: Cell, sizes: tuple[int, int, int, int], dtype: str, edits: list[Edit]) -> None:
    time, batch, inputs, units = sizes
    weights = layer(cell, inputs, units)
    weights = Weights(cell, {name: tensor(p, dtype) for name, p in weights.items()})
    x = tensor(numbers(time, batch, inputs), dtype)
    start = {s: tensor(value, dtype) for s, value in initial(cell, batch, units).items()}
    grads = {
        v: tensor(numbers(time, batch, size(cell, v, units), seed=k), dtype).detach()
        for k, v in enumerate(cell.values)
    }

    result = forward(weights, x, initial=start, edits=edits)
    loss = sum((grad * result[v]).sum() for v, grad in grads.items())
    loss.backward()
    with torch.no_grad():
        found = backward(result, grads)

    assert_close(found.x, x.grad, dtype, "gradients")
    for state in cell.states:
        assert_close(found.initial[state], start[state].grad, dtype, "gradients")
    for name, parameter in weights.items():
        assert_close(found.parameters[name], parameter.grad, dtype, "gradients")


EVERY = pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)


@EVERY
@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("sizes", SIZES)
def test_the_adjoint_equals_autograd(
    cell: Cell, sizes: tuple[int, int, int, int], dtype: str
) -> None:
    check(cell, sizes, dtype, [])


@EVERY
def test_the_adjoint_of_an_edited_run_equals_autograd(cell: Cell) -> None:
    check(cell, (7, 3, 2, 5), "float64", several_edits(cell, 7, 3, 5))


@EVERY
def test_the_engine_computes_the_same_in_pytorch_and_in_numpy(cell: Cell) -> None:
    weights, x = layer(cell), numbers(7, 3, 2)
    tensors = Weights(cell, {name: torch.tensor(p) for name, p in weights.items()})
    edits = several_edits(cell, 7, 3, 3)
    one = forward(weights, x, edits=edits)
    other = forward(tensors, torch.tensor(x), edits=edits)
    for node in cell.nodes:
        assert_close(other[node.id], one[node.id], "float64")


@EVERY
def test_the_gradient_survives_a_gate_that_is_shut_altogether(cell: Cell) -> None:
    weights = {name: tensor(p, "float64") for name, p in layer(cell).items()}
    first = next(name for name in weights if name.endswith(".b"))
    weights[first] = tensor([-1e6, 0.0, 0.0], "float64")
    forward(Weights(cell, weights), tensor(numbers(3, 1, 2), "float64"))["h"].sum().backward()
    assert all(torch.isfinite(p.grad).all() for p in weights.values())
