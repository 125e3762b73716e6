"""Layers unlike the article's, opened in the page: h beyond ±1, no gates, a wide cell, one unit."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import numpy as np
import pytest
import torch
import xarray as xr
from playwright.sync_api import Browser, Locator, Page, expect

import gatescope as gs
from gatescope.cells import LSTM_PEEPHOLE
from samples import layer, numbers

STEPS, GROWTH = 30, 1.3
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[..., Page]]:
    with ExitStack() as stack:

        def shown(trace: xr.DataTree | xr.Dataset, hash: str = "", **context: object) -> Page:
            running = gs.explore(trace, open_page=False, block=False)
            assert running is not None
            stack.enter_context(running)
            opened = browser.new_context(**context)
            stack.callback(opened.close)
            page = opened.new_page()
            page.goto(f"{running.address}&v=1{hash}")
            expect(page.locator("svg .number").first).to_be_visible()
            return page

        yield shown


@pytest.fixture(scope="module")
def growing() -> xr.DataTree:
    """A relu whose states grow step by step."""
    model = torch.nn.RNN(2, 3, nonlinearity="relu")
    for parameter in model.parameters():
        torch.nn.init.ones_(parameter)
    torch.nn.init.eye_(model.weight_hh_l0).data.mul_(GROWTH)
    with gs.record(model) as recording, torch.no_grad():
        model(torch.ones(STEPS, 1, 2))
    return recording.trace


def test_states_beyond_one_are_written_coloured_and_edited_in_their_own_size(
    show: Callable[..., Page], growing: xr.DataTree
) -> None:
    largest = float(growing["0/forward"]["h"].max())
    assert largest > 1000
    page = show(growing, f"&step={STEPS // 2}", viewport=PHONE)
    diagram = page.get_by_role("region", name="RNN, relu Cell")
    number = diagram.locator(".number").last
    halfway, earlier = number.text_content(), colour(diagram)
    page.get_by_role("button", name="Last step").click()
    expect(number).not_to_have_text(halfway or "")
    assert colour(diagram) != earlier
    for text in diagram.locator(".number").all():
        assert is_within(text, diagram)
    how = page.get_by_role("combobox", name="RNN, relu hidden state: how")
    how.select_option("clamp")
    slider = page.get_by_role("slider", name="RNN, relu hidden state", exact=True)
    assert float(slider.get_attribute("max") or 0) >= largest


def test_a_cell_without_gates_has_none_in_its_heading(
    show: Callable[..., Page], growing: xr.DataTree
) -> None:
    page = show(growing)
    expect(page.get_by_role("heading", name="RNN, relu Activations Over Time")).to_be_visible()


def test_one_of_each_is_said_in_the_singular(show: Callable[..., Page]) -> None:
    page = show(gs.run(layer(gs.LSTM, 1, 1), numbers(1, 1)))
    expect(page.get_by_text("1 unit, 1 input, 1 step;")).to_be_visible()


def test_a_wide_diagram_is_as_large_on_a_phone_as_the_others_and_is_moved(
    show: Callable[..., Page],
) -> None:
    usual = show(gs.run(layer(gs.LSTM), numbers(5, 2)), viewport=PHONE)
    wide = show(gs.run(layer(LSTM_PEEPHOLE), numbers(5, 2)), viewport=PHONE)
    heights = [
        np.median([height(text) for text in page.locator("svg .number").all()])
        for page in (usual, wide)
    ]
    assert heights[1] > 0.7 * heights[0]
    assert wide.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def colour(diagram: Locator) -> str | None:
    """That of a unit of h after the step."""
    return diagram.locator("rect[data-unit='0']").last.get_attribute("fill")


def height(text: Locator) -> float:
    box = text.bounding_box()
    assert box is not None
    return box["height"]


def is_within(inner: Locator, outer: Locator) -> bool:
    """But for the half of a pixel by which a browser rounds."""
    inside, around = inner.bounding_box(), outer.bounding_box()
    assert inside is not None
    assert around is not None
    return (
        inside["x"] >= around["x"] - 0.5
        and inside["x"] + inside["width"] <= around["x"] + around["width"] + 0.5
    )
