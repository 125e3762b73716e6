"""What is looked at: the task, trained or random weights, the GRU's two switches."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

import gatescope
from browser.explorer import (
    assert_six_digits,
    chips,
    choose,
    choose_task,
    expect_step,
    heat,
    heat_of,
    manipulate,
    outputs,
    region,
    scope,
)
from gatescope import Clamp, Weights
from gatescope.tasks import load_task, tasks

TASK = "store_and_recall"
X = load_task(TASK).opening


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def test_each_task_brings_its_sequence_its_rule_and_its_models(page: Page) -> None:
    for name in tasks():
        choose_task(page, name)
        task = load_task(name)
        expect_step(page, 1, len(task.opening))
        expect(region(page, "Interactive Cell Visualizations")).to_contain_text(task.rule)
        for title, cell in (("LSTM", "lstm"), ("GRU", "gru")):
            weights = gatescope.load_model(name, cell).weights
            said = f"{title}: {weights.hidden_size} units, {weights.count} parameters"
            expect(region(page, "Configuration")).to_contain_text(said)


def test_random_weights_have_a_size_a_seed_and_a_forget_bias(page: Page) -> None:
    part = region(page, "Configuration")
    expect(part.get_by_label("Hidden size")).to_have_count(0)
    choose(page, "Weights", "random")
    for size in (1, 32):
        part.get_by_label("Hidden size").fill(str(size))
        count = gatescope.LSTM.count(3, size)
        expect(part).to_contain_text(f"LSTM: {size} units, {count} parameters")
        assert heat(page, "LSTM").shape == (6 * size, len(X))
        assert heat(page, "GRU").shape == (4 * size, len(X))
    choose(page, "Weights", "trained")
    trained = gatescope.load_model(TASK, "lstm")
    assert_six_digits(heat(page, "LSTM"), heat_of(trained(X), trained.weights.cell))


@pytest.mark.parametrize(
    ("label", "good", "bad"),
    [
        ("Hidden size", "7", ["abc", "0", "33", "2.5", "-4", ""]),
        ("Seed", "99", ["seed", "-1", "4294967296", "0.5", ""]),
    ],
)
def test_a_typed_value_that_will_not_do_is_refused_and_the_old_one_stays(
    page: Page, label: str, good: str, bad: list[str]
) -> None:
    choose(page, "Weights", "random")
    field = page.get_by_label(label)
    field.fill(good)
    before = heat(page, "LSTM")
    for typed in bad:
        field.fill(typed)
        expect(region(page, "Configuration").get_by_role("alert")).to_contain_text(f"got “{typed}”")
        expect(field).to_have_attribute("aria-invalid", "true")
        np.testing.assert_array_equal(heat(page, "LSTM"), before)
        field.blur()
        expect(field).to_have_value(good)
    expect(region(page, "Configuration").get_by_role("alert")).to_have_count(0)


def test_turning_the_sense_of_z_changes_no_output(page: Page) -> None:
    manipulate(page, "GRU update gate", "clamp", 0.25)
    scope(page, units="selected")
    manipulate(page, "GRU update gate", "scale", 0.5)
    scope(page, units="all", steps="this")
    manipulate(page, "GRU update gate", "shift", 1)
    before, maps = outputs(page), heat(page, "GRU")
    choose(page, "GRU: an open z", "keeps the old")
    assert chips(page)[0].startswith("GRU z clamped to 0.75")
    assert chips(page)[2].startswith("GRU z shifted by −1.00")
    np.testing.assert_allclose(outputs(page).row("GRU"), before.row("GRU"), rtol=5.001e-6)
    now = heat(page, "GRU")
    np.testing.assert_allclose(now[4:8], 1 - maps[4:8], atol=2e-6)  # Six digits of each.
    np.testing.assert_allclose(now[8:], maps[8:], rtol=1e-5)
    choose(page, "GRU: an open z", "takes the new")
    assert chips(page)[0].startswith("GRU z clamped to 0.25")
    assert_six_digits(heat(page, "GRU"), maps)


def test_the_place_of_the_reset_is_another_model_and_edits_stay(page: Page) -> None:
    manipulate(page, "GRU reset gate", "clamp", 0.5)
    choose(page, "GRU: the reset acts", "after the product")
    choose(page, "GRU: an open z", "keeps the old")
    assert chips(page) == ["GRU r clamped to 0.50, all units, all steps"]
    model = gatescope.load_model(TASK, "gru_reset_after")
    trace = model(X, edits=[Clamp("r", 0.5)])
    assert_six_digits(heat(page, "GRU"), heat_of(trace, model.weights.cell))
    assert_six_digits(outputs(page).row("GRU"), trace["y"].to_numpy()[:, 0, 0])


def test_a_random_gru_takes_the_switches_too(page: Page) -> None:
    choose(page, "Weights", "random")
    choose(page, "GRU: the reset acts", "after the product")
    choose(page, "GRU: an open z", "keeps the old")
    weights = Weights.random(gatescope.GRU_RESET_AFTER, input_size=3, hidden_size=4, seed=1)
    assert_six_digits(heat(page, "GRU"), heat_of(gatescope.run(weights, X), weights.cell))


def test_outside_of_training_the_page_says_so(page: Page) -> None:
    part = region(page, "Input Sequence")
    page.get_by_role("textbox", name="value typed, step 1", exact=True).fill("0")
    expect(part).not_to_contain_text("The models were trained on")
    for _ in range(3):
        part.get_by_role("button", name="Remove step").click()
    expect(part).to_contain_text("The models were trained on 3 to 30 steps; this sequence has 2.")
    choose(page, "Weights", "random")
    expect(part).not_to_contain_text("The models were trained on")
