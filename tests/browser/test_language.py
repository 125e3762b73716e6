"""The page in another language: all of it at once, and what is chosen stays."""

from playwright.sync_api import Browser, Page, expect

from browser.explorer import go_to, hash_of, open_link


def test_another_language_is_spoken_at_once_and_the_first_one_again(page: Page) -> None:
    go_to(page, 3)
    said = page.locator("button, h1, h2, h3, h4, legend, label, th, summary")
    before = said.all_inner_texts()

    page.get_by_role("button", name="中文").click()
    expect(page.get_by_text("当前时间步：3 / 5")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page).to_have_title("Gatescope：看清 LSTM 与 GRU 网络的内部")
    assert hash_of(page) == "#v=1&step=3&lang=zh"

    page.get_by_role("button", name="English").click()
    expect(page.get_by_text("Current Step: 3 / 5")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert said.all_inner_texts() == before


def test_the_language_chosen_last_is_spoken_where_no_link_says_another(page: Page) -> None:
    page.get_by_role("button", name="中文").click()
    expect(page.get_by_text("当前时间步：1 / 5")).to_be_visible()
    open_link(page, "")
    expect(page.get_by_text("当前时间步：1 / 5")).to_be_visible()
    open_link(page, "#v=1&lang=en")
    expect(page.get_by_text("Current Step: 1 / 5")).to_be_visible()


def test_it_opens_in_the_language_of_the_device(browser: Browser, address: str) -> None:
    with browser.new_context(base_url=address, locale="zh-CN") as context:
        page = context.new_page()
        open_link(page, "")
        expect(page.get_by_text("当前时间步：1 / 5")).to_be_visible()
