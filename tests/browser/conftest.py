"""The page in a real browser: served by the command, driven by Playwright, watched for complaints.

`page` (1440 × 1000) and `phone` (390 × 844, touch) are the page, open; `brought` is a page that
stands open, brought to a link. A test fails when the page says an error on the console, throws,
misses a file, or asks for anything that is not its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from browser.device import Device
from browser.explorer import NOTHING_CHOSEN, PATIENCE, bring
from command import served

expect.set_options(timeout=PATIENCE)

# The headless shell has no tabs, menus or windows to draw: a page costs half the processor's time.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
INSTALL = (
    "no Chromium found: apt-get install chromium-headless-shell, or set GATESCOPE_CHROMIUM to the "
    "path of a Chromium"
)
AXE = Path(__file__).parents[2] / "frontend/node_modules/axe-core/axe.min.js"

# It runs as root in CI, and nothing of its own is to ask the network.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=1",  # the pages of a device share their compiled script
]


DESK = {"width": 1440, "height": 1000}


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the command serves the page, for as long as the tests run."""
    with served("--port", "0", "--no-browser") as server:
        yield server.address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def link() -> str:
    """What the page is opened at; a test that wants another link is parametrised with it."""
    return ""


@pytest.fixture(scope="session")
def desk(browser: Browser, address: str) -> Device:
    return Device(browser, address, viewport=DESK)


@pytest.fixture(scope="session")
def handset(browser: Browser, address: str) -> Device:
    size = {"width": 390, "height": 844}
    return Device(browser, address, viewport=size, has_touch=True, is_mobile=True)


@pytest.fixture
def page(desk: Device, link: str) -> Iterator[Page]:
    with desk.opened(link) as page:
        yield page


@pytest.fixture(scope="session")
def lectern(browser: Browser, address: str) -> Device:
    """As `desk`, but no test stops its time: a page can stand open on it beside theirs."""
    return Device(browser, address, viewport=DESK)


@pytest.fixture(scope="module")
def standing(lectern: Device) -> Iterator[Page]:
    """The page, open for as long as the tests of a module run."""
    with lectern.opened() as page:
        yield page


@pytest.fixture
def brought(standing: Page, link: str) -> Page:
    """The page as it stands, brought to `link`, which is quicker than to open it.

    It is for tests that change nothing but what a link says, and leave time alone; where all tests
    of a module are such, it is their `page`.
    """
    bring(standing, link or NOTHING_CHOSEN)
    return standing


@pytest.fixture
def phone(handset: Device, link: str) -> Iterator[Page]:
    with handset.opened(link) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """A function that gives what axe-core finds wrong with a page, a line each.

    It leaves out the typeset equations of Mathematical Foundations. They are half of all elements,
    and drawn alike whatever is chosen; `whole_axe` looks at them too, in either theme and width.
    """
    return partial(violations, but=EQUATIONS)


@pytest.fixture(scope="session")
def whole_axe() -> Callable[[Page], list[str]]:
    """A function that gives what axe-core finds wrong with all of a page, a line each."""
    return violations


def find_chromium() -> str:
    """Chromium's path; where there is none, a failure in CI and a skip elsewhere."""
    names = (os.environ.get("GATESCOPE_CHROMIUM") or "", *NAMES)
    found = next(filter(None, map(shutil.which, filter(None, names))), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(INSTALL)
    return found


# Where drawing waits for a part to come into view, each look at its boxes draws it anew.
DRAW_ALL = """() => document.querySelectorAll('.part').forEach((part) => {
    part.style.contentVisibility = 'visible';
})"""


EQUATIONS = "section[aria-labelledby=foundations] .katex"
RUN_AXE = """but => axe.run({ include: [[':root']], exclude: but.map(one => [one]) }, {
    resultTypes: ['violations'],
})"""


def violations(page: Page, *, but: str | None = None) -> list[str]:
    page.evaluate(DRAW_ALL)
    page.evaluate(AXE.read_text())
    found = page.evaluate(RUN_AXE, [but] if but else [])
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
