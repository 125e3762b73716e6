"""One selection for all panels: step, unit and node, wherever they are chosen or pointed at."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.explorer import (
    activations,
    box_of,
    chips,
    chosen_unit,
    expect_step,
    go_to,
    manipulate,
    region,
    scope,
)


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def surface(page: Page, title: str, value: str) -> Locator:
    """What answers to a pointer on one heat map."""
    return page.get_by_role("slider", name=f"step and unit of the {title}'s {value}", exact=True)


def at(where: Locator, step: int, unit: int, steps: int = 5, units: int = 4) -> dict[str, float]:
    """The middle of a cell of a heat map."""
    box = box_of(where)
    x, y = (step - 0.5) / steps * box["width"], (unit - 0.5) / units * box["height"]
    return {"x": x, "y": y}


def test_a_click_on_a_heat_map_selects_step_unit_and_node(page: Page) -> None:
    candidate = surface(page, "LSTM", "candidate")
    gru_unit = chosen_unit(page, "GRU")
    candidate.click(position=at(candidate, 3, 4))
    expect_step(page, 3, 5)
    assert chosen_unit(page, "LSTM") == 3
    assert chosen_unit(page, "GRU") == gru_unit  # Its units have nothing to do with the LSTM's.
    expect(candidate).to_have_attribute("aria-valuetext", re.compile("^step 3, unit 4: "))
    expect(activations(page, "LSTM").locator(".chosen .word")).to_have_text("candidate")
    expect(region(page, "LSTM Equations")).to_contain_text("step 3, unit 4")


def test_brushed_steps_are_where_a_manipulation_acts(page: Page) -> None:
    cell = surface(page, "GRU", "update gate")
    box = box_of(cell)
    start, end = at(cell, 2, 2), at(cell, 4, 2)
    page.mouse.move(box["x"] + start["x"], box["y"] + start["y"])
    page.mouse.down()
    page.mouse.move(box["x"] + end["x"], box["y"] + end["y"], steps=4)
    page.mouse.up()
    scope(page, steps="brushed")
    manipulate(page, "GRU update gate", "clamp", 1)
    assert chips(page) == ["GRU z clamped to 1.00, all units, steps 2–4"]
    cell.click(position=at(cell, 1, 1))
    steps = region(page, "Interactive Gate Manipulation").get_by_role("combobox", name="Steps")
    expect(steps.locator("option", has_text="brushed")).to_have_count(0)


def test_pointing_lights_the_same_thing_everywhere(page: Page) -> None:
    places = {
        "LSTM Cell": "g.strong[data-node=f]",
        "LSTM Equations": "button.lit",
        "LSTM Gate Activations Over Time": ".map.lit",
    }
    pointers = [
        region(page, "LSTM Cell").locator("[data-node=f]"),
        region(page, "LSTM Equations").get_by_role("button", name="forget gate").first,
        surface(page, "LSTM", "forget gate"),
        page.get_by_role("group", name="LSTM forget gate", exact=True),
    ]
    for pointer in pointers:
        pointer.hover()
        for name, lit in places.items():
            expect(region(page, name).locator(lit)).not_to_have_count(0)
        page.mouse.move(2, 2)
        for name, lit in places.items():
            expect(region(page, name).locator(lit)).to_have_count(0)


def test_pointing_at_z_lights_f_and_i(page: Page) -> None:
    region(page, "GRU Cell").locator("[data-node=z]").hover()
    for gate in ("f", "i"):
        lit = region(page, "LSTM Cell").locator(f"g.strong[data-node={gate}]")
        expect(lit).to_have_count(1)
    expect(region(page, "LSTM Cell").locator("g.strong[data-node=o]")).to_have_count(0)
    region(page, "LSTM Cell").locator("[data-node=f]").hover()
    expect(region(page, "GRU Cell").locator("g.strong[data-node=z]")).to_have_count(1)


def test_a_symbol_of_an_equation_selects_its_node(page: Page) -> None:
    go_to(page, 2)
    region(page, "GRU Equations").get_by_role("button", name="update gate").first.click()
    expect(activations(page, "GRU").locator(".chosen .word")).to_have_text("update gate")
    expect_step(page, 2, 5)


def test_a_step_is_picked_on_a_chart(page: Page) -> None:
    part = region(page, "LSTM vs GRU Hidden State Comparison")
    chart = part.get_by_role("img", name="Average hidden")
    box = box_of(chart)
    page.mouse.click(box["x"] + 0.7 * box["width"], box["y"] + box["height"] / 2)
    expect_step(page, 4, 5)
