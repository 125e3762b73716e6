"""A run of thousands of steps, opened in the page: near and far it shows what was recorded."""

import csv
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest
import xarray as xr
from playwright.sync_api import Browser, Page, expect

import gatescope as gs
from browser.explorer import PATIENCE
from browser.test_saving import SVG, picture, saved, texts
from samples import layer, numbers

STEPS, UNITS, HERE = 9_000, 3, 4_321

COLOURED = """(map) => {
  const { data } = map.getContext('2d').getImageData(0, 0, map.width, map.height);
  for (let k = 3; k < data.length; k += 4) if (data[k] > 0) return true;
  return false;
}"""


@pytest.fixture(scope="module")
def trace() -> xr.Dataset:
    return gs.run(layer(gs.LSTM, 2, UNITS), numbers(STEPS, 1, 2))


@pytest.fixture
def page(browser: Browser, trace: xr.Dataset) -> Iterator[Page]:
    running = gs.explore(trace, title="Long", open_page=False, block=False)
    assert running is not None
    window = {"width": 1440, "height": 1000}
    with running, browser.new_context(viewport=window) as context:
        page = context.new_page()
        page.goto(f"{running.address}&v=1&value=c&step={HERE + 1}")
        page.get_by_role("heading", name="Long").wait_for()
        yield page


def test_every_level_says_what_was_recorded(page: Page, trace: xr.Dataset) -> None:
    c = trace["c"].isel(batch=0, unit=0).to_numpy()
    cell = page.get_by_role("slider", name="step and unit of the cell state", exact=True)
    for width in (32, 16, 8, 4):
        first = HERE // width * width
        steps = f"steps {first + 1} to {first + width}, .*mean"
        expect(cell).to_have_attribute("aria-valuetext", re.compile(steps))
        said = (cell.get_attribute("aria-valuetext") or "").partition("mean")[2]
        part = c[first : first + width]
        wanted = [part.mean(), part.min(), part.max()]
        assert shown(said) == pytest.approx(wanted, abs=1e-4), width
        page.get_by_role("button", name="Zoom in").click()
    one = re.compile(f"step {HERE + 1}, unit 1: ")
    expect(cell).to_have_attribute("aria-valuetext", one)
    said = (cell.get_attribute("aria-valuetext") or "").rpartition(":")[2]
    assert shown(said) == pytest.approx([c[HERE]], abs=1e-4)


def test_maps_in_view_are_coloured_at_every_level(page: Page) -> None:
    cell = page.get_by_role("img", name=re.compile("^cell state")).locator("canvas")
    cell.scroll_into_view_if_needed()
    for _ in range(4):
        page.wait_for_function(COLOURED, arg=cell.element_handle(), timeout=PATIENCE)
        page.get_by_role("button", name="Zoom in").click()
    expect(page.get_by_text("Signed: C", exact=True)).to_be_visible()


def test_a_map_is_saved_whole(page: Page, trace: xr.Dataset, tmp_path: Path) -> None:
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_text("Show as table").last.click()
    expect(page.get_by_text("all 282 columns")).to_be_visible()
    cells = page.locator("details table td")
    expect(cells.first).not_to_have_text("–")
    expect(cells.last).not_to_have_text("–")
    maps = page.get_by_role("region", name="LSTM Gate Activations Over Time")
    file = saved(page, maps.get_by_role("button", name="Save as CSV"), tmp_path)
    with file.open(encoding="utf-8", newline="") as lines:
        head, first, *_ = csv.reader(lines)
    c = trace["c"].isel(batch=0, unit=0).to_numpy()
    start, stop = map(int, re.findall(r"\d+", head[100]))
    assert float(first[100]) == pytest.approx(c[start - 1 : stop].mean(), abs=1e-6)
    root = ElementTree.parse(picture(page, maps, "SVG", tmp_path)).getroot()
    assert "cell state" in texts(root)
    (image,) = root.iter(f"{SVG}image")
    assert image.attrib["href"].startswith("data:image/png")


def shown(text: str) -> list[float]:
    """The numbers in a text of the page, which has a minus sign of its own."""
    return [float(n.replace("−", "-")) for n in re.findall(r"[+−]?\d+\.\d+", text)]
