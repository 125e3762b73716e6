"""Words or times for the steps."""

from typing import Any

import numpy as np
import pytest

import gatescope as gs
from gatescope.errors import InputError
from gatescope.opened import Opened
from samples import layer, numbers


def opened(labels: Any = None, **coordinates: Any) -> Opened:
    trace = gs.run(layer(gs.RNN, 1, 1), numbers(3, 1)).assign_coords(coordinates)
    return Opened(trace, labels=labels)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["a", "b", "c"], ["a", "b", "c"]),
        ([1, 2.5, 3], [1, 2.5, 3]),
        (np.array([1, 2, 3]), [1, 2, 3]),
        (np.array(["2026-01-01", "2026-01-02", "NaT"], "datetime64[D]"), None),
        ([np.nan, np.inf, True], ["nan", "inf", "True"]),
    ],
)
def test_each_step_has_its_label(given: Any, expected: Any) -> None:
    expected = expected or ["2026-01-01", "2026-01-02", "NaT"]
    assert opened(given).facts()["labels"] == {"time": expected}
    assert opened(time=("time", given)).labels == opened(np.asarray(given)).labels


def test_a_trace_without_labels_has_none() -> None:
    assert opened().facts()["labels"] is None


@pytest.mark.parametrize("labels", ["abc", ["a", "b"], []])
def test_labels_that_do_not_fit_are_refused(labels: Any) -> None:
    with pytest.raises(InputError, match="labels="):
        opened(labels)
