"""The address holds everything that is chosen: it is opened, copied, walked back and forward."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.explorer import (
    activations,
    chips,
    choose,
    choose_task,
    expect_hash,
    expect_step,
    go_to,
    hash_of,
    heat,
    manipulate,
    open_link,
    outputs,
    region,
    reload,
    scope,
    slide,
    stop_time,
)

LINK = (
    "#v=1&task=digits&weights=random&hidden=8&seed=3&bias=2&reset=after&z=old&x=sample:5&step=3"
    "&units=2,1&edits=lstm.f.clamp.0@4-;gru.z.shift.-1.5!u2@3-5~off&open=lstm.i.3.2"
)
BROKEN = "#v=1&task=nim&hidden=99&colour=red&edits=lstm.q.clamp.0&step=2"

READ_ONLY_CLIPBOARD = """Object.defineProperty(navigator, 'clipboard', {
    value: { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) },
})"""


def open_here(page: Page, link: str) -> None:
    """Open a link in the page as it stands, as by typing it into the address."""
    page.evaluate("link => { location.hash = link }", link)


def bar(page: Page) -> Locator:
    return region(page, "Animation")


def message(page: Page) -> Locator:
    return page.get_by_role("alert").filter(has_text="link")


def words_of(page: Page) -> str:
    """All that the page says, once the derivatives are in view: they are computed only there."""
    gating = page.get_by_role("region", name="Why gating works")
    gating.scroll_into_view_if_needed()
    expect(
        gating.get_by_role("row", name="at step").first.get_by_role("cell").last
    ).not_to_have_text("–")
    return page.get_by_role("main").text_content() or ""


def choose_much(page: Page) -> None:
    """Everything that there is to choose, by hand."""
    choose(page, "Weights", "random")
    choose(page, "GRU: an open z", "keeps the old")
    page.get_by_role("button", name="New sample").click()
    page.get_by_role("slider", name="Forget bias", exact=True).fill("2.5")
    page.get_by_role("button", name="Add step").click()
    manipulate(page, "LSTM forget gate", "clamp", 0.25)
    go_to(page, 4)
    scope(page, units="selected", steps="onward")
    manipulate(page, "GRU update gate", "shift", -1.5)
    page.get_by_role("checkbox", name="clamped to 0.25").uncheck()
    page.get_by_role("checkbox", name="Slow motion").check()
    bar(page).get_by_role("button", name="Next step").click()
    page.get_by_label("Speed", exact=True).select_option("2×")
    region(page, "LSTM Cell").get_by_role("button", name=re.compile("output gate")).press("Enter")
    region(page, "Arithmetic").get_by_role("button", name=re.compile("unit 1")).first.click()


@pytest.mark.parametrize("link", [LINK])
def test_a_link_opens_what_it_says(page: Page) -> None:
    expect(page.get_by_role("combobox", name="Task", exact=True)).to_have_value("digits")
    expect(page.get_by_role("textbox", name="Hidden size")).to_have_value("8")
    expect(page.get_by_role("radio", name="keeps the old")).to_be_checked()
    expect_step(page, 3, 8)
    assert len(chips(page)) == 2
    expect(region(page, "Arithmetic")).to_contain_text("LSTM: input gate, unit 2, step 3")
    expect_hash(page, LINK)
    expect(message(page)).to_have_count(0)


def test_what_is_chosen_by_hand_opens_to_the_same_picture(page: Page) -> None:
    choose_much(page)
    link = hash_of(page)
    said = chips(page)
    shown = [heat(page, "LSTM"), heat(page, "GRU"), outputs(page).numbers]
    words = words_of(page)
    open_link(page, link)
    assert chips(page) == said
    again = [heat(page, "LSTM"), heat(page, "GRU"), outputs(page).numbers]
    assert all((a == b).all() for a, b in zip(shown, again, strict=True))
    assert words_of(page) == words
    expect_hash(page, link)


def test_a_checkpoint_is_in_the_link(page: Page) -> None:
    trained = heat(page, "LSTM")
    slide(page, "Training step", 0)
    link = "#v=1&checkpoint=1"
    expect_hash(page, link)
    untrained = heat(page, "LSTM")
    assert (untrained != trained).any()
    open_link(page, link)
    assert (heat(page, "LSTM") == untrained).all()


def test_back_and_forward_lead_through_what_was_chosen(page: Page) -> None:
    choose_task(page, "digits")
    go_to(page, 3)
    manipulate(page, "LSTM forget gate", "clamp", 0.2)
    slide(page, "LSTM forget gate", 0.6)
    hash_of(page)
    clamped = ["LSTM f clamped to 0.60, all units, all steps"]
    assert chips(page) == clamped
    page.go_back()
    expect(page.get_by_role("button", name="Reset all")).to_have_count(0)
    expect_step(page, 3, 8)
    page.go_back()
    expect_step(page, 1, 5)
    expect(page.get_by_role("combobox", name="Task", exact=True)).to_have_value("store_and_recall")
    page.go_forward()
    expect_step(page, 3, 8)
    page.go_forward()
    expect(page.get_by_role("button", name="Reset all")).to_be_visible()
    assert chips(page) == clamped


def test_a_slider_and_a_step_leave_no_trail_in_the_history(page: Page) -> None:
    before = page.evaluate("history.length")
    for step in (2, 3, 4):
        go_to(page, step)
    expect_hash(page, "#v=1&step=4")
    assert page.evaluate("history.length") == before


def test_the_address_is_written_at_most_four_times_a_second(page: Page) -> None:
    page.evaluate("""() => {
        window.written = 0;
        const replace = history.replaceState.bind(history);
        history.replaceState = (...given) => { window.written += 1; replace(...given); };
    }""")
    start = page.evaluate("performance.now()")
    for k in range(30):
        go_to(page, 1 + k % 5)
    seconds = (page.evaluate("performance.now()") - start) / 1000
    assert page.evaluate("written") <= 1 + 4 * seconds


def test_a_link_opens_in_the_page_as_it_stands(page: Page) -> None:
    manipulate(page, "LSTM forget gate", "clamp", 0.2)
    open_here(page, "#v=1&task=sunspots&step=7")
    expect_step(page, 7, 64)
    assert chips(page) == []
    page.go_back()
    expect_step(page, 1, 5)
    assert len(chips(page)) == 1


def test_the_parts_of_the_page_can_still_be_gone_to(page: Page) -> None:
    choose_task(page, "digits")
    go_to(page, 3)
    page.get_by_role("link", name="Takeaways").click()
    expect(page.get_by_role("heading", name="Key Takeaways")).to_be_in_viewport()
    expect_step(page, 3, 8)
    expect_hash(page, "#v=1&task=digits&step=3")
    reload(page)
    expect_step(page, 3, 8)


def test_going_to_a_part_of_the_page_is_undone_by_back(page: Page) -> None:
    page.get_by_role("link", name="Mathematics").click()
    expect_hash(page, "#foundations")
    choose_task(page, "digits")
    page.go_back()
    expect_step(page, 1, 5)


@pytest.mark.parametrize("link", ["#takeaways"])
def test_an_address_may_name_a_part_of_the_page(page: Page) -> None:
    expect(page.get_by_role("heading", name="Key Takeaways")).to_be_in_viewport()
    expect(message(page)).to_have_count(0)


@pytest.mark.parametrize("link", [BROKEN])
@pytest.mark.parametrize("device", ["page", "phone"])
def test_a_broken_link_says_what_it_could_not_read(
    device: str, link: str, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(device)
    expect(message(page)).to_be_in_viewport()
    said = message(page).get_by_role("listitem").all_inner_texts()
    assert [line.split(":")[0] for line in said] == ["colour", "task", "hidden", "edits"]
    assert "expected one of f, i, g, c, o, h, got “q”" in said[-1]
    expect_step(page, 2, 5)
    assert chips(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
    page.get_by_role("button", name="Close the message").click()
    expect(message(page)).to_have_count(0)


def test_the_message_goes_with_the_link(page: Page) -> None:
    open_here(page, "#v=2&step=3")
    expect(message(page)).to_contain_text("v: expected 1, got “2”")
    expect_step(page, 1, 5)
    open_here(page, "#v=1&step=3")
    expect(message(page)).to_have_count(0)
    expect_step(page, 3, 5)


@pytest.mark.parametrize("device", ["page", "phone"])
def test_the_link_is_copied(device: str, request: pytest.FixtureRequest, address: str) -> None:
    page: Page = request.getfixturevalue(device)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    go_to(page, 3)
    stop_time(page)
    bar(page).get_by_role("button", name="Copy link").click()
    expect(bar(page).get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}/#v=1&step=3"
    page.clock.run_for(2001)
    expect(bar(page).get_by_role("status").filter(has_text="Copied")).to_have_count(0)


def test_the_link_is_shown_where_the_clipboard_is_refused(page: Page, address: str) -> None:
    page.evaluate(READ_ONLY_CLIPBOARD)
    button = bar(page).get_by_role("button", name="Copy link")
    button.click()
    field = page.get_by_role("dialog", name="Copy link").get_by_role("textbox")
    expect(field).to_be_focused()
    expect(field).to_have_value(f"{address}/#v=1")
    assert page.evaluate("getSelection().toString()") == f"{address}/#v=1"
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(button).to_be_focused()


def test_the_ways_to_look_at_a_figure_are_in_the_link(page: Page) -> None:
    manipulate(page, "LSTM forget gate", "clamp", 0)
    choose(activations(page, "LSTM"), "Shown", "before")
    choose(page, "Summary of h", "norm")
    choose(page, "Networks", "trained")
    slide(page.get_by_role("figure", name="How a gradient fades"), "Length", 40)
    choose(region(page, "LSTM vs GRU Comparison"), "Task", "Sunspots")
    page.get_by_role("button", name="Use the dark theme").click()
    link = (
        "#v=1&edits=lstm.f.clamp.0&summary=norm&shown=before,now&fading=trained,40,0"
        "&measured=sunspots&theme=dark"
    )
    expect_hash(page, link)
    maps = heat(page, "LSTM")
    open_link(page, link)
    assert (heat(page, "LSTM") == maps).all()
    expect(page.get_by_role("radio", name="norm")).to_be_checked()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.get_by_role("figure", name="How a gradient fades")).to_contain_text("40 steps")
    expect_hash(page, link)
