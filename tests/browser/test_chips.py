"""Each manipulation is a chip: in order, switched off, opened again, removed."""

import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope
from browser.explorer import (
    Numbers,
    assert_six_digits,
    chips,
    choose_task,
    chosen_unit,
    go_to,
    heat,
    heat_of,
    manipulate,
    outputs,
    region,
    scope,
    slide,
)
from gatescope import Clamp, Scale
from gatescope.edits import Edit
from gatescope.tasks import load_task

TASK = "store_and_recall"


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def expected(*edits: Edit) -> Numbers:
    """The LSTM's outputs under these edits."""
    trace = gatescope.load_model(TASK, "lstm")(load_task(TASK).opening, edits=edits)
    return trace["y"].to_numpy()[:, 0, 0]


def listed(page: Page, text: str) -> Locator:
    return page.get_by_role("button", name=text, exact=True)


def two(page: Page) -> tuple[list[str], list[Edit]]:
    """Two chips on one gate: clamped everywhere, then scaled for the selected unit from step 3."""
    unit = chosen_unit(page, "LSTM")
    manipulate(page, "LSTM forget gate", "clamp", 0.75)
    go_to(page, 3)
    scope(page, units="selected", steps="onward")
    manipulate(page, "LSTM forget gate", "scale", 0.5)
    words = [
        "LSTM f clamped to 0.75, all units, all steps",
        f"LSTM f scaled by 0.50, unit {unit + 1}, steps 3–5",
    ]
    return words, [Clamp("f", 0.75), Scale("f", 0.5, unit=unit, time=slice(2, None))]


def test_they_apply_in_order(page: Page) -> None:
    words, edits = two(page)
    assert chips(page) == words
    assert_six_digits(outputs(page).row("LSTM"), expected(*edits))


def test_a_slider_makes_one_chip_and_changes_it(page: Page) -> None:
    for amount in (0.1, 0.2, 0.3):
        slide(page, "LSTM forget gate", amount)
    assert chips(page) == ["LSTM f clamped to 0.30, all units, all steps"]


def test_they_are_switched_off_and_on(page: Page) -> None:
    words, (clamp, scale) = two(page)
    switch = page.get_by_role("checkbox", name=f"{words[0]}: in force", exact=True)
    switch.uncheck()
    assert_six_digits(outputs(page).row("LSTM"), expected(scale))
    switch.check()
    assert_six_digits(outputs(page).row("LSTM"), expected(clamp, scale))


def test_one_is_opened_again_and_changed_where_it_acts(page: Page) -> None:
    words, (_, scale) = two(page)
    listed(page, words[0]).click()
    expect(listed(page, words[0])).to_have_attribute("aria-pressed", "true")
    slider = page.get_by_role("slider", name="LSTM forget gate", exact=True)
    expect(slider).to_have_value("0.75")
    slider.fill("0.5")
    assert chips(page) == ["LSTM f clamped to 0.50, all units, all steps", words[1]]
    assert_six_digits(outputs(page).row("LSTM"), expected(Clamp("f", 0.5), scale))


def test_they_are_removed_one_by_one_or_all(page: Page) -> None:
    words, (_, scale) = two(page)
    page.get_by_role("button", name=f"Remove: {words[0]}", exact=True).click()
    assert chips(page) == words[1:]
    assert_six_digits(outputs(page).row("LSTM"), expected(scale))
    page.get_by_role("button", name="Reset all").click()
    assert chips(page) == []
    assert_six_digits(outputs(page).row("LSTM"), expected())


def test_one_with_nothing_to_act_on_says_so_and_comes_back(page: Page) -> None:
    go_to(page, 5)
    scope(page, steps="this")
    manipulate(page, "LSTM forget gate", "clamp", 0)
    part = region(page, "Interactive Gate Manipulation")
    page.get_by_role("button", name="Remove step").click()
    expect(part).to_contain_text("(nothing there to act on)")
    lines = outputs(page)
    assert lines.names == ["target", "LSTM", "GRU", "LSTM − GRU"]
    page.get_by_role("button", name="Add step").click()
    expect(part).not_to_contain_text("(nothing there to act on)")


def test_another_task_begins_without_any(page: Page) -> None:
    two(page)
    choose_task(page, "sunspots")
    assert chips(page) == []
    model = gatescope.load_model("sunspots", "lstm")
    trace = model(load_task("sunspots").opening)
    assert_six_digits(heat(page, "LSTM"), heat_of(trace, model.weights.cell))
