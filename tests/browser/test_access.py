"""For everybody: nothing for axe to find, all of it by keyboard, nothing that has to move."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from browser.explorer import (
    choose_task,
    chosen_unit,
    expect_step,
    go_to,
    manipulate,
    outputs,
    region,
    stop_time,
)
from gatescope.tasks import tasks

Axe = Callable[[Page], list[str]]

# A chart is an image with words; its numbers are in a table of the part that it stands in.
CHARTS_WITHOUT_TABLE = """() => [...document.querySelectorAll('[role=img]')]
    .filter(chart => !chart.closest('section, figure').textContent.includes('Show as table'))
    .map(chart => chart.ariaLabel)"""
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')]
    .filter(e => getComputedStyle(e).transitionDuration.split(',').some(d => parseFloat(d) > 0))
    .length"""


# Every task in either theme and at either width; not each in all four.
@pytest.mark.parametrize(
    ("device", "theme", "seen"),
    [
        ("page", "light", tasks()),
        ("page", "dark", tasks()[:1]),
        ("phone", "light", tasks()[:1]),
        ("phone", "dark", tasks()),
    ],
    ids=["page-light", "page-dark", "phone-light", "phone-dark"],
)
def test_axe_finds_nothing(
    device: str,
    theme: str,
    seen: tuple[str, ...],
    request: pytest.FixtureRequest,
    axe: Axe,
    whole_axe: Axe,
) -> None:
    page: Page = request.getfixturevalue(device)
    if theme == "dark":
        page.get_by_role("button", name="Use the dark theme").click()
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    for task in seen:
        choose_task(page, task)
        go_to(page, 3)
        manipulate(page, "LSTM forget gate", "clamp", 0)
        outputs(page)  # One table is open.
        look = whole_axe if task == seen[0] else axe
        assert look(page) == [], task


def test_every_chart_has_its_numbers_in_a_table(page: Page) -> None:
    assert page.evaluate(CHARTS_WITHOUT_TABLE) == []
    tables = page.get_by_text("Show as table", exact=True)
    assert tables.count() >= 8


def test_the_transport_works_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Next step", exact=True).focus()
    page.keyboard.press("Enter")
    expect_step(page, 2, 5)
    scrubber = page.get_by_role("slider", name="Step", exact=True)
    scrubber.press("ArrowRight")
    expect_step(page, 3, 5)
    scrubber.press("End")
    expect_step(page, 5, 5)
    stop_time(page)
    play = page.get_by_role("button", name="Play", exact=True)
    play.press("Space")
    expect_step(page, 1, 5)
    page.get_by_role("button", name="Pause", exact=True).press("Space")


def test_sliders_and_bars_work_by_keyboard(page: Page) -> None:
    slider = page.get_by_role("slider", name="LSTM forget gate", exact=True)
    slider.press("Home")
    expect(page.get_by_text("LSTM f clamped to 0.00, all units, all steps")).to_be_visible()
    slider.press("ArrowRight")
    expect(page.get_by_text("LSTM f clamped to 0.01, all units, all steps")).to_be_visible()
    bar = page.get_by_role("slider", name="value at step 1", exact=True)
    bar.press("ArrowUp")
    expect(bar).to_have_attribute("aria-valuenow", "-0.55")
    bar.press("ArrowRight")
    expect_step(page, 2, 5)
    expect(page.get_by_role("slider", name="value at step 2", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="value typed, step 2", exact=True)).to_be_focused()


def test_heat_map_and_axis_work_by_keyboard(page: Page) -> None:
    cell = page.get_by_role("slider", name="step and unit of the LSTM's forget gate", exact=True)
    unit = chosen_unit(page, "LSTM")
    cell.press("ArrowRight")
    expect_step(page, 2, 5)
    down = "ArrowDown" if unit < 3 else "ArrowUp"
    cell.press(down)
    assert chosen_unit(page, "LSTM") == (unit + 1 if unit < 3 else unit - 1)
    cell.press("Shift+ArrowRight")
    options = region(page, "Interactive Gate Manipulation").get_by_role("combobox", name="Steps")
    expect(options.locator("option", has_text="brushed (2–3)")).to_have_count(1)
    axis = page.get_by_role("slider", name="step on the axis of Input Sequence")
    axis.press("Home")
    expect_step(page, 1, 5)


def test_a_diagrams_nodes_are_reached_and_chosen_by_keyboard(page: Page) -> None:
    node = region(page, "GRU Cell").get_by_role("button", name=re.compile("^update gate z,"))
    node.focus()
    lit = region(page, "LSTM Cell").locator("g.strong[data-node=f]")
    expect(lit).to_have_count(1)
    page.keyboard.press("Enter")
    chosen = region(page, "GRU Gate Activations Over Time").locator(".chosen .word")
    expect(chosen).to_have_text("update gate")


def test_focus_is_seen(page: Page) -> None:
    for _ in range(12):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        seen = page.evaluate("!!document.activeElement.closest('label')?.matches(':focus-within')")
        assert outline != "none" or seen


def test_with_reduced_motion_nothing_slides(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.get_by_role("button", name="Next step", exact=True).click()
    assert page.evaluate(MOVING) == 0
