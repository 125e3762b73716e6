"""What cannot be edited in a PyTorch model is refused, in words of ours."""

from typing import Any

import numpy as np
import pytest
from torch import nn

import gatescope
from gatescope import Clamp, Swap
from gatescope.errors import EditError, GatescopeError, RecordingError
from gatescope.recording.torch.editing import Editing
from torch_models import Tagger, contracting, sequence


def tagger_called(edits: Any) -> None:
    # As they come from someone who does not check types.
    model = contracting(Tagger())
    with Editing(model, edits):
        model(sequence(6, 2, 3))


@pytest.mark.parametrize(
    ("edits", "message"),
    [
        ({"lstm/1/forward": []}, r"one of the paths \['lstm/0/forward', 'cell/0/forward'\], got"),
        ({"lstm": [Clamp("f", 1.0)]}, "one of the paths"),
        ({"lstm/0/forward": [Clamp("z", 1.0)]}, "'lstm/0/forward': .* one of .*, got 'z'"),
        ({"lstm/0/forward": [Clamp("f", 1.0, unit=5)]}, "within 0..4, got 5"),
        ({"lstm/0/forward": [Clamp("f", 1.0, time=6)]}, "'lstm/0/forward': .* 0..5, got 6"),
        ({"lstm/0/forward": [Clamp("f", np.nan)]}, "a finite number"),
        ({"lstm/0/forward": [Swap("f", np.ones((5, 2, 5)))]}, r"shape \(6, 2, 5\)"),
        ({"lstm/0/forward": Clamp("f", 1.0)}, r"as a list, got Clamp.*\. Write \["),
        ([Clamp("f", 1.0)], 'Write {"lstm/0/forward"'),
        ({"cell/0/forward": [Clamp("z", 1.0, time=-1)]}, "from the first step, got -1"),
        ({"cell/0/forward": [Clamp("z", 1.0, time=slice(-2, None))]}, "from the first step"),
        ({"cell/0/forward": [Clamp("z", 1.0, time=6)]}, "within the 6 steps"),
        ({"cell/0/forward": [Swap("z", np.ones((5, 2, 4)))]}, "values of step 5"),
        ({"lstm/0/forward/call/1": [Clamp("f", 1.0)]}, "called 2 times or more .* got 1 calls"),
    ],
)
def test_what_the_model_does_not_have_is_refused(edits: Any, message: str) -> None:
    with pytest.raises(EditError, match=message):
        tagger_called(edits)


class Own(nn.LSTM):
    def forward(self, *args: Any) -> Any:
        return super().forward(*args)


def test_a_forward_of_its_own_is_not_replaced() -> None:
    with pytest.raises(RecordingError, match=r"got a Own with another.* Edit a plain nn\.LSTM"):
        gatescope.edit(Own(2, 3), {"0/forward": []})


def test_an_edit_is_used_once() -> None:
    edit = gatescope.edit(nn.GRU(2, 3), {"0/forward": [Clamp("z", 1.0)]})
    with edit:
        pass
    with pytest.raises(RecordingError, match="one with block"), edit:
        pass


def test_the_trees_errors_are_ours() -> None:
    with pytest.raises(GatescopeError):
        gatescope.edit(nn.Linear(2, 3), {})
