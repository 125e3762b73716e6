"""Every number opens into its arithmetic, from a network's output back to its input."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope
from browser.explorer import choose_task, number, region
from gatescope.tasks import load_task

SHOWN = 0.501e-4
"""Half a unit of the fourth decimal, which is how many the drawer shows."""

TITLES = {"lstm": "LSTM", "gru": "GRU"}


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def drawer(page: Page) -> Locator:
    return region(page, "Arithmetic")


def open_output(page: Page, cell: str) -> None:
    name = re.compile(f"^{TITLES[cell]} output")
    region(page, "Animation").get_by_role("button", name=name).click()
    expect(drawer(page)).to_contain_text(f"{TITLES[cell]}: output")


def lines(page: Page) -> dict[str, float]:
    """The drawer's lines by name, with the number that each ends in."""
    rows = drawer(page).locator("tbody tr").all()
    return {
        row.locator("th").inner_text().strip(): number(
            row.locator("td:not(.factors):not(.bar)").first.inner_text()
        )
        for row in rows
    }


@pytest.mark.parametrize("task", ["store_and_recall", "digits", "sunspots"])
@pytest.mark.parametrize("cell", ["lstm", "gru"])
def test_an_output_opens_into_the_hidden_state(page: Page, task: str, cell: str) -> None:
    choose_task(page, task)
    model = gatescope.load_model(task, cell)
    trace = model(load_task(task).opening)
    y, h = trace["y"].to_numpy()[:, 0], trace["h"].to_numpy()[:, 0]
    open_output(page, cell)
    said = drawer(page).locator(".caption").first.inner_text()
    step = int(re.search(r"step (\d+)", said)[1]) - 1  # type: ignore[index]
    output = int(np.argmax(y[step]))
    shown = lines(page)
    for unit, product in enumerate(model.readout.weight[output] * h[step]):
        name = next(name for name in shown if name.endswith(f" unit {unit + 1}"))
        assert shown[name] == pytest.approx(product, abs=SHOWN)
    assert shown["bias"] == pytest.approx(model.readout.bias[output], abs=SHOWN)
    answer = list(shown)[-1]
    assert shown[answer] == pytest.approx(y[step, output], abs=SHOWN)


def test_the_lines_with_the_one_for_rounding_add_up(page: Page) -> None:
    open_output(page, "lstm")
    shown = lines(page)
    total = shown.pop("sum")
    assert sum(shown.values()) == pytest.approx(total, abs=1e-9)


def test_a_walk_from_the_output_ends_at_the_input_and_leads_back(page: Page) -> None:
    open_output(page, "lstm")
    way = ["h₅ unit 2", "o₅", "h₄ unit 1", "o₄", "store"]
    for name in way:
        drawer(page).get_by_role("table").get_by_role("button", name=name, exact=True).click()
    expect(drawer(page)).to_contain_text("LSTM: input store, step 4")
    expect(drawer(page)).to_contain_text("nothing computed it")
    trail = drawer(page).get_by_role("navigation", name="Where this number was used")
    expect(trail.get_by_role("button")).to_have_count(len(way))
    drawer(page).get_by_role("button", name="Back").focus()
    for _ in way:
        page.keyboard.press("Escape")
    expect(drawer(page)).to_contain_text("LSTM: output, step 5")


def test_a_class_opens_beside_the_others_of_its_softmax(page: Page) -> None:
    choose_task(page, "digits")
    open_output(page, "lstm")
    others = drawer(page).get_by_role("list").get_by_role("button")
    expect(others).to_have_count(9)
    name = others.first.inner_text()
    others.first.click()
    expect(drawer(page)).to_contain_text(f"LSTM: output {name}, step 8")


def test_axe_finds_nothing(page: Page, axe: Callable[[Page], list[str]]) -> None:
    choose_task(page, "digits")
    open_output(page, "gru")
    assert axe(page) == []
