"""The operators of gatescope.nn as PyTorch wants them: opcheck, gradcheck, torch.compile."""

import subprocess
import sys
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import pytest
import torch
from torch import Tensor

from gatescope.cells import GRU, LSTM_PROJECTED, Cell
from gatescope.nn import eager
from gatescope.nn.arrays import arrays
from gatescope.nn.held import Held, held
from gatescope.nn.operators import run, run_backward
from samples import initial, layer, numbers


def given(cell: Cell, edited: tuple[str, ...], lengths: list[int]) -> tuple[Any, ...]:
    """What the operator takes, as small as it can be."""
    weights = layer(cell, 1, 2)

    def leaf(array: Any) -> Tensor:
        return torch.tensor(array, requires_grad=True)

    return (
        Held.by_name(cell).document,
        ",".join(edited),
        leaf(numbers(2, 1, 1)),
        [leaf(array) for array in initial(cell, 1, 2).values()],
        [leaf(array) for array in weights.values()],
        [torch.tensor(numbers(2, 1, 2, seed=k)) for k in range(2 * len(edited))],
        [torch.tensor(lengths)] if lengths else [],
    )


@pytest.mark.parametrize(
    ("cell", "edited", "lengths"), [(LSTM_PROJECTED, (), []), (GRU, ("r", "h"), [1])]
)
# PyTorch's check looks for the gradients of copies that it makes of what it is given.
@pytest.mark.filterwarnings("ignore:The .grad attribute of a Tensor:UserWarning")
def test_the_operators_are_as_pytorch_wants_them(
    cell: Cell, edited: tuple[str, ...], lengths: list[int]
) -> None:
    arguments, lies = given(cell, edited, lengths), arrays(cell, edited).lies
    torch.library.opcheck(run, arguments)
    found = [array.detach() for array in run(*arguments)]
    place = lies["h"].array
    *names, x, states, parameters, coefficients, ends = arguments
    inner = [[a.detach() for a in group] for group in (states, parameters)]
    seeds = [place], [torch.ones_like(found[place])]
    rest = coefficients, ends, found
    torch.library.opcheck(run_backward, (*names, x.detach(), *inner, *rest, *seeds))

    def values(way: Callable[..., Any], x: Tensor, *others: Tensor) -> tuple[Tensor, ...]:
        own = others[: len(states)], others[len(states) :]
        return tuple(way(*names, x, *own, coefficients, ends))

    def through(*others: Any) -> Iterable[Tensor]:
        every, x = run(*others), others[2]
        return (where.of(every, len(x)) for where in lies.values())

    def past(layer: str, *others: Any) -> Iterable[Tensor]:
        return eager.run(held(layer), *others, lies).values()

    for way in (through, past):
        assert torch.autograd.gradcheck(partial(values, way), (x, *states, *parameters))


COMPILED = """
import torch
from gatescope.cells import GRU
from gatescope.nn import LSTM, Recurrent

class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.first = LSTM(3, 4, bidirectional=True, batch_first=True)
        self.second = Recurrent(GRU, 8, 2, batch_first=True)

    def forward(self, x):
        y, _, gates = self.first(x, gates=True)
        h, _ = self.second(y)
        return h.sum() + gates["0/reverse"]["f"].mean()

torch.manual_seed(0)
model, x = Model(), torch.randn(2, 5, 3)
parameters = [*model.parameters()]
expected = model(x)
found = torch.compile(model, fullgraph=True, backend="aot_eager")(x)
torch.testing.assert_close(found, expected)
of_expected, of_found = (torch.autograd.grad(y, parameters) for y in (expected, found))
torch.testing.assert_close(of_found, of_expected)
print("the same")
"""


def test_a_compiled_model_is_one_graph_and_computes_the_same() -> None:
    # In a process of its own: torch.compile does not see through the checks of shapes that tests
    # put into the package.
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", COMPILED], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("the same\n", "")
