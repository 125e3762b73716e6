"""The explorer by keys: where they work, where a control keeps its own, and their list."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.explorer import chosen_unit, expect_step, go_to, region, stop_time


def enter(page: Page) -> None:
    """Put the focus into the explorer, on nothing that uses keys: a press beside the figures."""
    page.get_by_text("Current Step:").click()


def speed(page: Page) -> Locator:
    return page.get_by_label("Speed", exact=True)


def key_list(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Keys")


def test_arrows_home_and_end_move_through_the_steps(page: Page) -> None:
    enter(page)
    for key, step in [("Right", 2), ("Right", 3), ("Left", 2)]:
        page.keyboard.press(f"Arrow{key}")
        expect_step(page, step, 5)
    page.keyboard.press("End")
    expect_step(page, 5, 5)
    page.keyboard.press("Home")
    expect_step(page, 1, 5)


def test_space_plays_and_pauses_and_does_not_scroll(page: Page) -> None:
    enter(page)
    stop_time(page)
    top = page.evaluate("scrollY")
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.keyboard.press(" ")
    expect(page.get_by_role("button", name="Play")).to_be_visible()
    assert page.evaluate("scrollY") == top


def test_up_and_down_move_the_unit_of_the_cell_last_looked_at(page: Page) -> None:
    enter(page)
    lstm, gru = chosen_unit(page, "LSTM"), chosen_unit(page, "GRU")
    page.keyboard.press("ArrowDown")
    assert (chosen_unit(page, "LSTM"), chosen_unit(page, "GRU")) == (lstm + 1, gru)
    region(page, "GRU Cell").get_by_role("button").nth(1).focus()
    page.keyboard.press("ArrowDown")
    assert (chosen_unit(page, "LSTM"), chosen_unit(page, "GRU")) == (lstm + 1, gru + 1)
    page.keyboard.press("ArrowUp")
    assert (chosen_unit(page, "LSTM"), chosen_unit(page, "GRU")) == (lstm + 1, gru)


def test_brackets_change_the_speed(page: Page) -> None:
    enter(page)
    for key, value in [("]", "2"), ("]", "4"), ("[", "2"), ("[", "1"), ("[", "0.5")]:
        page.keyboard.press(key)
        expect(speed(page)).to_have_value(value)


def test_enter_opens_the_arithmetic_and_escape_goes_back(page: Page) -> None:
    enter(page)
    drawer = region(page, "Arithmetic")
    page.keyboard.press("Enter")
    expect(drawer).to_contain_text("LSTM: hidden state")
    drawer.get_by_role("table").get_by_role("button").first.click()
    trail = drawer.get_by_role("navigation")
    expect(trail).to_be_visible()
    enter(page)
    page.keyboard.press("Escape")
    expect(trail).to_have_count(0)
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_they_go_on_where_a_button_was_disabled_by_its_press(page: Page) -> None:
    go_to(page, 4)
    following = page.get_by_role("button", name="Next step", exact=True)
    following.focus()
    page.keyboard.press("Enter")
    expect(following).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect_step(page, 4, 5)


def test_a_control_keeps_the_keys_that_it_uses(page: Page) -> None:
    speed(page).focus()
    page.keyboard.press("End")
    expect(speed(page)).to_have_value("4")
    expect_step(page, 1, 5)
    play = page.get_by_role("button", name="Play")
    play.focus()
    page.keyboard.press("ArrowRight")  # A button does not use it.
    expect_step(page, 2, 5)
    forget = page.get_by_role("slider", name="LSTM forget gate", exact=True)
    forget.focus()
    page.keyboard.press("ArrowRight")
    expect_step(page, 2, 5)
    page.keyboard.press("]")  # Nor does a slider.
    expect(speed(page)).to_have_value("4")


def test_a_field_keeps_every_key(page: Page) -> None:
    region(page, "Configuration").get_by_text("random", exact=True).click()
    page.get_by_role("textbox", name="Seed").focus()
    for key in ("?", "]", " ", "End", "ArrowLeft"):
        page.keyboard.press(key)
    expect(key_list(page)).to_have_count(0)
    expect(speed(page)).to_have_value("1")
    expect_step(page, 1, 5)


def test_a_map_moves_by_one_unit_and_step(page: Page) -> None:
    """The map uses the arrows itself: nobody else may use them again."""
    unit = chosen_unit(page, "LSTM")
    page.get_by_role("slider", name="step and unit of the LSTM's forget gate").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    assert chosen_unit(page, "LSTM") == unit + 1
    expect_step(page, 2, 5)


def test_outside_the_explorer_they_do_nothing(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Introduction", exact=True).click()
    for key in ("ArrowRight", "]", "?"):
        page.keyboard.press(key)
    enter(page)
    page.get_by_role("link", name="Takeaways").focus()
    page.keyboard.press("End")
    expect_step(page, 1, 5)
    expect(speed(page)).to_have_value("1")
    expect(key_list(page)).to_have_count(0)


def test_with_a_modifier_a_key_is_the_browsers(page: Page) -> None:
    enter(page)
    page.keyboard.press("Control+ArrowRight")
    page.keyboard.press("Meta+]")
    expect_step(page, 1, 5)
    expect(speed(page)).to_have_value("1")


def test_the_list_opens_by_its_key_and_closes(page: Page) -> None:
    enter(page)
    page.keyboard.press("?")
    keys = key_list(page).locator("kbd").all_inner_texts()
    assert keys == [
        "←",
        "→",
        "Home",
        "End",
        "Space",
        "↑",
        "↓",
        "[",
        "]",
        "Enter",
        "Esc",
        "Page Up",
        "Page Down",
        "?",
    ]
    page.keyboard.press("ArrowRight")  # It is not for the explorer behind the list.
    expect_step(page, 1, 5)
    page.keyboard.press("Escape")
    expect(key_list(page)).to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect_step(page, 2, 5)


@pytest.mark.parametrize(
    ("device", "theme"), [("page", "light"), ("page", "dark"), ("phone", "light")]
)
def test_the_list_is_reached_by_a_button(
    device: str, theme: str, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(device)
    if theme == "dark":
        page.get_by_role("button", name="Use the dark theme").click()
    button = region(page, "Animation").get_by_role("button", name="Keys", exact=True)
    button.click()
    expect(key_list(page)).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    key_list(page).get_by_role("button", name="Close").click()
    expect(key_list(page)).to_have_count(0)
    expect(button).to_be_focused()
