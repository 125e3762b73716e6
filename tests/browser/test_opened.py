"""A trace of a person's own model, opened in the page: what is drawn is what was recorded."""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch
import xarray as xr
from playwright.sync_api import Browser, Locator, Page, expect

import gatescope as gs
from browser.explorer import READ_TABLE, box_of, number, wait_for
from tolerances import assert_close

STEPS, UNITS, INPUTS = 700, 10, 3
LABELS = [f"w{k}" for k in range(STEPS)]
VIEW = {"viewport": {"width": 1440, "height": 1000}}


@dataclass(frozen=True)
class Recorded:
    """A model, what it was recorded with, and where the page shows it."""

    model: Any
    x: Any
    trace: xr.DataTree
    address: str


class Tagger(torch.nn.Module):
    """An LSTM in both directions and a readout."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = torch.nn.LSTM(INPUTS, UNITS, bidirectional=True)
        self.readout = torch.nn.Linear(2 * UNITS, 1)

    def forward(self, x: Any) -> Any:
        return self.readout(self.encoder(x)[0])


@pytest.fixture(scope="module")
def recorded() -> Iterator[Recorded]:
    torch.manual_seed(3)
    model, x = Tagger(), torch.randn(STEPS, 2, INPUTS)
    with gs.record(model) as recording:
        model(x)
    running = gs.explore(
        model=model, inputs=x, labels=LABELS, title="Tagger", open_page=False, block=False
    )
    assert running is not None
    with running:
        yield Recorded(model, x, recording.trace, running.address)


@pytest.fixture
def show(browser: Browser, recorded: Recorded) -> Iterator[Callable[..., Page]]:
    """Opens the address that the server printed; at the end the page must have had no complaint."""
    complaints: list[str] = []
    contexts = []

    def shown(hash: str = "", **context: Any) -> Page:
        contexts.append(browser.new_context(**(VIEW | context)))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
        page.goto(recorded.address + hash)
        page.get_by_role("heading", name="Tagger").wait_for()
        return page

    yield shown
    for context in contexts:
        context.close()
    assert complaints == []


def value_map(page: Page, name: str) -> Locator:
    return page.get_by_role("slider", name=f"step and unit of the {name}", exact=True)


def here(recorded: Recorded, name: str, step: int, unit: int, path: str = "forward") -> float:
    return float(recorded.trace[f"encoder/0/{path}"][name][step, 0, unit])


def expect_number(where: Locator, expected: float) -> None:
    """What a map says of the current step and unit ends in this number, to four decimals."""
    said = re.escape(f"{abs(expected):.4f}")
    expect(where).to_have_attribute("aria-valuetext", re.compile(f"{said}$"))


def test_the_token_leaves_the_address_and_what_is_chosen_stays(
    show: Callable[..., Page], recorded: Recorded
) -> None:
    page = show("&v=1&layer=encoder/0/reverse&step=12&unit=4&value=f&window=1-40")
    expect(page.get_by_text("Current Step: 12 / 700")).to_be_visible()
    expect(page.get_by_text("reads from the end; float32", exact=False)).to_be_visible()
    expect(page.get_by_text("Checked against the layer’s own output")).to_be_visible()
    expect_number(value_map(page, "forget gate"), here(recorded, "f", 11, 3, "reverse"))
    assert "token" not in page.url
    page.reload()
    expect(page.get_by_text("Current Step: 12 / 700")).to_be_visible()


def test_numbers_are_those_recorded(show: Callable[..., Page], recorded: Recorded) -> None:
    page = show("&v=1&value=c&window=101-140&step=101")
    details = page.locator("details").filter(has_text="Show as table").first
    details.locator("summary").click()
    expect(details.locator("td").get_by_text("–", exact=True)).to_have_count(0)
    rows = details.locator("table").evaluate(READ_TABLE)
    shown = np.array([[number(cell) for cell in row[1:]] for row in rows[1:]])
    c = recorded.trace["encoder/0/forward"]["c"]
    assert_close(shown, c.isel(batch=0)[100:140].to_numpy().T, "float32")


def test_a_press_opens_the_arithmetic_and_keys_move_on(
    show: Callable[..., Page], recorded: Recorded
) -> None:
    page = show("&v=1&window=1-40&step=5&unit=2&value=i")
    gate = value_map(page, "input gate")
    gate.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Current Step: 6 / 700")).to_be_visible()
    expect_number(gate, here(recorded, "i", 5, 2))
    page.keyboard.press("Enter")
    sheet = page.get_by_role("region", name="Arithmetic", exact=True)
    result = sheet.get_by_role("row", name="σ of it").get_by_role("cell").first
    expect(result).to_have_text(f"{here(recorded, 'i', 5, 2):.4f}")
    terms = sheet.locator("td.product").all_inner_texts()
    rounding = sheet.locator("tr.rounding td").first
    total = sum(map(number, terms)) + (number(rounding.inner_text()) if rounding.count() else 0)
    gate_value = here(recorded, "i", 5, 2)
    assert total == pytest.approx(math.log(gate_value / (1 - gate_value)), abs=2e-4)
    sheet.get_by_role("button", name="h₅ unit 1", exact=True).click()
    expect(sheet.get_by_text("hidden state, unit 1, step 5")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet.get_by_text("input gate, unit 3, step 6")).to_be_visible()


def test_the_keys_are_listed(show: Callable[..., Page]) -> None:
    page = show()
    dialog = page.get_by_role("dialog", name="Keys")
    page.keyboard.press("?")
    for does in ("a step back, a step on", "the whole run, zoom in, zoom out", "this list"):
        expect(dialog.get_by_text(does)).to_be_visible()
    moves, zooms = ["←", "→", "Home", "End", "↑", "↓"], ["0", "+", "-", "Page Up", "Page Down"]
    expect(dialog.locator("kbd")).to_have_text([*moves, "Enter", "Esc", *zooms, "?"])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.get_by_text("Current Step: 1 / 700")).to_be_visible()
    page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()


def test_the_maps_zoom_pan_and_keep_extremes(show: Callable[..., Page], recorded: Recorded) -> None:
    page = show("&v=1&value=h")
    window = page.get_by_role("slider", name="Steps that are shown")
    expect(window).to_have_attribute("aria-valuetext", "steps 1 to 700 of 700")
    hidden = value_map(page, "hidden state")
    hidden.scroll_into_view_if_needed()
    page.set_viewport_size({"width": 800, "height": 1000})
    hidden.hover(position={"x": 100, "y": 5})
    said = page.locator("[popover]").last
    expect(said).to_contain_text("from")
    page.get_by_role("button", name="Zoom in").click()
    expect(window).to_have_attribute("aria-valuetext", "steps 176 to 525 of 700")
    window.press("Home")
    expect(window).to_have_attribute("aria-valuetext", "steps 1 to 350 of 700")
    box = box_of(hidden)
    page.mouse.move(box["x"] + 300, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(window).not_to_have_attribute("aria-valuetext", "steps 1 to 350 of 700")
    page.get_by_role("button", name="Whole run").click()
    expect(window).to_have_attribute("aria-valuetext", "steps 1 to 700 of 700")


def test_units_are_put_in_order(show: Callable[..., Page], recorded: Recorded) -> None:
    page = show("&v=1&value=f&window=1-20")
    page.get_by_role("combobox", name="Units in order of").select_option("mean")
    page.get_by_role("combobox", name="Of", exact=True).select_option("f")
    details = page.locator("details").filter(has_text="Show as table").first
    details.locator("summary").click()
    means = recorded.trace["encoder/0/forward"]["f"].isel(batch=0).mean("time").to_numpy()
    order = {tuple(np.argsort(means)), tuple(np.argsort(-means))}
    wanted = [[f"unit {unit + 1}" for unit in units] for units in order]
    wait_for(page, lambda: details.locator("tbody th").all_inner_texts() in wanted)


def test_on_a_phone_in_the_dark_it_is_whole(
    show: Callable[..., Page], axe: Callable[[Page], list[str]]
) -> None:
    page = show(viewport={"width": 390, "height": 844}, has_touch=True, color_scheme="dark")
    page.get_by_role("region", name="LSTM Cell").locator("svg").first.wait_for()
    value_map(page, "forget gate").tap()
    expect(page.get_by_role("region", name="Arithmetic", exact=True)).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    assert axe(page) == []


def test_a_server_that_has_ended_is_told(browser: Browser) -> None:
    trace = gs.run(gs.load_model("store_and_recall", "gru").weights, np.zeros((4, 1, 3)))
    running = gs.explore(trace, title="Short", open_page=False, block=False)
    assert running is not None
    with running, browser.new_context(**VIEW) as context:
        page = context.new_page()
        page.goto(running.address)
        page.get_by_role("region", name="GRU Cell").locator("svg").first.wait_for()
        running.close()
        page.get_by_role("combobox", name="GRU update gate: how").select_option("clamp")
        expect(page.get_by_text("does not answer")).to_be_visible()


def test_an_edit_runs_the_model(show: Callable[..., Page], recorded: Recorded) -> None:
    largest = largest_difference(recorded, gs.Clamp("f", 1.0))  # the server will run it, too
    page = show("&v=1&value=f&window=1-20&step=3&unit=1")
    panel = page.get_by_role("region", name="Interactive Gate Manipulation")
    panel.get_by_role("combobox", name="LSTM forget gate: how").select_option("clamp")
    panel.get_by_role("slider", name="LSTM forget gate", exact=True).fill("1")
    said = panel.get_by_text(f"The largest difference is {largest:.3g}.")
    expect(said).to_be_visible()
    expect_number(value_map(page, "forget gate"), 1.0)
    page.get_by_text("before", exact=True).first.click()
    expect_number(value_map(page, "forget gate"), here(recorded, "f", 2, 0))
    panel.get_by_role("button", name="Reset all").click()
    expect(page.get_by_text("difference", exact=True)).to_have_count(0)


def test_a_link_holds_edits_and_open_arithmetic_and_back_leads_to_it(
    show: Callable[..., Page], recorded: Recorded
) -> None:
    chosen = "window=1-20&step=3&value=f&scope=selected,this&edits=2.f.clamp.1!u1;1.f.scale.0.5~off"
    page = show(f"&v=1&layer=encoder/0/reverse&{chosen}&open=f.3.1")
    gate = value_map(page, "forget gate")
    expect(gate).to_have_attribute("aria-valuetext", re.compile("1.0000$"))
    sheet = page.get_by_role("region", name="Arithmetic", exact=True)
    expect(sheet.get_by_text("forget gate, unit 1, step 3")).to_be_visible()
    panel = page.get_by_role("region", name="Interactive Gate Manipulation")
    expect(panel.get_by_role("combobox", name=re.compile("^Units"))).to_have_value("selected")
    panel.get_by_role("button", name="Reset all").click()
    expect_number(gate, here(recorded, "f", 2, 0, "reverse"))
    page.get_by_role("combobox", name="Layer").select_option(index=0)
    expect(page.get_by_text("reads forward", exact=False).first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("reads from the end; float32", exact=False)).to_be_visible()
    page.go_back()
    expect(gate).to_have_attribute("aria-valuetext", re.compile("1.0000$"))
    page.go_forward()
    expect_number(gate, here(recorded, "f", 2, 0, "reverse"))


def test_a_link_says_what_could_not_be_read(show: Callable[..., Page]) -> None:
    page = show("&v=2&step=12")
    expect(page.get_by_text("The address is of version 2")).to_be_visible()
    expect(page.get_by_text("Current Step: 1 / 700")).to_be_visible()
    page.evaluate("location.hash = '#v=1&step=12&edits=1.nothing.clamp.1'")
    expect(page.get_by_text("edits=1.nothing.clamp.1", exact=False)).to_be_visible()
    expect(page.get_by_text("Current Step: 12 / 700")).to_be_visible()


def largest_difference(recorded: Recorded, edit: gs.Clamp) -> float:
    with torch.no_grad():
        before = recorded.model(recorded.x)
        with gs.edit(recorded.model, {"encoder/0/forward": [edit]}):
            return float((recorded.model(recorded.x) - before).abs().max())


def test_it_speaks_another_language(show: Callable[..., Page]) -> None:
    page = show("&v=1&lang=zh")
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_role("slider", name="LSTM 遗忘门", exact=True)).to_be_visible()
    expect(page.get_by_text("forget gate")).to_have_count(0)
