"""Orders of units."""

import numpy as np
import pytest

import gatescope as gs
from gatescope.errors import RequestError
from gatescope.opened import Opened
from gatescope.opened.order import by_similarity, order
from samples import layer, numbers

LENGTHS = [300, 40]


@pytest.fixture(scope="module")
def opened() -> Opened:
    return Opened(gs.run(layer(gs.LSTM, 2, 5), 4 * numbers(300, 2, 2), lengths=LENGTHS))


@pytest.mark.parametrize("batch", [0, 1])
@pytest.mark.parametrize("name", ["f", "c"])
def test_amounts_are_over_the_real_steps(opened: Opened, name: str, batch: int) -> None:
    values = opened.run()[0].trace[name].values[: LENGTHS[batch], batch]
    for by, expected in (("mean", values.mean(axis=0)), ("variance", values.var(axis=0))):
        units, amounts = order(opened.run(), 0, name, batch, by)
        np.testing.assert_allclose(amounts, expected, rtol=1e-10, atol=1e-14)
        assert units.tolist() == np.argsort(-expected).tolist()


def test_saturation_is_the_share_near_the_ends_of_the_range() -> None:
    trace = gs.run(layer(gs.LSTM, 2, 3), numbers(20, 2))
    trace["f"][:, 0, 0], trace["g"][:, 0, :] = 0.5, 0.5
    trace["f"][:5, 0, 0], trace["g"][:10, 0, 1] = 0.96, -0.95
    run = Opened(trace).run()
    assert order(run, 0, "f", 0, "saturation")[1].tolist() == [0.25, 0, 0]
    units, amounts = order(run, 0, "g", 0, "saturation")
    assert amounts.tolist() == [0, 0.5, 0]
    assert units.tolist() == [1, 0, 2]


def test_what_has_no_range_is_not_saturated(opened: Opened) -> None:
    for name in ("c", "h", "x"):
        with pytest.raises(RequestError, match=f"'{name}' has none"):
            order(opened.run(), 0, name, 0, "saturation")


def test_similar_units_stand_side_by_side() -> None:
    times = np.arange(200)[:, None]
    kinds = np.array([0, 1, 2, 0, 1, 2, 0, 1, 2])
    rows = np.sin(times / np.array([3.0, 7.0, 19.0])[kinds]) + 0.1 * numbers(200, 9)
    placed = kinds[by_similarity(rows)]
    assert (np.diff(placed) != 0).sum() == 2


def test_units_that_do_not_move_have_a_place(opened: Opened) -> None:
    rows = numbers(50, 6)
    rows[:, [1, 4]] = 0.5
    assert sorted(by_similarity(rows)) == list(range(6))
    assert sorted(order(opened.run(), 0, "x", 1, "similarity")[0]) == [0, 1]
