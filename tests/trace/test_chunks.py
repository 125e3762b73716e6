"""Chunks of a store that grows: about a megabyte, whatever comes."""

import math

import pytest

from gatescope.trace.chunks import SIZE, chunks

STEP = ("time", "batch", "unit")


@pytest.mark.parametrize("along", ["time", "batch"])
@pytest.mark.parametrize("time", [1, 37, 1000, 10**6])
@pytest.mark.parametrize("batch", [1, 32, 5000])
@pytest.mark.parametrize("unit", [1, 128, 10**6])
def test_a_chunk_is_a_megabyte_at_most_but_for_one_step_that_is_more(
    time: int, batch: int, unit: int, along: str
) -> None:
    sizes = {"time": time, "batch": batch, "unit": unit}
    shape = chunks(STEP, sizes, 4, along)
    assert shape[2] == unit
    assert min(shape) >= 1
    assert math.prod(shape) * 4 <= max(SIZE, 4 * unit)
    assert math.prod(shape) * 4 > SIZE / 4 or shape[:2] == (1, 1)


def test_a_window_of_a_thousand_steps_lies_in_few_chunks() -> None:
    for batch in (1, 32):
        sizes = {"time": 1000, "batch": batch, "unit": 128}
        time, _, _ = chunks(STEP, sizes, 4, "time")
        assert time >= 1000 / 16
