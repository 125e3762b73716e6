"""Windows: exact or in bins, the same whichever way they are found."""

import numpy as np
import pytest
import xarray as xr

import gatescope as gs
from gatescope.errors import RequestError
from gatescope.opened import Opened
from gatescope.opened.run import Run
from gatescope.opened.window import Span, window
from samples import layer, numbers

STEPS, LENGTHS = 150, [150, 70]


@pytest.fixture(scope="module")
def trace() -> xr.Dataset:
    return gs.run(layer(gs.LSTM), numbers(STEPS, 2, 2), lengths=LENGTHS)


@pytest.fixture
def run(trace: xr.Dataset) -> Run:
    return Opened(trace).run()


def span(start: int, stop: int, columns: int) -> Span:
    return Span.of(start, stop, columns, steps=STEPS)


@pytest.mark.parametrize(
    ("start", "stop", "columns", "expected"),
    [
        (0, 150, 150, (0, 150, 1)),
        (20, 50, 30, (20, 50, 1)),
        (20, 50, 29, (20, 50, 2)),
        (21, 50, 16, (20, 50, 2)),
        (21, 51, 15, (20, 52, 4)),
        (0, 150, 1, (0, 150, 256)),
        (149, 150, 1, (149, 150, 1)),
    ],
)
def test_bins_are_powers_of_two_and_begin_at_their_multiples(
    start: int, stop: int, columns: int, expected: tuple[int, int, int]
) -> None:
    found = span(start, stop, columns)
    assert (found.start, found.stop, found.width) == expected
    assert found.columns <= columns


@pytest.mark.parametrize("columns", [1, 3, 10, 40, 75])
@pytest.mark.parametrize("batch", [0, 1])
def test_bins_hold_the_mean_and_the_extremes(
    run: Run, trace: xr.Dataset, batch: int, columns: int
) -> None:
    asked = span(7, 131, columns)
    found = window(run, 0, ["c", "x"], batch, asked)
    for name in ("c", "x"):
        values = trace[name].isel(batch=batch).values
        for k in range(asked.columns):
            first = asked.start + k * asked.width
            steps = values[first : min(first + asked.width, LENGTHS[batch])]
            got = [found[f"{name}.{how}"][k] for how in ("mean", "low", "high")]
            if len(steps):
                expected = [steps.mean(axis=0), steps.min(axis=0), steps.max(axis=0)]
                np.testing.assert_allclose(got, expected, rtol=1e-6, atol=1e-7)
            else:
                assert np.isnan(got).all()


def test_few_steps_are_exact_and_nan_beyond_the_length(run: Run, trace: xr.Dataset) -> None:
    found = window(run, 0, ["h"], 1, span(60, 90, 30))["h"]
    np.testing.assert_array_equal(found, trace["h"].values[60:90, 1].astype(np.float32))
    assert np.isnan(found[10:]).all()


def test_what_is_not_there_is_refused(run: Run) -> None:
    with pytest.raises(RequestError, match="'nix'"):
        window(run, 0, ["nix"], 0, span(0, 10, 10))
    with pytest.raises(RequestError, match=r"sequence within 0\.\.1"):
        window(run, 0, ["f"], 2, span(0, 10, 10))
    with pytest.raises(RequestError, match=r"layer within 0\.\.0"):
        window(run, 1, ["f"], 0, span(0, 10, 10))
    for start, stop, columns in [(5, 5, 1), (0, 151, 1), (0, 5, 0), (0, 5, 5000)]:
        with pytest.raises(RequestError):
            span(start, stop, columns)
