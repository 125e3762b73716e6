"""The page on paper."""

import re

from playwright.sync_api import Page, expect

from browser.explorer import go_to, open_tables


def test_what_can_only_be_used_is_not_printed(page: Page) -> None:
    page.emulate_media(media="print")
    for name in ("Next step", "Play", "New sample", "Use the dark theme", "Save a picture", "Keys"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    expect(page.locator("[type=range]:visible")).to_have_count(0)
    expect(page.get_by_text("Show as table").first).to_be_hidden()


def test_what_is_chosen_is_printed_in_words(page: Page) -> None:
    go_to(page, 3)
    page.emulate_media(media="print")
    expect(page.get_by_text("Current Step: 3 / 5")).to_be_visible()
    weights = page.get_by_role("group", name="Weights", exact=True)
    expect(weights.get_by_text("trained", exact=True)).to_be_visible()
    expect(weights.get_by_text("random", exact=True)).to_be_hidden()


def test_nothing_stays_in_view(page: Page) -> None:
    page.emulate_media(media="print")
    bar = page.get_by_role("region", name="Animation")
    assert bar.evaluate("bar => getComputedStyle(bar).position") == "static"


def test_paper_is_light_in_the_dark_theme(page: Page) -> None:
    page.get_by_role("button", name="Use the dark theme").click()
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) != "rgb(255, 255, 255)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_a_table_that_is_open_is_printed_whole(page: Page) -> None:
    open_tables(page)
    page.emulate_media(media="print")
    box = "box => box.scrollHeight <= box.clientHeight + 1"
    boxes = page.locator("details .box")
    assert all(boxes.nth(k).evaluate(box) for k in range(boxes.count()))


def test_it_is_a_handout_of_a_few_pages(page: Page) -> None:
    pdf = page.pdf(format="A4", prefer_css_page_size=True)
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert 4 <= pages <= 12
