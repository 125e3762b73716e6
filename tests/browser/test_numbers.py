"""What the page shows is what Gatescope computes: every number of every bundled model."""

import numpy as np
import pytest
from playwright.sync_api import Page

import gatescope
from browser.explorer import (
    Numbers,
    assert_six_digits,
    choose,
    choose_task,
    heat,
    heat_of,
    outputs,
    slide,
)
from gatescope import Model, Weights
from gatescope.tasks import Task, load_task, tasks


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def assert_shown(page: Page, model: Model, x: Numbers) -> None:
    """Assert that the heat maps and the outputs are those of a model for x (time, input)."""
    cell, trace = model.weights.cell, model(x)
    assert_six_digits(heat(page, cell.title), heat_of(trace, cell))
    shown = outputs(page)
    y = trace["y"].to_numpy()[:, 0]
    assert_six_digits(shown.row(cell.title), answered(load_task(model.task), x, y))


def answered(task: Task, x: Numbers, y: Numbers) -> Numbers:
    """Of each answer the number in the figure: for classes, the right one's probability."""
    if not task.output.labels:
        return y[:, 0]
    classes = classes_of(task, x)
    known = np.nan_to_num(classes).astype(int)
    return np.where(np.isnan(classes), np.nan, np.take_along_axis(y, known[:, None], 1)[:, 0])


def classes_of(task: Task, x: Numbers) -> Numbers:
    """The class at each step whose probability is shown: where one is always right, that one."""
    right = task.target(x[:, None])[:, 0]
    only = np.unique(right[~np.isnan(right)])
    return np.full_like(right, only[0]) if len(only) == 1 else right


@pytest.mark.parametrize("task", tasks())
def test_they_are_those_of_every_bundled_model(page: Page, task: str) -> None:
    choose_task(page, task)
    opening = load_task(task).opening
    for name in ("lstm", "gru"):
        assert_shown(page, gatescope.load_model(task, name), opening)
    choose(page, "GRU: the reset acts", "after the product")
    choose(page, "GRU: an open z", "keeps the old")
    assert_shown(page, gatescope.load_model(task, "gru_reset_after"), opening)


@pytest.mark.parametrize("task", tasks())
def test_they_are_those_of_the_right_answers_and_of_new_samples(page: Page, task: str) -> None:
    choose_task(page, task)
    chosen = load_task(task)
    for seed in (1, 2):
        page.get_by_role("button", name="New sample", exact=True).click()
        x = chosen.sample(seed)[:, 0]
        for name in ("lstm", "gru"):
            assert_shown(page, gatescope.load_model(task, name), x)
        target = chosen.target(x[:, None])[:, 0]
        if chosen.output.labels:
            if len(np.unique(classes_of(chosen, x))) > 1:
                continue  # The right answers change: they are letters above the figure.
            target = np.where(np.isnan(target), np.nan, 1.0)
        assert_six_digits(outputs(page).row("target"), target)


def test_they_are_those_of_random_weights(page: Page) -> None:
    choose(page, "Weights", "random")
    for size, seed, bias in ((1, 7, 0.0), (5, 123456, 2.5), (32, 4294967295, 5.0)):
        page.get_by_label("Hidden size").fill(str(size))
        page.get_by_label("Seed").fill(str(seed))
        slide(page, "Forget bias", bias)
        for name, forget_bias in (("lstm", bias), ("gru", None)):
            trained = gatescope.load_model("store_and_recall", name)
            cell = trained.weights.cell
            weights = Weights.random(
                cell, input_size=3, hidden_size=size, seed=seed, forget_bias=forget_bias
            )
            x = trained.encoding(load_task("store_and_recall").opening)
            trace = gatescope.run(weights, x)
            assert_six_digits(heat(page, cell.title), heat_of(trace, cell))


def test_they_are_those_of_an_edited_input(page: Page) -> None:
    opening = load_task("store_and_recall").opening
    field = page.get_by_role("textbox", name="value typed, step 3", exact=True)
    field.fill("-0.25")
    field.press("Enter")
    x = opening.copy()
    x[2, 0] = -0.25
    for name in ("lstm", "gru"):
        assert_shown(page, gatescope.load_model("store_and_recall", name), x)
