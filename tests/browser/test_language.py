"""The page in another language: all of it at once, and what is chosen stays."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.explorer import expect_hash, go_to, open_link

SAID = """() => {
    const texts = [document.title];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const isOther = element =>
        element.closest('script, style, code, kbd, cite, math, .katex, option[lang], button[lang]');
    while (walker.nextNode())
        if (!isOther(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
    for (const element of document.querySelectorAll('*'))
        for (const name of ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder'])
            if (!isOther(element)) texts.push(element.getAttribute(name) ?? '');
    return texts.map(text => text.trim()).filter(Boolean);
}"""
"""Every text of the page, visible and accessible, but for names of keys, papers and formulas."""

PROPER = {
    *("LSTM", "GRU", "RNN", "Gatescope", "gatescope", "SVG", "PNG", "CSV", "Adam", "SGD"),
    *("Softmax", "softmax", "tanh", "sigma", "relu", "Page", "Down", "Up", "Esc", "worker"),
    *("Gers", "BPTT", "Transformer", "ms", "Keras", "PyTorch", "ONNX", "cuDNN", "diag"),
}
"""What is written so in Chinese, too."""

WORD = re.compile(r"[A-Za-z]{2,}")
CITED = re.compile(r"^([A-Z]\. .*\d{4}\.|(\w+ (et al\.|& \w+) \d{4}；?)+)$")
"""A paper, in full or by its authors and its year: papers keep their names."""


def untranslated(page: Page) -> list[str]:
    return [
        text
        for text in page.evaluate(SAID)
        if not CITED.match(text) and any(word not in PROPER for word in WORD.findall(text))
    ]


@pytest.mark.parametrize(
    "link", ["#v=1&lang=zh&edits=lstm.f.clamp.0@4&open=lstm.i.3.2&step=3&speed=3"]
)
def test_nothing_is_left_untranslated(page: Page) -> None:
    expect(page.get_by_text("当前时间步：3 / 5")).to_be_visible()
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    expect(page.get_by_text("保存为 CSV")).not_to_have_count(0)
    assert untranslated(page) == []


def test_another_language_is_spoken_at_once_and_the_first_one_again(page: Page) -> None:
    go_to(page, 3)
    said = page.locator("button, h1, h2, h3, h4, legend, label, th, summary")
    before = said.all_inner_texts()

    page.get_by_role("button", name="中文").click()
    expect(page.get_by_text("当前时间步：3 / 5")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page).to_have_title("Gatescope：看清 LSTM 与 GRU 网络的内部")
    expect_hash(page, "#v=1&step=3&lang=zh")

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
