"""Gates and states in a person's hands: what follows is what `gatescope.run` computes."""

import re

import pytest
from playwright.sync_api import Page, expect

import gatescope
from browser.device import Device
from browser.explorer import (
    activations,
    assert_six_digits,
    choose,
    chosen_unit,
    drawn,
    go_to,
    heat,
    heat_of,
    manipulate,
    number,
    outputs,
    region,
    scope,
    settled,
    slide,
    stop_time,
)
from gatescope import Clamp, Model, Scale, Shift
from gatescope.edits import Edit
from gatescope.tasks import load_task

TASK = "store_and_recall"
X = load_task(TASK).opening

# The value, what is done to it, and the same edit in Python. A gate is shifted before its σ.
EDITS: list[tuple[str, str, float, Edit]] = [
    ("LSTM forget gate", "clamp", 0, Clamp("f", 0)),
    ("LSTM input gate", "scale", 0.5, Scale("i", 0.5)),
    ("LSTM candidate", "shift", -0.25, Shift("g", -0.25)),
    ("LSTM cell state", "clamp", 1, Clamp("c", 1)),
    ("LSTM output gate", "shift", 8, Shift("o_pre", 8)),
    ("LSTM hidden state", "scale", 2, Scale("h", 2)),
    ("GRU reset gate", "clamp", 1, Clamp("r", 1)),
    ("GRU update gate", "shift", -8, Shift("z_pre", -8)),
    ("GRU candidate", "scale", 0, Scale("n", 0)),
    ("GRU hidden state", "shift", 0.5, Shift("h", 0.5)),
]


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def model_of(value: str) -> Model:
    return gatescope.load_model(TASK, value.split()[0].lower())


def assert_runs_with(page: Page, model: Model, *edits: Edit) -> None:
    """Assert that all that is shown of a network is Python's run with these edits."""
    trace, title = model(X, edits=edits), model.weights.cell.title
    assert_six_digits(heat(page, title), heat_of(trace, model.weights.cell))
    assert_six_digits(outputs(page).row(title), trace["y"].to_numpy()[:, 0, 0])


@pytest.mark.parametrize("title", ["LSTM", "GRU"])
def test_all_that_follows_is_computed_again(page: Page, title: str) -> None:
    for value, kind, amount, edit in EDITS:
        if not value.startswith(title):
            continue
        manipulate(page, value, kind, amount)
        assert_runs_with(page, model_of(value), edit)
        page.get_by_role("button", name="Reset all").click()
    assert_runs_with(page, model_of(title))


def test_a_shifted_gate_stays_within_0_and_1(page: Page) -> None:
    for value, gate in (("LSTM forget gate", "f"), ("GRU update gate", "z")):
        for amount in (-8, 8):
            manipulate(page, value, "shift", amount)
            model = model_of(value)
            rows = 4 * model.weights.cell.values.index(gate)
            shown = heat(page, model.weights.cell.title)[rows : rows + 4]
            assert 0 <= shown.min() <= shown.max() <= 1


def test_the_scope_line_says_which_units_and_steps(page: Page) -> None:
    lstm = gatescope.load_model(TASK, "lstm")
    unit = chosen_unit(page, "LSTM")
    go_to(page, 3)
    places = {
        ("all", "this"): {"time": 2},
        ("all", "onward"): {"time": slice(2, None)},
        ("selected", "all"): {"unit": unit},
        ("selected", "onward"): {"unit": unit, "time": slice(2, None)},
    }
    for (units, steps), place in places.items():
        scope(page, units=units, steps=steps)
        manipulate(page, "LSTM forget gate", "clamp", 0)
        assert_runs_with(page, lstm, Clamp("f", 0, **place))
        page.get_by_role("button", name="Reset all").click()


def test_what_follows_is_computed_at_once(page: Page) -> None:
    shown = page.locator("[data-output=lstm]")
    slider = page.get_by_role("slider", name="LSTM forget gate", exact=True)
    before = shown.inner_text()
    after = slider.evaluate("""async slider => {
        slider.value = 0;
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        await Promise.resolve();
        return document.querySelector('[data-output=lstm]').textContent;
    }""")
    assert after != before


def test_a_diagram_out_of_sight_follows_when_the_hand_rests(desk: Device) -> None:
    with desk.opened() as page:
        diagram = region(page, "LSTM Cell")
        number = diagram.locator("[data-node=f] text.number")
        diagram.evaluate("diagram => scrollBy(0, diagram.getBoundingClientRect().bottom + 200)")
        drawn(page)
        before = number.text_content()
        stop_time(page)
        slide(page, "LSTM forget gate", 0.12)
        expect(diagram).to_have_attribute("aria-busy", "true")
        assert number.text_content() == before
        page.clock.run_for(1000)
        settled(diagram)
        assert number.text_content() == "0.12"


def test_the_untouched_run_stays_as_a_ghost(page: Page) -> None:
    lstm = gatescope.load_model(TASK, "lstm")
    before = lstm(X)
    manipulate(page, "LSTM forget gate", "clamp", 0)
    now = lstm(X, edits=[Clamp("f", 0)])
    lines = outputs(page)
    assert_six_digits(lines.row("LSTM as it was"), before["y"].to_numpy()[:, 0, 0])
    assert "GRU as it was" not in lines.names
    maps = activations(page, "LSTM")
    choose(maps, "Shown", "before")
    assert_six_digits(heat(page, "LSTM"), heat_of(before, lstm.weights.cell))
    choose(maps, "Shown", "difference")
    difference = heat_of(now, lstm.weights.cell) - heat_of(before, lstm.weights.cell)
    assert_six_digits(heat(page, "LSTM"), difference)
    expect(region(page, "LSTM Cell").locator("text.ghost")).not_to_have_count(0)
    expect(region(page, "GRU Cell").locator("text.ghost")).to_have_count(0)


def test_the_change_of_the_output_is_a_number(page: Page) -> None:
    lstm = gatescope.load_model(TASK, "lstm")
    manipulate(page, "LSTM forget gate", "clamp", 0)
    ends = [lstm(X)["y"].item(-1), lstm(X, edits=[Clamp("f", 0)])["y"].item(-1)]
    was, now = ends
    bar = region(page, "Animation").locator(".outputs .lstm")
    found = re.search(r"(\S+)\s+\(was (\S+)\)", bar.inner_text())
    assert found
    assert [number(text) for text in found.groups()] == pytest.approx([now, was], abs=0.00501)
    expect(region(page, "Animation").locator(".outputs .gru")).not_to_contain_text("was")
    effect = region(page, "Interactive Gate Manipulation")
    sentence = "LSTM: the output at step 5 (goes from|stays)"
    expect(effect).to_contain_text(re.compile(sentence))
