"""The page in a real browser: served by the command, driven by Playwright, watched for complaints.

`page` (1440 × 1000) and `phone` (390 × 844, touch) are the page, open. A test fails when the page
says an error on the console, throws, misses a file, or asks for anything that is not its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from browser.explorer import PATIENCE, wait_until_open
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
]


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


@pytest.fixture
def page(browser: Browser, address: str, link: str) -> Iterator[Page]:
    with opened(browser, address, link, viewport={"width": 1440, "height": 1000}) as page:
        yield page


@pytest.fixture
def phone(browser: Browser, address: str, link: str) -> Iterator[Page]:
    size = {"width": 390, "height": 844}
    with opened(browser, address, link, viewport=size, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """A function that gives what axe-core finds wrong with a page, a line each."""
    return violations


def find_chromium() -> str:
    """Chromium's path; where there is none, a failure in CI and a skip elsewhere."""
    names = (os.environ.get("GATESCOPE_CHROMIUM") or "", *NAMES)
    found = next(filter(None, map(shutil.which, filter(None, names))), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(INSTALL)
    return found


@contextmanager
def opened(browser: Browser, address: str, link: str = "", **context: object) -> Iterator[Page]:
    """The page at `address` in a fresh context; at the end it must have had no complaint."""
    with browser.new_context(base_url=address, **context) as fresh:
        fresh.set_default_timeout(PATIENCE)
        page = fresh.new_page()
        complaints = watch(page, address)
        page.goto(f"/{link}")
        wait_until_open(page)
        yield page
        assert complaints == []


def watch(page: Page, address: str) -> list[str]:
    """A list that fills with what goes wrong in `page`."""
    complaints: list[str] = []

    def check(request: Request) -> None:
        if not request.url.startswith((f"{address}/", "data:", "blob:")):
            complaints.append(f"leaves the machine: {request.url}")

    def fail(request: Request) -> None:
        # What is still on its way when the page is left, the browser gives up. A file that is
        # missing is an error on the console.
        if request.failure != "net::ERR_ABORTED":
            complaints.append(f"failed: {request.url} ({request.failure})")

    page.on("request", check)
    page.on("requestfailed", fail)
    page.on("pageerror", lambda error: complaints.append(f"threw: {error}"))
    page.on(
        "console",
        lambda message: (
            complaints.append(f"console: {message.text} ({message.location['url']})")
            if message.type == "error"
            else None
        ),
    )
    return complaints


# Where drawing waits for a part to come into view, each look at its boxes draws it anew.
DRAW_ALL = """() => document.querySelectorAll('.part').forEach((part) => {
    part.style.contentVisibility = 'visible';
})"""


def violations(page: Page) -> list[str]:
    page.evaluate(DRAW_ALL)
    page.evaluate(AXE.read_text())
    found = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {violation['help']} at {node['target']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
