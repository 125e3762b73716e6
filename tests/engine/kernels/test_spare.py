"""Memory that is kept for the next run."""

import numpy as np
import pytest

from gatescope.cells import LSTM
from gatescope.engine import backward, forward
from gatescope.engine.kernels.address import address
from gatescope.engine.kernels.spare import Spare
from samples import layer, numbers

SIZE = 1000


def test_a_piece_comes_back_with_the_last_array_in_it() -> None:
    kept = Spare()
    whole = kept.take(SIZE)
    place, part = address(whole), whole[10:20]
    del whole
    assert address(kept.take(SIZE)) != place
    del part
    assert address(kept.take(SIZE)) == place


def test_a_piece_that_is_too_small_or_far_too_large_is_not_taken() -> None:
    kept = Spare()
    kept.give_back(np.empty(SIZE, np.uint8))
    assert len(kept.take(SIZE + 1)) == SIZE + 1
    kept.release()
    kept.give_back(np.empty(SIZE, np.uint8))
    assert len(kept.take(SIZE // 2)) == SIZE // 2
    assert len(kept.take(SIZE - 1)) == SIZE


def test_the_newest_are_kept_and_no_more_than_may_be() -> None:
    kept = Spare(most=2 * SIZE)
    for number in range(3):
        kept.give_back(np.full(SIZE, number, np.uint8))
    kept.give_back(np.empty(3 * SIZE, np.uint8))
    taken = [kept.take(SIZE) for _ in range(2)]
    assert [piece[0] for piece in taken] == [2, 1]


def test_a_run_leaves_an_earlier_one_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gatescope.engine.kernels.address.LARGE", 1)
    weights, x = layer(LSTM, 3, 5), numbers(4, 2, 3)
    grads = {"h": numbers(4, 2, 5)}

    def run() -> list[np.ndarray]:
        result = forward(weights, x, engine="kernel")
        gradients = backward(result, grads)
        return [result["c"], gradients.x, *gradients.parameters.values()]

    first = run()
    expected = [array.copy() for array in first]
    second = run()
    for array, again, wanted in zip(first, second, expected, strict=True):
        assert (array == wanted).all()
        assert (again == wanted).all()
