"""A device on which test after test opens the page, each as if it were the first."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Error, Page, Request

from browser.explorer import PATIENCE, TIME_PASSES, wait_until_open

# Of the page's own origin, and next to nothing to draw.
KEPT_OPEN = "/icon.svg"


class Device:
    """A browser context that stays open, with a page in it that does.

    So the next page finds the page's files and its compiled script where the last one left them,
    which halves what it costs. A tab brings its own size, media, routes and history; what a context
    keeps beyond a tab is forgotten after each, and a context that cannot forget is replaced.
    """

    def __init__(self, browser: Browser, address: str, **kind: object) -> None:
        self._browser, self._address, self._kind = browser, address, kind
        self._context: BrowserContext | None = None
        self._kept_open: Page | None = None

    @contextmanager
    def opened(self, link: str = "") -> Iterator[Page]:
        """The page at `link`; at the end it must have had no complaint."""
        try:
            with self._ready().new_page() as page:
                complaints = watch(page, self._address)
                page.goto(f"/{link}")
                wait_until_open(page)
                yield page
                assert complaints == []
        finally:
            self._forget()

    def _ready(self) -> BrowserContext:
        if self._context is None:
            self._context = self._browser.new_context(base_url=self._address, **self._kind)
            self._context.set_default_timeout(PATIENCE)
            self._kept_open = self._context.new_page()
            self._kept_open.goto(KEPT_OPEN)
        return self._context

    def _forget(self) -> None:
        if self._context is None or self._kept_open is None:
            return
        self._context.clear_permissions()
        if not is_forgotten(self._kept_open):
            self._context.close()
            self._context = None


def is_forgotten(kept_open: Page) -> bool:
    """Whether a new page beside this one now opens as the first one did."""
    try:
        kept_open.evaluate("localStorage.clear()")
        # A clock that a test has installed is every later page's of its context, and cannot be
        # taken out.
        return bool(kept_open.evaluate(TIME_PASSES))
    except Error:  # It went with a page that crashed.
        return False


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
