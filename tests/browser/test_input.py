"""The input sequence in a person's hands: dragged, typed, longer, shorter, new, as it was."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from browser.explorer import Numbers, box_of, expect_step, go_to, region, table
from gatescope.tasks import load_task

TASK = load_task("store_and_recall")


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def sequence(page: Page) -> Numbers:
    """The sequence as the page has it, (time, input)."""
    return table(region(page, "Input Sequence")).numbers.T


def field(page: Page, step: int) -> Locator:
    return page.get_by_role("textbox", name=f"value typed, step {step}", exact=True)


def press(page: Page, name: str) -> None:
    region(page, "Input Sequence").get_by_role("button", name=name, exact=True).click()


def say(page: Page, step: int, text: str) -> None:
    field(page, step).fill(text)
    field(page, step).press("Enter")


def test_it_opens_on_the_tasks_own_five_steps(page: Page) -> None:
    np.testing.assert_array_equal(sequence(page), TASK.opening)
    expect(region(page, "Input Sequence")).to_contain_text(TASK.rule)


def test_a_bar_is_dragged(page: Page) -> None:
    bar = page.get_by_role("slider", name="value at step 2", exact=True)
    box = box_of(bar)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    output = page.locator("[data-output=lstm]")
    before = output.inner_text()
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y - 6)
    page.mouse.move(x, y - 12)
    expect_step(page, 2, 5)
    page.mouse.move(x, y - 300)
    page.mouse.up()
    expect(bar).to_have_attribute("aria-valuenow", "1")  # No further than the range goes.
    page.mouse.move(x, y + 100)
    assert sequence(page)[:, 0].tolist() == [-0.6, 1, 0.8, -0.4, 0.2]
    say(page, 3, "-1")
    expect(output).not_to_have_text(before)


@pytest.mark.parametrize(("typed", "value"), [("0.25", 0.25), ("−0,5", -0.5), (" -1 ", -1)])
def test_a_number_is_typed(page: Page, typed: str, value: float) -> None:
    say(page, 2, typed)
    assert sequence(page)[1, 0] == value
    say(page, 4, "1")
    field(page, 4).fill("0.5")
    field(page, 4).press("Escape")
    field(page, 4).blur()
    assert sequence(page)[3, 0] == 1


def test_what_is_no_number_of_the_range_is_refused_and_the_old_one_stays(page: Page) -> None:
    alert = region(page, "Input Sequence").get_by_role("alert")
    for typed in ("abc", "2", "-1.01", "NaN", "Infinity", "1e999", ""):
        say(page, 3, typed)
        expect(alert).to_contain_text("value at step 3: expected a number from -1 to 1")
        expect(alert).to_contain_text(f"got “{typed}”")
        expect(alert).to_contain_text("It stays +0.8.")
        expect(field(page, 3)).to_have_value("+0.8")
        np.testing.assert_array_equal(sequence(page), TASK.opening)
    say(page, 3, "0.7")
    expect(alert).to_be_empty()


def test_steps_are_added_and_removed(page: Page) -> None:
    press(page, "Add step")
    expect_step(page, 6, 6)
    np.testing.assert_array_equal(sequence(page), TASK.opening[[0, 1, 2, 3, 4, 4]])
    go_to(page, 2)
    press(page, "Remove step")
    expect_step(page, 2, 5)
    np.testing.assert_array_equal(sequence(page), TASK.opening[[0, 2, 3, 4, 4]])
    for _ in range(4):
        press(page, "Remove step")
    expect_step(page, 1, 1)
    expect(page.get_by_role("button", name="Remove step")).to_be_disabled()
    shortest, longest = TASK.lengths.trained_on
    said = f"The models were trained on {shortest} to {longest} steps; this sequence has 1."
    expect(region(page, "Input Sequence")).to_contain_text(said)


def test_new_samples_are_pythons_and_the_way_back_leads_to_them(page: Page) -> None:
    back = page.get_by_role("button", name="Back to the original")
    expect(back).to_be_disabled()
    for seed in (1, 2):
        press(page, "New sample")
        np.testing.assert_allclose(sequence(page), TASK.sample(seed)[:, 0], rtol=5e-6)
    say_at_current = page.get_by_role("textbox", name="value typed, step 1", exact=True)
    say_at_current.fill("0.5")
    say_at_current.press("Enter")
    assert sequence(page)[0, 0] == 0.5
    back.click()
    np.testing.assert_allclose(sequence(page), TASK.sample(2)[:, 0], rtol=5e-6)
    expect(back).to_be_disabled()


def test_what_a_step_is_for_is_chosen(page: Page) -> None:
    action = page.get_by_role("combobox", name="action at step 2", exact=True)
    for word, flags in {"store": [1, 0], "recall": [0, 1], "ignore": [0, 0]}.items():
        action.select_option(word)
        assert sequence(page)[1].tolist() == [0.3, *flags]
