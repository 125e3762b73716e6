"""How a gradient fades: the introduction's figure, held against the adjoint in Python."""

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope
from browser.explorer import (
    Numbers,
    Table,
    assert_six_digits,
    choose,
    choose_task,
    region,
    slide,
    table,
)
from gatescope import Weights, engine
from gatescope.tasks import load_task

LAGS = [1, 2, 5, 20, 50, 100]
SEQUENCES = 32  # The samples of the seeds 0 to 31.
UNTRAINED_SEED = 0
CELLS = {"LSTM": "lstm", "GRU": "gru", "RNN": "rnn"}
PATHS = {"LSTM ∏f": ("lstm", "f"), "GRU ∏(1 − z)": ("gru", "z")}


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def figure(page: Page) -> Locator:
    return page.get_by_role("figure", name="How a gradient fades")


def shown(page: Page) -> Table:
    """The figure's numbers, a row a lag, when they have been computed."""
    expect(figure(page)).to_have_attribute("aria-busy", "false")
    return table(figure(page))


def sequences(task: str, time: int) -> Numbers:
    samples = [load_task(task).sample(seed, time) for seed in range(SEQUENCES)]
    return np.concatenate(samples, axis=1)


def weights_of(task: str, cell: str, forget_bias: float | None) -> Weights:
    """The bundled weights, or, with a forget bias, the untrained ones of their size."""
    trained = gatescope.load_model(task, cell).weights
    if forget_bias is None:
        return trained
    return Weights.random(
        trained.cell,
        input_size=trained.input_size,
        hidden_size=trained.hidden_size,
        seed=UNTRAINED_SEED,
        forget_bias=forget_bias if cell == "lstm" else None,
    )


def run(task: str, weights: Weights, time: int) -> engine.Result:
    encoding = gatescope.load_model(task, "lstm").encoding
    # The reference keeps the gradient by every node, that by the states before a step too.
    return engine.forward(weights, encoding(sequences(task, time)), engine="reference")


def fading(result: engine.Result) -> Numbers:
    """‖∂h_T/∂s_{T−lag}‖ over all states s, by lag and sequence, its share of lag 1."""
    time, batch, units = result["h"].shape
    squares = np.zeros((time, batch))
    for unit in range(units):
        seed = np.zeros((time, batch, units))
        seed[-1, :, unit] = 1
        gradients = engine.backward(result, {"h": seed})
        squares += sum((gradients[f"{s}_prev"] ** 2).sum(-1) for s in result.weights.cell.states)
    norms = np.sqrt(squares[::-1])  # The state before the last step lies one step back.
    return norms / norms[0]


def assert_curve(numbers: Table, name: str, expected: Numbers, lags: list[int]) -> None:
    """Assert a curve's median and its band at some lags; `expected` is (lag, sequence)."""
    rows = np.array(lags) - 1
    for kind, share in (("median", 50), ("10 %", 10), ("90 %", 90)):
        column = numbers.head.index(f"{name}, {kind}") - 1
        quantile = np.percentile(expected[rows], share, axis=1)
        assert_six_digits(numbers.numbers[rows, column], quantile)


@pytest.mark.parametrize("task", ["store_and_recall", "sunspots"])
def test_it_opens_untrained_with_pythons_numbers(page: Page, task: str) -> None:
    choose_task(page, task)
    expect(figure(page).get_by_role("radio", name="untrained")).to_be_checked()
    numbers = shown(page)
    assert numbers.names == [str(lag) for lag in range(1, 101)]
    for title, cell in CELLS.items():
        result = run(task, weights_of(task, cell, forget_bias=0.0), time=101)
        assert_curve(numbers, title, fading(result), LAGS)


def test_trained_networks_are_shown_with_their_direct_paths(page: Page) -> None:
    choose(figure(page), "Networks", "trained")
    numbers = shown(page)
    results = {
        cell: run("store_and_recall", weights_of("store_and_recall", cell, None), time=101)
        for cell in CELLS.values()
    }
    for title, cell in CELLS.items():
        assert_curve(numbers, title, fading(results[cell]), LAGS)
    for title, (cell, gate) in PATHS.items():
        values = results[cell][gate]
        factor = values if gate == "f" else 1 - values
        norms = np.linalg.norm(np.cumprod(factor[::-1], axis=0), axis=-1)
        assert_curve(numbers, title, norms / norms[0], LAGS)


def test_the_forget_bias_of_the_untrained_lstm_is_a_slider(page: Page) -> None:
    before = shown(page)
    slide(figure(page), "Forget bias of the LSTM", 3)
    numbers = shown(page)
    result = run("store_and_recall", weights_of("store_and_recall", "lstm", 3.0), time=101)
    assert_curve(numbers, "LSTM", fading(result), LAGS)
    assert np.array_equal(column(numbers, "RNN"), column(before, "RNN"))
    assert column(numbers, "LSTM")[49] > column(before, "LSTM")[49]


def column(numbers: Table, name: str) -> Numbers:
    return numbers.numbers[:, numbers.head.index(f"{name}, median") - 1]


def test_the_length_is_a_slider(page: Page) -> None:
    slide(figure(page), "Length", 12)
    assert shown(page).names == [str(lag) for lag in range(1, 13)]
    expect(figure(page)).to_contain_text("12 steps")
    said = figure(page).get_by_role("img").get_attribute("aria-label") or ""
    assert said.startswith("Median gradient of untrained networks 12 steps back")


def test_digits_have_no_more_than_their_eight_rows(page: Page) -> None:
    choose_task(page, "digits")
    numbers = shown(page)
    assert numbers.names == [str(lag) for lag in range(1, 8)]
    result = run("digits", weights_of("digits", "gru", forget_bias=0.0), time=8)
    assert_curve(numbers, "GRU", fading(result), [1, 4, 7])


def test_it_follows_the_checkpoints_of_the_training(page: Page) -> None:
    choose(figure(page), "Networks", "trained")
    height = figure(page).bounding_box()
    slide(page, "Training step", 2)
    expect(figure(page).get_by_role("img", name="partly trained")).to_be_visible()
    assert figure(page).bounding_box() == height
    numbers = shown(page)
    for title, cell in CELLS.items():
        trained = gatescope.load_model("store_and_recall", cell)
        step = trained.record["checkpoints"]["step"][2]
        at_step = gatescope.load_model("store_and_recall", cell, step=step)
        assert_curve(
            numbers, title, fading(run("store_and_recall", at_step.weights, time=101)), LAGS
        )


def test_lags_beyond_the_training_are_shaded(page: Page) -> None:
    beyond = figure(page).locator("rect.beyond")
    expect(beyond).to_have_count(0)
    choose(figure(page), "Networks", "trained")
    expect(beyond).to_have_count(1)
    expect(region(page, "Introduction")).to_contain_text("longer than in training")
