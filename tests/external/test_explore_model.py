"""A live PyTorch model behind the page."""

import threading
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

import gatescope as gs
from gatescope.errors import EditError, InputError, RecordingError
from gatescope.opened import Opened, open_model
from gatescope.weights import plain
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence

CLAMP = gs.Clamp("f", 1.0, unit=[3], time=slice(1, 4))


@pytest.fixture
def model() -> nn.Module:
    return contracting(Tagger(bidirectional=True))


def posted(opened: Opened, path: str, *edits: Any) -> dict[str, Any]:
    return opened.edit({"edits": {path: [edit.to_json() for edit in edits]}})


def test_edits_run_the_whole_model(model: nn.Module) -> None:
    x = sequence(6, 2, 3)
    opened = open_model(model, x)
    answer = posted(opened, "lstm/0/reverse", CLAMP)
    with torch.no_grad():
        before = model(x)
        with gs.edit(model, {"lstm/0/reverse": [CLAMP]}), gs.record(model) as recording:
            after = model(x)
    output = answer["output"]
    assert (output["name"], output["shape"]) == ("output", [6, 2, 2])
    assert output["before"] == before.flatten().tolist()
    assert output["after"] == after.flatten().tolist()
    assert output["largest_difference"] == pytest.approx((after - before).abs().max().item())
    assert answer["layers"] == ["cell/0/forward", "lstm/0/reverse"]
    for layer in opened.run("edited").layers:
        assert_close(layer.trace["h"], recording.trace[layer.path]["h"], "float32")
    unchanged = opened.run()[1], opened.run("edited")[1]
    assert unchanged[0] is unchanged[1]


def test_it_says_that_it_is_live(model: nn.Module) -> None:
    facts = open_model(model, sequence(6, 2, 3)).facts()
    assert (facts["live"], facts["title"]) == (True, "Tagger")
    assert all(layer["certificate"]["holds"] for layer in facts["layers"])


def test_the_model_is_left_as_it_was(model: nn.Module) -> None:
    x, before = sequence(6, 2, 3), {**vars(model.lstm)}
    state = torch.get_rng_state()
    opened = open_model(model, x)
    posted(opened, "lstm/0/forward", CLAMP)
    assert vars(model.lstm) == before
    assert torch.equal(torch.get_rng_state(), state)


def test_chance_makes_no_difference() -> None:
    model = nn.Sequential(nn.GRU(3, 4), First(), nn.Dropout())
    opened = open_model(model.train(), sequence(5, 2, 3))
    torch.rand(3)
    answer = posted(opened, "0/0/forward", gs.Scale("z", 1.0))
    assert answer["output"]["largest_difference"] < 1e-6
    assert posted(opened, "0/0/forward", gs.Scale("z", 0.5))["output"]["largest_difference"] > 1e-3


class First(nn.Module):
    def forward(self, pair: tuple[torch.Tensor, torch.Tensor]) -> torch.Tensor:
        return pair[0]


class Asking(nn.Module):
    """Takes two arguments; what it returns is deep."""

    def __init__(self) -> None:
        super().__init__()
        self.rnn = nn.RNN(3, 4)

    def forward(self, x: torch.Tensor, scale: float = 1.0) -> dict[str, Any]:
        return {"note": "none", "found": [self.rnn(x * scale)]}


@pytest.mark.parametrize("named", [False, True])
def test_arguments_and_outputs_of_other_forms(named: bool) -> None:
    x, model = sequence(5, 1, 3), Asking()
    opened = open_model(model, {"x": x, "scale": 2.0} if named else (x, 2.0))
    answer = posted(opened, "rnn/0/forward", gs.Clamp("h", 0.5, unit=[0]))
    expected = plain(model(x, 2.0)["found"][0][0]).ravel()
    np.testing.assert_allclose(answer["output"]["before"], expected, rtol=1e-6)


class Wandering(nn.Module):
    """Goes on until its state is small: how long, the edits decide."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = nn.RNNCell(3, 4)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = self.cell(x)
        return h if h.abs().max() < 0.9 else self.cell(x, h)


def test_a_model_that_goes_another_way_is_told() -> None:
    opened = open_model(contracting(Wandering()), sequence(1, 3))
    with pytest.raises(RecordingError, match="same steps with the edits"):
        posted(opened, "cell/0/forward", gs.Clamp("h", 1.0, unit=[0]))
    assert posted(opened, "cell/0/forward", gs.Clamp("h", 0.5))["layers"] == ["cell/0/forward"]


def test_an_edit_that_does_not_fit_is_told(model: nn.Module) -> None:
    opened = open_model(model, sequence(6, 2, 3))
    for path, edit in (("nix", CLAMP), ("lstm/0/forward", gs.Clamp("f", 1.0, unit=[5]))):
        with pytest.raises(EditError):
            posted(opened, path, edit)
    assert posted(opened, "lstm/0/forward", CLAMP)["layers"]


def test_runs_wait_for_each_other(model: nn.Module) -> None:
    opened = open_model(model, sequence(6, 2, 3))
    amounts, found = [0.0, 0.25, 0.5, 0.75, 1.0], dict[float, float]()

    def run(amount: float) -> None:
        answer = posted(opened, "lstm/0/forward", gs.Clamp("h", amount))
        found[amount] = answer["output"]["largest_difference"]

    threads = [threading.Thread(target=run, args=(amount,)) for amount in amounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    together = dict(found)
    for amount in amounts:
        run(amount)
    assert together == found


def test_a_model_and_its_inputs_come_together(model: nn.Module) -> None:
    for given in ({}, {"model": model}, {"inputs": 1}):
        with pytest.raises(InputError, match="Expected"):
            gs.explore(**given)
