"""An opened trace on paper: every map is there, also those that nobody has scrolled to."""

from collections.abc import Iterator

import pytest
import torch
from playwright.sync_api import Browser, Locator, Page, expect

import gatescope as gs
from browser.explorer import wait_for

# Whether all maps have their colours: opaque in the middle of the second row of pixels.
COLOURED = """(maps) => maps.every((map) =>
  map.width > 0 && map.getContext('2d').getImageData(map.width >> 1, 1, 1, 1).data[3] > 0)"""
WIDTHS = "(maps) => maps.map((map) => [map.clientWidth, map.parentElement.clientWidth])"


@pytest.fixture
def printed(browser: Browser) -> Iterator[Page]:
    """A recording of many units, opened in a window that is lower than its maps."""
    model, x = torch.nn.LSTM(3, 64), torch.randn(40, 1, 3)
    with gs.record(model) as recording:
        model(x)
    running = gs.explore(recording.trace, open_page=False, block=False)
    assert running is not None
    context = browser.new_context(viewport={"width": 1440, "height": 500})
    with running:
        page = context.new_page()
        page.goto(running.address)
        yield page
    context.close()


@pytest.fixture
def maps(printed: Page) -> Locator:
    found = printed.locator(".map canvas")
    expect(found).to_have_count(7)
    return found


def test_maps_that_were_never_seen_are_drawn_for_paper(printed: Page, maps: Locator) -> None:
    assert not maps.evaluate_all(COLOURED)
    printed.evaluate("dispatchEvent(new Event('beforeprint'))")
    wait_for(printed, lambda: maps.evaluate_all(COLOURED))


def test_maps_are_as_wide_as_the_paper_has_room(printed: Page, maps: Locator) -> None:
    printed.emulate_media(media="print")
    printed.set_viewport_size({"width": 1000, "height": 1400})
    assert all(own == room for own, room in maps.evaluate_all(WIDTHS))
    expect(printed.get_by_role("button", name="Whole run")).to_be_hidden()
