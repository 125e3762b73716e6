import numpy as np
import pytest

from gatescope.tasks import SUNSPOTS, sunspots


def test_the_years_are_those_of_the_data_set():
    assert sunspots.FIRST_YEAR + len(sunspots.NUMBERS) - 1 == 2008


def test_the_opening_is_64_held_out_years():
    year = sunspots._DOCUMENT["opening"]["first_year"]
    assert year > sunspots.HELD_OUT
    assert len(SUNSPOTS.opening) == 64
    np.testing.assert_array_equal(SUNSPOTS.opening, sunspots.years(year, 64))
    assert SUNSPOTS.target(SUNSPOTS.opening[:, None])[-1, 0] == sunspots.years(year + 64, 1)[0, 0]


def test_the_target_is_the_next_number_and_ends_where_nobody_knows():
    x = SUNSPOTS.sample(seed=0, length=30)
    right = SUNSPOTS.target(x)
    np.testing.assert_array_equal(right[:-1], x[1:, :, 0])
    assert np.isfinite(right[-1]).all()
    x[4] += 1
    assert np.isnan(SUNSPOTS.target(x)[-1]).all()


def test_every_year_but_the_last_can_be_drawn():
    x = SUNSPOTS.sample(seed=0, length=128, count=2000)
    assert (x[0, :, 0] == sunspots.NUMBERS[0]).any()
    last = SUNSPOTS.target(x)[-1]
    assert (last == sunspots.NUMBERS[-1]).any()
    assert np.isfinite(last).all()


def test_the_baseline_repeats_the_last_value():
    first = sunspots.HELD_OUT - sunspots.FIRST_YEAR
    change = np.diff(sunspots.NUMBERS[first - 1 :])
    expected = np.sqrt(np.mean(change**2))
    assert SUNSPOTS.baselines == {"repeating the last value": pytest.approx(expected)}
