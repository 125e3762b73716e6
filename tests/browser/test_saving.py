"""What a person takes away from a figure: its numbers as CSV, its picture as SVG and PNG."""

import csv
import re
import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope as gs
from browser.explorer import activations, choose, heat_of, open_tables, region, settled, table

TEXT_BOXES = """() => [...document.querySelectorAll('text')].map((text) => {
    const { left, right, bottom } = text.getBoundingClientRect();
    return [text.textContent, left, right, bottom];
})"""
SVG = "{http://www.w3.org/2000/svg}"
OPENING = [[-0.6, 1, 0], [0.3, 0, 0], [0.8, 1, 0], [-0.4, 0, 0], [0.2, 0, 1]]
FIGURES = {
    "LSTM Cell": "lstm-cell-step-1",
    "GRU Cell": "gru-cell-step-1",
    "LSTM Gate Activations Over Time": "lstm-gate-activations-over-time-now",
    "GRU Gate Activations Over Time": "gru-gate-activations-over-time-now",
    "LSTM vs GRU Hidden State Comparison": "lstm-vs-gru-hidden-state-comparison",
}


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def saved(page: Page, button: Locator, folder: Path) -> Path:
    with page.expect_download() as download:
        button.click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def picture(page: Page, figure: Locator, kind: str, folder: Path) -> Path:
    menu = figure.get_by_role("button", name="Save a picture")
    if menu.get_attribute("aria-expanded") == "false":
        menu.click()
    return saved(page, figure.get_by_role("button", name=re.compile(f"^{kind}")), folder)


def size(png: Path) -> tuple[int, int]:
    content = png.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", content[16:24])


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(text.itertext()).strip() for text in root.iter(f"{SVG}text")]


def test_numbers_are_saved_with_every_digit(page: Page, tmp_path: Path) -> None:
    figure = activations(page, "LSTM")
    shown = table(figure)
    button = figure.get_by_role("button", name="Save as CSV")
    file = saved(page, button, tmp_path)
    assert file.name == "lstm-gate-activations-over-time-now.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        head, *rows = csv.reader(lines)
    assert head == shown.head
    assert [row[0] for row in rows] == shown.names
    model = gs.load_model("store_and_recall", "lstm")
    expected = heat_of(model(OPENING), model.weights.cell)
    numbers = np.array([[float(cell) for cell in row[1:]] for row in rows])
    np.testing.assert_allclose(numbers, expected, rtol=1e-12, atol=1e-15)


def test_every_table_can_be_saved(page: Page, tmp_path: Path) -> None:
    settled(page.get_by_role("main"))
    open_tables(page)
    buttons = page.get_by_role("button", name="Save as CSV").all()
    names = [saved(page, button, tmp_path).name for button in buttons]
    assert len(set(names)) == len(names) == page.get_by_text("Show as table").count()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_saved_as_svg_that_stands_on_its_own(
    page: Page, tmp_path: Path, name: str
) -> None:
    file = picture(page, region(page, name), "SVG", tmp_path)
    assert file.name == f"{FIGURES[name]}.svg"
    text = file.read_text(encoding="utf-8")
    for foreign in ("foreignObject", "<image", "var(--", "class=", "color-mix", "color(", "href"):
        assert foreign not in text
    root = ElementTree.fromstring(text)
    assert root.findtext(f"{SVG}title", "").startswith(name)
    assert any(said.startswith(name) for said in texts(root))


def test_a_strip_of_many_units_is_true_svg_too(page: Page, tmp_path: Path) -> None:
    choose(page, "Weights", "random")
    page.get_by_label("Hidden size").fill("32")
    page.keyboard.press("Tab")
    text = picture(page, region(page, "LSTM Cell"), "SVG", tmp_path).read_text("utf-8")
    assert "foreignObject" not in text
    assert text.count("<linearGradient") >= 8
    assert ElementTree.fromstring(text) is not None


def test_a_heat_map_s_picture_has_its_values_colours_and_labels(page: Page, tmp_path: Path) -> None:
    figure = activations(page, "LSTM")
    root = ElementTree.fromstring(picture(page, figure, "SVG", tmp_path).read_text("utf-8"))
    shown = table(figure).numbers
    said = texts(root)
    for value in shown[:8].flat:  # gates, two decimals
        assert f"{value:.2f}" in said
    assert {"forget gate", "erase – keep", "Blue: high activation | Red: low activation"} <= {*said}
    assert sum(1 for _ in root.iter(f"{SVG}rect")) > shown.size


@pytest.mark.parametrize("name", FIGURES)
def test_words_of_a_picture_do_not_meet(page: Page, tmp_path: Path, name: str) -> None:
    file = picture(page, region(page, name), "SVG", tmp_path)
    with page.context.new_page() as viewer:
        viewer.goto(file.as_uri())
        said = viewer.evaluate(TEXT_BOXES)
    assert len(said) > 5
    for text, left, right, y in said:
        beside = [at for _, at, _, own in said if abs(own - y) < 3 and at > left]
        assert right <= min(beside, default=right) + 0.5, text


def test_a_scrolled_stack_is_saved_whole_and_stays_where_it_is(phone: Page, tmp_path: Path) -> None:
    phone.get_by_role("combobox", name="Task", exact=True).select_option("sunspots")
    figure = activations(phone, "GRU")
    track = figure.locator(".track")
    track.evaluate("track => (track.scrollLeft = 200)")
    root = ElementTree.fromstring(picture(phone, figure, "SVG", tmp_path).read_text("utf-8"))
    assert {"1", "60"} <= set(texts(root))
    assert float(root.attrib["width"]) > 600
    assert track.evaluate("track => track.scrollLeft") == 200


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_saved_as_png_of_twice_its_size(page: Page, tmp_path: Path, name: str) -> None:
    figure = region(page, name)
    svg = ElementTree.parse(picture(page, figure, "SVG", tmp_path)).getroot()
    png = picture(page, figure, "PNG", tmp_path)
    assert png.name == f"{FIGURES[name]}.png"
    assert size(png) == tuple(2 * int(svg.attrib[side]) for side in ("width", "height"))
    assert png.stat().st_size > 20_000  # not an empty sheet


def test_the_gradient_figure_is_saved_too(page: Page, tmp_path: Path) -> None:
    figure = page.get_by_role("figure", name="How a gradient fades")
    expect(figure).to_have_attribute("aria-busy", "false")
    root = ElementTree.parse(picture(page, figure, "SVG", tmp_path)).getroot()
    assert "How a gradient fades: untrained networks" in texts(root)
    assert {"LSTM", "GRU", "RNN"} <= set(texts(root))


def test_a_picture_has_the_colours_of_the_theme(page: Page, tmp_path: Path) -> None:
    figure = region(page, "LSTM Cell")
    light = picture(page, figure, "SVG", tmp_path).read_text("utf-8")
    page.get_by_role("button", name="Use the dark theme").click()
    dark = picture(page, figure, "SVG", tmp_path).read_text("utf-8")
    assert 'fill="#ffffff"' in light
    assert 'fill="#101216"' in dark
