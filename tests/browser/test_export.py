"""The exported file: opened from the disk, with no network, it is the whole page."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.explorer import expect_step, go_to, outputs
from gatescope.export import export_file


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("export") / "a page.html"
    export_file(target)
    return target


@pytest.fixture
def from_disk(browser: Browser, exported: Path) -> Iterator[Page]:
    """The file, open; it must have asked for nothing but itself, and complained of nothing."""
    with browser.new_context(offline=True, viewport={"width": 1440, "height": 1000}) as context:
        page = context.new_page()
        requests: list[str] = []
        complaints: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        page.goto(exported.as_uri())
        yield page
        outside = [url for url in requests if not url.startswith(("data:", "blob:"))]
        assert outside == [exported.as_uri()]
        assert complaints == []


def test_it_steps_through_a_sequence(from_disk: Page) -> None:
    expect_step(from_disk, 1, 5)
    for step in (2, 3, 4, 5):
        from_disk.get_by_role("button", name="Next step").click()
        expect_step(from_disk, step, 5)
    assert outputs(from_disk).row("LSTM")[-1] == pytest.approx(0.8, abs=0.05)


@pytest.mark.parametrize("task", ["digits", "sunspots"])
def test_it_has_the_other_tasks(from_disk: Page, task: str) -> None:
    from_disk.get_by_role("combobox", name="Task", exact=True).select_option(task)
    go_to(from_disk, 8)
    expect(from_disk.get_by_role("alert").filter(has_text="could not")).to_have_count(0)
    expect(from_disk.get_by_text("Current Step: 8 /")).to_be_visible()


def test_it_speaks_its_other_languages(from_disk: Page) -> None:
    from_disk.get_by_role("button", name="中文").click()
    expect(from_disk.get_by_text("当前时间步：1 / 5")).to_be_visible()


def test_it_has_its_own_faces(from_disk: Page) -> None:
    expect_step(from_disk, 1, 5)
    assert from_disk.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Inter'))")
    loaded = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family).join()"
    assert "Inter Variable" in from_disk.evaluate(loaded)


def test_axe_finds_nothing(from_disk: Page, axe: Callable[[Page], list[str]]) -> None:
    expect_step(from_disk, 1, 5)
    # Its policy lets in no script but its own, so axe comes by the debugger.
    assert axe(from_disk) == []


def test_it_opens_at_what_a_link_shows(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    export_file(target, link="http://127.0.0.1:8765/#v=1&step=2")
    with browser.new_context(offline=True) as context:
        page = context.new_page()
        page.goto(target.as_uri())
        assert page.url == f"{target.as_uri()}#v=1&step=2"
        page.goto(f"{target.as_uri()}#v=1&step=3")  # who brings a link of their own sees that
        page.reload()
        expect_step(page, 3, 5)
        assert page.url.endswith("#v=1&step=3")
