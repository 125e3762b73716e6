"""At 390 px the panels stand one below the other, and all of it works by touch."""

import itertools

import pytest
from playwright.sync_api import Page, expect

from browser.explorer import (
    box_of,
    choose,
    choose_task,
    chosen_unit,
    expect_step,
    manipulate,
    open_tables,
    region,
    wait_for,
)
from gatescope.tasks import tasks

WIDTH = 390


@pytest.mark.parametrize("weights", ["trained", "random"])
def test_nothing_is_wider_than_the_screen(phone: Page, weights: str) -> None:
    for task in tasks():
        choose_task(phone, task)
        choose(phone, "Weights", weights)
        if weights == "random":
            phone.get_by_label("Hidden size").fill("32")
        manipulate(phone, "LSTM forget gate", "clamp", 0)
        open_tables(phone)
        assert phone.evaluate("document.documentElement.scrollWidth") == WIDTH, task


def test_the_panels_stand_one_below_the_other(phone: Page) -> None:
    names = ["LSTM Cell", "GRU Cell", "Input Sequence", "Interactive Gate Manipulation"]
    boxes = [region(phone, name).bounding_box() for name in names]
    ends = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
    for (_, end), (start, _) in itertools.pairwise(ends):
        assert start >= end


def test_the_transport_answers_to_a_tap(phone: Page) -> None:
    phone.get_by_role("button", name="Next step", exact=True).tap()
    expect_step(phone, 2, 5)
    phone.get_by_role("button", name="Last step", exact=True).tap()
    expect_step(phone, 5, 5)


def test_a_tap_on_a_heat_map_selects(phone: Page) -> None:
    cell = phone.get_by_role("slider", name="step and unit of the LSTM's cell state", exact=True)
    box = box_of(cell)
    cell.tap(position={"x": box["width"] * 0.5, "y": box["height"] * 0.9})
    expect_step(phone, 3, 5)
    assert chosen_unit(phone, "LSTM") == 3


def test_a_long_sequence_scrolls_sideways_as_one(phone: Page) -> None:
    choose_task(phone, "sunspots")
    phone.get_by_role("button", name="Last step", exact=True).tap()
    lefts = "() => [...document.querySelectorAll('.track')].map(track => track.scrollLeft)"
    expect(phone.locator(".track.scrolls")).to_have_count(5)
    wait_for(phone, lambda: min(found := phone.evaluate(lefts)) == max(found) > 0)
    now = phone.get_by_role("slider", name="sunspots at step 64", exact=True)
    expect(now).to_be_visible()
