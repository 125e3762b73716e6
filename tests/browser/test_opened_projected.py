"""A layer whose `h` is projected, opened in the page: `h` has places of its own."""

import re

import pytest
import torch
from playwright.sync_api import Browser, expect

import gatescope as gs
from browser.explorer import number
from torch_models import contracting, sequence

STEPS, UNITS, PROJECTIONS = 12, 6, 4


def test_a_projected_h_is_shown_ordered_opened_and_edited_in_its_own_size(browser: Browser) -> None:
    model, x = contracting(torch.nn.LSTM(3, UNITS, proj_size=PROJECTIONS)), sequence(STEPS, 1, 3)
    with gs.record(model) as recording:
        model(x)
    h = recording.trace["0/forward"]["h"][:, 0]
    running = gs.explore(model=model, inputs=x, open_page=False, block=False)
    assert running is not None
    context = browser.new_context(viewport={"width": 1440, "height": 2200})
    complaints: list[str] = []
    with running:
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{running.address}&v=1&step=5&projection=3&value=h")
        expect(page.get_by_text("h projected to 4")).to_be_visible()
        hidden = page.get_by_role("slider", name="step and unit of the hidden state", exact=True)
        said = re.compile(re.escape(f"{abs(float(h[4, 2])):.4f}") + "$")
        expect(hidden).to_have_attribute("aria-valuetext", said)
        hidden.focus()
        page.keyboard.press("Enter")
        sheet = page.get_by_role("region", name="Arithmetic", exact=True)
        expect(sheet.get_by_text("hidden state, unit 3, step 5")).to_be_visible()
        terms = sheet.locator("td.product")
        expect(terms).to_have_count(UNITS)
        total = sum(map(number, terms.all_inner_texts()))
        assert total == pytest.approx(float(h[4, 2]), abs=UNITS * 1e-4)
        by = page.get_by_role("combobox", name="Units in order of")
        by.select_option("mean")
        expect(hidden).to_have_attribute("aria-valuetext", said)
        panel = page.get_by_role("region", name="Interactive Gate Manipulation")
        panel.get_by_role("combobox", name="Units").select_option("selected")
        panel.get_by_role("combobox", name="LSTM, projected hidden state: how").select_option(
            "clamp"
        )
        panel.get_by_role("slider", name="LSTM, projected hidden state", exact=True).fill("0.5")
        expect(hidden).to_have_attribute("aria-valuetext", re.compile(r"0\.5000$"))
    context.close()
    assert complaints == []
