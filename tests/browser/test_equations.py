"""The equations: typeset from the graph, with the current numbers, and why gating works."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope
from browser.explorer import assert_rounded, choose, chosen_unit, go_to, number, region
from gatescope import LSTM, Cell, Model, engine, gru
from gatescope.tasks import load_task

TASK = "store_and_recall"
X = load_task(TASK).opening
READ_LATEX = "line => line.querySelector('annotation').textContent"


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def lines(page: Page, title: str) -> Locator:
    return region(page, f"{title} Equations").locator("ul > li")


def latex(page: Page, title: str) -> list[str]:
    expect(lines(page, title).last.locator("annotation")).to_be_attached()
    return [line.evaluate(READ_LATEX) for line in lines(page, title).all()]


def expected(cell: Cell) -> list[str]:
    return [cell.latex(value) for value in cell.values]


def test_they_are_the_graphs(page: Page) -> None:
    assert latex(page, "LSTM") == expected(LSTM)
    assert r"f_t = \sigma(W_f \cdot [h_{t-1}, x_t] + b_f)" in latex(page, "LSTM")
    assert r"h_t = (1 - z_t) * h_{t-1} + z_t * \tilde{h}_t" in latex(page, "GRU")


def test_those_of_the_gru_follow_its_two_switches(page: Page) -> None:
    for reset, place in (("before", "before the product"), ("after", "after the product")):
        choose(page, "GRU: the reset acts", place)
        for z, sense in (("new", "takes the new"), ("old", "keeps the old")):
            choose(page, "GRU: an open z", sense)
            assert latex(page, "GRU") == expected(gru(reset, z))  # type: ignore[arg-type]


@pytest.mark.parametrize("title", ["LSTM", "GRU"])
def test_the_numbers_under_them_are_the_current_steps(page: Page, title: str) -> None:
    model = gatescope.load_model(TASK, title.lower())
    trace, unit = model(X), chosen_unit(page, title)
    for step in (1, 4):
        go_to(page, step)
        results = lines(page, title).locator(".numbers strong").all_text_contents()
        values = [trace[v].to_numpy()[step - 1, 0, unit] for v in model.weights.cell.values]
        assert [number(text) for text in results] == pytest.approx(values, abs=0.00501)
        for line in lines(page, title).all():
            expect(line.locator(".numbers")).to_contain_text("=")


def test_an_edited_value_is_shown_as_computed_and_as_edited(page: Page) -> None:
    page.get_by_role("slider", name="LSTM forget gate", exact=True).fill("0.5")
    line = lines(page, "LSTM").first
    expect(line.locator(".numbers")).to_contain_text("edited to")
    expect(line.locator(".numbers strong")).to_have_text("0.50")


def carried(model: Model, state: str, unit: int, start: int, end: int) -> tuple[float, float]:
    """∂s_end/∂s_start of a unit, along the direct path alone and by all; steps from 0."""
    x = model.encoding(X)[:, None]
    result = engine.forward(model.weights, x)
    seed = np.zeros((len(X), 1, model.weights.hidden_size))
    seed[end, 0, unit] = 1
    gradients = engine.backward(result, {state: seed})
    factors = {"lstm": lambda: result["f"], "gru": lambda: 1 - result["z"]}
    gate = factors.get(model.weights.cell.name, lambda: np.full_like(seed, np.nan))()
    direct = np.prod(gate[start + 1 : end + 1, 0, unit])
    if start >= 0:
        return direct, gradients[state][start, 0, unit]
    return direct, gradients.initial[state][0, unit]


def test_the_jacobian_lines_say_what_is_carried_on(page: Page) -> None:
    part = region(page, "Why gating works")
    part.scroll_into_view_if_needed()
    for name, title, state in (("lstm", "LSTM", "c"), ("gru", "GRU", "h"), ("rnn", "RNN", "h")):
        model = gatescope.load_model(TASK, name)
        table = part.get_by_role("table", name=title)
        unit = chosen_unit(page, title) if title != "RNN" else model.record["unit"] or 0
        for step in (1, 3, 5):
            go_to(page, step)
            cells = table.locator("tbody td")
            expect(cells.nth(1)).not_to_have_text("–")
            shown = [number(text) for text in cells.all_text_contents()]
            last = carried(model, state, unit, step - 2, step - 1)
            since = carried(model, state, unit, 0, step - 1) if step > 1 else (np.nan, np.nan)
            assert_rounded(shown, [*last, *since])


def test_they_begin_with_the_direct_path(page: Page) -> None:
    part = region(page, "Why gating works")
    annotations = [line.evaluate(READ_LATEX) for line in part.locator(".equation").all()]
    assert annotations[0].startswith(r"\frac{\partial C_t}{\partial C_{t-1}} = \mathrm{diag}(f_t)")
    assert r"\mathrm{diag}(1 - z_t)" in annotations[1]
    assert r"\mathrm{diag}(1 - h_t^2) \cdot W_h" in annotations[2]
