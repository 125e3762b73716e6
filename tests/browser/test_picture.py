"""The README's picture is taken from the real page: `make picture`."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect


def test_a_forget_gate_shut_after_the_store_loses_the_memory(page: Page, tmp_path: Path) -> None:
    for _ in range(3):
        page.get_by_role("button", name="Next step").click()
    page.get_by_role("combobox", name="Steps", exact=True).select_option("onward")
    page.get_by_role("slider", name="LSTM forget gate", exact=True).fill("0")
    expect(page.get_by_text("Current Step: 4 / 5")).to_be_visible()
    expect(page.get_by_text("LSTM f clamped to 0.00, all units, steps 4–5")).to_be_visible()
    expect(page.locator(".outputs .lstm")).to_contain_text("(was +0.")
    page.evaluate("document.activeElement.blur()")
    page.get_by_role("region", name="Animation").evaluate("bar => bar.scrollIntoView()")
    picture = os.environ.get("GATESCOPE_PICTURE", tmp_path / "explorer.png")
    page.screenshot(path=picture)
    assert Path(picture).stat().st_size > 50_000
