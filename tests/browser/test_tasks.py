"""Digits are painted, sunspots are dragged and typed, names are spelled: each task's own input."""

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from browser.explorer import (
    assert_six_digits,
    box_of,
    choose_task,
    expect_hash,
    expect_step,
    go_to,
    heat,
    heat_of,
    outputs,
    region,
    table,
)
from gatescope.bundled import load_model
from gatescope.tasks import load_task


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def test_a_digits_pixels_are_painted_by_pointer_and_by_key(page: Page) -> None:
    choose_task(page, "digits")
    task = load_task("digits")
    image, digit = task.opening, int(task.target(task.opening[:, None])[-1, 0])
    part = region(page, "Input Sequence")
    expect(part).to_contain_text(f"a handwritten {digit}, held out from training")
    for name in ("Add step", "Remove step"):
        expect(part.get_by_role("button", name=name)).to_be_disabled()
    np.testing.assert_array_equal(table(part).numbers.T, image)

    grid = part.get_by_role("grid", name="the image, its rows from left to right")
    empty = grid.get_by_label("ink of pixel 1 at step 1: 0", exact=True)
    empty.click()
    expect(part).to_contain_text("an edited image")
    assert table(part).numbers.T[0, 0] == 16
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect_step(page, 2, 8)
    painted = table(part).numbers.T
    assert painted[1, 0] == (16 if image[1, 0] < 8 else 0)
    assert np.count_nonzero(painted != image) == 2

    part.get_by_role("button", name="Back to the original").click()
    np.testing.assert_array_equal(table(part).numbers.T, image)


def test_a_stroke_paints_what_it_crosses(page: Page) -> None:
    choose_task(page, "digits")
    part = region(page, "Input Sequence")
    upright = part.get_by_role("grid", name="the image, upright")
    box = box_of(upright)
    side = box["width"] / 8
    y = box["y"] + 7.5 * side
    page.mouse.move(box["x"] + side / 2, y)
    page.mouse.down()
    page.mouse.move(box["x"] + 1.5 * side, y)
    page.mouse.move(box["x"] + 2.5 * side, y)
    page.mouse.up()
    page.mouse.move(box["x"] + 6.5 * side, y)
    assert table(part).numbers.T[7, :3].tolist() == [16, 16, 16]
    assert table(part).numbers.T[7, 6] == load_task("digits").opening[7, 6]


def test_the_sunspots_are_years_that_can_be_changed(page: Page) -> None:
    choose_task(page, "sunspots")
    task = load_task("sunspots")
    part = region(page, "Input Sequence")
    expect_step(page, 1, 64)
    expect(part).to_contain_text("1944–2007")
    assert table(part).head[1:4] == ["1944", "1945", "1946"]
    np.testing.assert_array_equal(table(part).numbers.T, task.opening)

    go_to(page, 14)
    typed = part.get_by_role("textbox", name="sunspots typed, step 14", exact=True)
    typed.fill("12.5")
    typed.press("Enter")
    assert table(part).numbers[0, 13] == 12.5
    assert table(part).head[1:4] == ["step 1", "step 2", "step 3"]
    typed.fill("-1")
    typed.press("Enter")
    expect(part.get_by_role("alert")).to_contain_text("It stays 12.5.")

    bar = part.get_by_role("slider", name="sunspots at step 14", exact=True)
    bar.press("End")
    assert table(part).numbers[0, 13] == task.channels[0].max
    page.get_by_role("button", name="Back to the original").click()
    np.testing.assert_array_equal(table(part).numbers.T, task.opening)


def test_a_name_is_typed_and_read_by_both_networks(page: Page) -> None:
    choose_task(page, "names")
    task = load_task("names")
    part = region(page, "Input Sequence")
    expect(part).to_contain_text("the name Mathilda, held out from training")
    np.testing.assert_array_equal(table(part).numbers.T, task.opening)

    text = part.get_by_role("textbox", name="Type a text")
    text.fill("Ada")
    text.press("Enter")
    expect_step(page, 1, 3)
    expect(part).to_contain_text("“Ada”, typed")
    np.testing.assert_array_equal(table(part).numbers.T, task.spell("ada"))
    for cell, model in (("LSTM", "lstm"), ("GRU", "gru")):
        own = load_model("names", model)
        expected = heat_of(own(task.spell("ada")), own.weights.cell)
        assert_six_digits(heat(page, cell), expected)
    expect_hash(page, "#v=1&task=names&text=ada")

    part.get_by_role("button", name="Back to the original").click()
    expect(text).to_have_value("mathilda")


def test_a_text_that_the_task_cannot_have_is_refused_and_the_old_one_stays(page: Page) -> None:
    choose_task(page, "names")
    part = region(page, "Input Sequence")
    text = part.get_by_role("textbox", name="Type a text")
    for typed, why in {
        "zoë": "Expected a letter from a to z at step 3, got “ë”.",
        " ": "Expected 1 to 128 letters, got none.",
        "a" * 129: "Expected 1 to 128 letters, got 129.",
    }.items():
        text.fill(typed)
        text.press("Enter")
        expect(part.get_by_role("alert")).to_contain_text(why)
        expect(part.get_by_role("alert")).to_contain_text("It stays “mathilda”.")
        expect(text).to_have_value("mathilda")
    text.fill("a" * 40)
    text.press("Enter")
    expect(part.get_by_role("alert")).to_be_empty()
    shortest, longest = load_task("names").lengths.trained_on
    expect(part).to_contain_text(
        f"The models were trained on {shortest} to {longest} steps; this sequence has 40."
    )


def test_a_single_letter_is_typed_in_its_column(page: Page) -> None:
    choose_task(page, "names")
    part = region(page, "Input Sequence")
    part.get_by_role("textbox", name="letter at step 2", exact=True).click()
    page.keyboard.press("o")
    expect(part.get_by_role("textbox", name="Type a text")).to_have_value("mothilda")
    expect_step(page, 2, 8)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("s")
    expect(part.get_by_role("textbox", name="Type a text")).to_have_value("moshilda")
    page.keyboard.press("7")
    expect(part.get_by_role("alert")).to_contain_text("at step 3, got “7”")
    expect(part.get_by_role("textbox", name="Type a text")).to_have_value("moshilda")


def test_the_probabilities_of_all_letters_are_those_of_the_model(page: Page) -> None:
    choose_task(page, "names")
    go_to(page, 3)
    task = load_task("names")
    shown = table(region(page, "LSTM vs GRU Hidden State Comparison"), nth=2)
    assert shown.head[1:] == list(task.output.labels)
    for row, cell in zip(shown.numbers, ("lstm", "gru"), strict=True):
        assert_six_digits(row, load_model("names", cell).predict(task.opening[:, None])[2, 0])
    right = outputs(page)
    y = load_model("names", "lstm").predict(task.opening[:, None])[:, 0]
    answers = task.target(task.opening[:, None])[:, 0].astype(int)
    assert_six_digits(right.row("LSTM"), y[np.arange(len(y)), answers])


def test_adding_asks_at_the_last_step_and_says_where_more_are_marked(page: Page) -> None:
    choose_task(page, "adding")
    task = load_task("adding")
    part = region(page, "Input Sequence")
    right = task.target(task.opening[:, None])[-1, 0]
    expect(page.get_by_text("at step 8: target")).to_be_visible()
    for key, cell in (("lstm", "lstm"), ("gru", "gru")):
        said = load_model("adding", cell).predict(task.opening[:, None])[-1, 0, 0]
        assert abs(said - right) < 0.2
        expect(page.locator(f"[data-output={key}]")).to_contain_text(f"{said:.2f}")
    part.get_by_role("combobox", name="action at step 1", exact=True).select_option("add")
    expect(part).to_contain_text("In training 2 steps were marked; in this sequence 3 are.")
    expect(part).to_contain_text("8 steps, 3 of them marked")


def test_a_bracket_that_no_string_can_have_is_refused(page: Page) -> None:
    choose_task(page, "brackets")
    part = region(page, "Input Sequence")
    text = part.get_by_role("textbox", name="Type a text")
    opening = text.input_value()
    for typed, why in {
        "([)": "Expected an opening bracket or ] at step 3, got ).",
        "())": "Expected an opening bracket, since none is open, at step 3, got ).",
        "(a)": "at step 2, got “a”.",
    }.items():
        text.fill(typed)
        text.press("Enter")
        expect(part.get_by_role("alert")).to_contain_text(why)
        expect(text).to_have_value(opening)
    part.get_by_role("button", name="Remove step").click()
    expect(part.get_by_role("alert")).to_contain_text("The step stays.")
    expect(text).to_have_value(opening)

    text.fill("((((( ")
    text.press("Enter")
    expect_step(page, 1, 5)
    expect(part).to_contain_text("In training at most 4 brackets were open at once")
    part.get_by_role("button", name="Add step").click()
    expect(text).to_have_value("((((((")
    np.testing.assert_array_equal(table(part).numbers.T, load_task("brackets").spell("(" * 6))


def test_the_lstm_counts_further_than_it_was_trained_and_the_gru_as_far_as_it_can(
    page: Page,
) -> None:
    choose_task(page, "counting")
    task = load_task("counting")
    part = region(page, "Input Sequence")
    text = part.get_by_role("textbox", name="Type a text")
    text.fill("aba")
    text.press("Enter")
    expect(part.get_by_role("alert")).to_contain_text("Expected the end at step 3, got a")

    n = 40
    text.fill("a" * n + "b" * n)
    text.press("Enter")
    expect_step(page, 1, 2 * n)
    expect(part).to_contain_text(f"the word of n = {n}")
    shortest, longest = task.lengths.trained_on
    assert longest < 2 * n
    expect(part).to_contain_text(
        f"The models were trained on {shortest} to {longest} steps; this sequence has {2 * n}."
    )
    go_to(page, 2 * n)
    shown = table(region(page, "LSTM vs GRU Hidden State Comparison"), nth=2)
    x = task.spell("a" * n + "b" * n)[:, None]
    for row, cell in zip(shown.numbers, ("lstm", "gru"), strict=True):
        assert_six_digits(row, load_model("counting", cell).predict(x)[-1, 0])
    assert shown.head[1:][shown.numbers[0].argmax()] == "end"
