"""What a person does on the page and reads from it, as functions of the open page."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import xarray as xr
from numpy.typing import NDArray
from playwright.sync_api import FloatRect, Locator, Page, expect

from gatescope import Cell

Numbers = NDArray[np.float64]

FRAMES = """() => new Promise((done) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done(null));
    next(3);
})"""
"""One in which what was told is drawn, one in which the browser says what is seen, one for that."""

# By way of another address: a link that is there already is not gone to. The page reads the link
# before it is told that the address has changed.
BRING = """link => new Promise((done) => {
    for (const open of document.querySelectorAll('details[open]')) open.open = false;
    document.activeElement.blur();
    scrollTo(0, 0);
    addEventListener('hashchange', function heard({ newURL }) {
        if (!newURL.endsWith(link)) return;
        removeEventListener('hashchange', heard);
        done(null);
    });
    location.hash = '#elsewhere';
    location.hash = link;
})"""

# A clock that a test has installed is no code of the browser's.
TIME_PASSES = "() => Function.prototype.toString.call(Date).includes('[native code]')"

NOTHING_CHOSEN = "#v=1"

HOUR = 3_600_000

PATIENCE = 120_000
"""In milliseconds: how long a loaded machine may take for what is computed or trained."""

IS_ADDRESS_WRITTEN = "() => !document.documentElement.hasAttribute('data-address-behind')"

BUSY = "xpath=descendant-or-self::*[@aria-busy='true']"

READ_TABLE = """table => [...table.tHead.rows, ...table.tBodies[0].rows]
    .map(row => [...row.cells].map(cell => cell.textContent.trim()))"""

# Tables show six significant digits: half a unit of the sixth. What is zero but for rounding is 0.
SIX_DIGITS = 5.001e-6
ROUNDING = 1e-12


@dataclass(frozen=True)
class Table:
    """A table of numbers: the heads of its columns, the names of its rows, `–` as NaN."""

    head: list[str]
    names: list[str]
    cells: list[list[str]]

    @property
    def numbers(self) -> Numbers:
        return np.array([[number(cell) for cell in row] for row in self.cells])

    def row(self, name: str) -> Numbers:
        return self.numbers[self.names.index(name)]


def number(text: str) -> float:
    """A number as the page writes it: a true minus, a plus, powers of ten, `–` for none."""
    if text in {"–", "not reached"}:
        return np.nan
    tidy = text.replace("−", "-").replace("\u00a0", "")
    mantissa, _, power = tidy.partition(" × 10")
    exponent = power.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789"))
    return float(mantissa) * 10.0 ** int(exponent or 0)


def assert_six_digits(shown: Numbers, expected: Any) -> None:
    """Assert that a table's numbers are those computed in Python, to its six digits."""
    expected = np.asarray(expected)
    assert shown.shape == expected.shape
    atol = ROUNDING * np.nanmax(np.abs(expected), initial=0)
    np.testing.assert_allclose(shown, expected, rtol=SIX_DIGITS, atol=atol)


def assert_rounded(shown: Sequence[float], expected: Sequence[float]) -> None:
    """Assert that numbers are those expected, written with two decimals, or two digits if small."""
    for said, value in zip(shown, expected, strict=True):
        is_small = abs(value) < 0.0095
        allowed = {"rel": 0.051, "abs": 0} if is_small else {"abs": 0.00501}
        assert said == pytest.approx(value, nan_ok=True, **allowed)


def open_link(page: Page, link: str) -> None:
    """Open a link as from elsewhere: the page is loaded anew."""
    page.goto("about:blank")
    page.goto(f"/{link}")
    wait_until_open(page)


def bring(page: Page, link: str) -> None:
    """Bring the page as it stands to a link, with nothing open there and nothing pointed at."""
    assert page.evaluate(TIME_PASSES), "time was stopped in a page that several tests share"
    page.mouse.move(0, 0)
    page.evaluate(BRING, link)
    drawn(page)
    settled(page.get_by_role("main"))


def reload(page: Page) -> None:
    page.reload()
    wait_until_open(page)


def wait_until_open(page: Page) -> None:
    """The article comes when all that it draws has been fetched; its faces come later."""
    page.locator("main h1").wait_for(state="attached")
    page.evaluate("document.fonts.ready.then(() => null)")


def hash_of(page: Page) -> str:
    """What the address says, once it has caught up: it is written some time after a change."""
    drawn(page)
    page.wait_for_function(IS_ADDRESS_WRITTEN)
    return str(page.evaluate("location.hash"))


def expect_hash(page: Page, link: str) -> None:
    """Expect that the address comes to say this, and nothing else is on its way to it."""
    hash_of(page)
    expect(page).to_have_url(re.compile(f"^[^#]*{re.escape(link)}$"))


def drawn(page: Page) -> None:
    """Wait until the page has drawn what it has been told, and what has come into view with it."""
    page.evaluate(FRAMES)


def wait_for(page: Page, what: Callable[[], bool]) -> None:
    """Wait until something holds that the page shows."""
    for _ in range(PATIENCE // 100):
        if what():
            return
        page.wait_for_timeout(100)
    pytest.fail("it did not come to hold")


def stop_time(page: Page) -> None:
    """From here on time passes in the page by `page.clock.run_for` alone."""
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + HOUR)


def settled(where: Locator) -> Locator:
    """A part of the page that shows what it is to show, and is not behind."""
    expect(where.locator(BUSY)).to_have_count(0)
    return where


def box_of(where: Locator) -> FloatRect:
    """Where something lies on the screen, in view, when what came into view with it is drawn."""
    where.scroll_into_view_if_needed()
    drawn(where.page)
    where.scroll_into_view_if_needed()
    drawn(where.page)
    box = where.bounding_box()
    assert box is not None
    return box


def region(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def table(where: Locator, nth: int = 0) -> Table:
    """The numbers under `Show as table`, of the figure there that is the `nth` with one."""
    details = where.locator("details").filter(has_text="Show as table").nth(nth)
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    settled(where)
    rows = details.locator("table").evaluate(READ_TABLE)
    return Table(rows[0], [row[0] for row in rows[1:]], [row[1:] for row in rows[1:]])


def open_tables(page: Page) -> None:
    """Open all that can be opened: every table of numbers, and the list of papers."""
    details = page.locator("details")
    details.evaluate_all("all => all.forEach(one => (one.open = true))")
    expect(details.locator("table")).to_have_count(page.get_by_text("Show as table").count())


def activations(page: Page, title: str) -> Locator:
    return region(page, f"{title} Gate Activations Over Time")


def heat(page: Page, title: str) -> Numbers:
    """What a cell's heat maps show, (row, step): the units of each value, in the figure's order."""
    return table(activations(page, title)).numbers


def heat_of(trace: xr.Dataset, cell: Cell) -> Numbers:
    """What they are to show of a trace of one sequence."""
    return np.concatenate([trace[name].to_numpy()[:, 0].T for name in cell.values])


def outputs(page: Page) -> Table:
    """The lines of the figure of outputs, of both networks."""
    return table(region(page, "LSTM vs GRU Hidden State Comparison"), nth=1)


def choose_task(page: Page, task: str) -> None:
    page.get_by_role("combobox", name="Task", exact=True).select_option(task)


def choose(where: Page | Locator, group: str, option: str) -> None:
    """Choose one of the few options that stand side by side."""
    where.get_by_role("group", name=group, exact=True).get_by_text(option, exact=True).click()


def go_to(page: Page, step: int) -> None:
    """Make a step the current one; steps count from 1, as on the page."""
    page.get_by_role("slider", name="Step", exact=True).fill(str(step))


def expect_step(page: Page, step: int, steps: int) -> None:
    expect(page.get_by_text("Current Step:")).to_have_text(f"Current Step: {step} / {steps}")


def slide(where: Page | Locator, name: str, value: float) -> None:
    """Move the slider of that name; a value of a cell is called `LSTM forget gate`."""
    where.get_by_role("slider", name=name, exact=True).fill(f"{value:g}")


def scope(page: Page, *, units: str | None = None, steps: str | None = None) -> None:
    """Set the line above the sliders that says where they act."""
    panel = region(page, "Interactive Gate Manipulation")
    if units:
        panel.get_by_role("combobox", name="Units", exact=True).select_option(units)
    if steps:
        panel.get_by_role("combobox", name="Steps", exact=True).select_option(steps)


def manipulate(page: Page, value: str, kind: str, amount: float) -> None:
    """Clamp, scale or shift a value such as `LSTM forget gate`."""
    panel = region(page, "Interactive Gate Manipulation")
    panel.get_by_role("combobox", name=f"{value}: how", exact=True).select_option(kind)
    slide(panel, value, amount)


def chips(page: Page) -> list[str]:
    """The manipulations, in order, in words."""
    listed = page.get_by_role("list", name="Manipulations in force, in order")
    return [text.strip() for text in listed.locator("button.text").all_inner_texts()]


def chosen_unit(page: Page, title: str) -> int:
    """The selected unit of a cell, from 0."""
    said = (
        region(page, f"{title} Cell")
        .locator("[data-node=h] > [role=button]")
        .get_attribute("aria-label")
    )
    return int(re.search(r"unit (\d+)", said or "")[1]) - 1  # type: ignore[index]
