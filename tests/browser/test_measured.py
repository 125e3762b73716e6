"""LSTM vs GRU: the brief's claims, beside what training wrote into the models' records."""

import statistics
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope
from browser.explorer import assert_rounded, assert_six_digits, choose, number, region, table
from gatescope import Model
from gatescope.tasks import load_task, tasks

CLAIMS = {
    "Gates": ("3 gates (forget, input, output)", "2 gates (reset, update)"),
    "Parameters": ("More parameters", "Fewer parameters"),
    "Memory": ("Separate cell and hidden state", "Only hidden state"),
    "Performance": ("Better on complex tasks", "Often comparable, faster training"),
}
MEASURES = ["score", "steps_to_error", "seconds_per_step"]


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def part(page: Page) -> Locator:
    return region(page, "LSTM vs GRU Comparison")


def both(task: str) -> tuple[Model, Model]:
    return gatescope.load_model(task, "lstm"), gatescope.load_model(task, "gru")


@pytest.mark.parametrize("task", tasks())
def test_each_claim_stands_beside_what_was_counted(page: Page, task: str) -> None:
    choose(part(page), "Task", load_task(task).title)
    claims = part(page).get_by_role("table", name="What is said of the two cells")
    rows = claims.locator("tbody").all()
    assert [row.locator("th").inner_text() for row in rows] == list(CLAIMS)
    for row, said in zip(rows, CLAIMS.values(), strict=True):
        assert row.locator("tr").first.locator("td").all_inner_texts() == list(said)
    lstm, gru = both(task)
    units = lstm.weights.hidden_size
    for row, numbers in zip(
        rows, [(3, 2), (lstm.weights.count, gru.weights.count), (2 * units, units)], strict=False
    ):
        counted = row.locator("tr.measured td").all_inner_texts()
        assert [int(text.split()[0]) for text in counted] == list(numbers)


def spread(seeds: list[dict[str, Any]], key: str) -> list[float]:
    """Median, least and most over the seeds; a network that did not get there took for ever."""
    values = [float("inf") if seed[key] is None else seed[key] for seed in seeds]
    scale = 1000 if key == "seconds_per_step" else 1  # In milliseconds.
    return [scale * v for v in (statistics.median(values), min(values), max(values))]


def assert_measured(block: Locator, seeds: tuple[list[Any], list[Any]]) -> None:
    for row, key in zip(block.locator("tbody").all(), MEASURES, strict=True):
        cells = row.locator("tr").first.locator("td")
        for cell, own in zip(cells.all(), seeds, strict=True):
            median, low, high = spread(own, key)
            ends = cell.locator(".range").inner_text()
            middle = cell.inner_text().removesuffix(ends).strip()
            check(middle, median, key)
            if ends == "on every seed":
                assert low == high
            elif "seeds" not in ends:
                for text, value in zip(ends.split(" – "), (low, high), strict=True):
                    check(text, value, key)


def check(text: str, value: float, key: str) -> None:
    if value == float("inf"):
        assert text == "not reached"
    elif key == "seconds_per_step":
        assert number(text.removesuffix("ms").strip()) == pytest.approx(value, abs=0.0501)
    else:
        assert_rounded([number(text)], [value])


@pytest.mark.parametrize("task", tasks())
def test_medians_and_ranges_are_the_records(page: Page, task: str) -> None:
    choose(part(page), "Task", load_task(task).title)
    lstm, gru = (model.record for model in both(task))
    blocks = part(page).locator(".measures")
    others = [gru, gru["equal_parameters"]]
    present = [other for other in others if other]
    expect(blocks).to_have_count(len(present))
    for block, other in zip(blocks.all(), present, strict=True):
        assert_measured(block, (lstm["seeds"], other["seeds"]))
        seeds = table(block)
        values = [[s[key] for key in MEASURES] for s in [*lstm["seeds"], *other["seeds"]]]
        expected = [[float("nan") if v is None else v for v in row] for row in values]
        assert_six_digits(seeds.numbers, expected)


def test_where_the_ranges_overlap_no_winner_is_named(page: Page) -> None:
    for task in tasks():
        choose(part(page), "Task", load_task(task).title)
        lstm, gru = (model.record["seeds"] for model in both(task))
        block = part(page).locator(".measures").first
        for row, key in zip(block.locator("tbody").all(), MEASURES, strict=True):
            (_, low, high), (_, least, most) = spread(lstm, key), spread(gru, key)
            verdict = row.locator("tr").last.inner_text()
            overlap = low <= most and least <= high
            assert ("no clear difference" in verdict) == overlap, (task, key, verdict)


def test_it_follows_the_explorers_task(page: Page) -> None:
    page.get_by_role("combobox", name="Task", exact=True).select_option("sunspots")
    chosen = part(page).get_by_role("radio", name="Sunspots")
    expect(chosen).to_be_checked()
