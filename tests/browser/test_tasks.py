"""Digits are painted, sunspots are dragged and typed: the input of the other two tasks."""

import numpy as np
from playwright.sync_api import Page, expect

from browser.explorer import choose_task, expect_step, go_to, region, table
from gatescope.tasks import load_task


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
    upright.scroll_into_view_if_needed()
    box = upright.bounding_box()
    assert box
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
