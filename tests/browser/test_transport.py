"""The bar that moves through the sequence: steps, play, speed, scrubber, slow motion."""

from playwright.sync_api import Locator, Page, expect

from browser.explorer import expect_step, go_to, region, stop_time

STAGES = ["inputs", "gates", "candidate", "memory", "output"]
MOVES = ["First step", "Previous step", "Next step", "Last step"]


def button(page: Page, name: str) -> Locator:
    return region(page, "Animation").get_by_role("button", name=name, exact=True)


def test_it_opens_at_the_first_of_five_steps(page: Page) -> None:
    expect_step(page, 1, 5)
    for name, is_enabled in zip(MOVES, [False, False, True, True], strict=True):
        expect(button(page, name)).to_be_enabled(enabled=is_enabled)


def test_buttons_and_scrubber_move_through_the_steps(page: Page) -> None:
    button(page, "Next step").click()
    button(page, "Next step").click()
    expect_step(page, 3, 5)
    button(page, "Previous step").click()
    expect_step(page, 2, 5)
    button(page, "Last step").click()
    expect_step(page, 5, 5)
    expect(button(page, "Next step")).to_be_disabled()
    button(page, "First step").click()
    expect_step(page, 1, 5)
    go_to(page, 4)
    expect_step(page, 4, 5)


def test_a_step_moves_every_panel(page: Page) -> None:
    go_to(page, 4)
    expect(region(page, "LSTM Equations")).to_contain_text("The numbers: step 4")
    expect(region(page, "GRU Equations")).to_contain_text("The numbers: step 4")
    axes = page.get_by_role("slider", name="step on the axis of")
    assert {axis.get_attribute("aria-valuenow") for axis in axes.all()} == {"4"}


def test_play_runs_to_the_end_and_stops(page: Page) -> None:
    page.get_by_label("Speed", exact=True).select_option("4×")
    stop_time(page)
    button(page, "Play").click()
    expect(button(page, "Pause")).to_be_visible()
    page.clock.run_for(3 * 250 + 1)
    expect_step(page, 4, 5)
    page.clock.run_for(250)
    expect_step(page, 5, 5)
    expect(button(page, "Play")).to_be_visible()
    button(page, "Play").click()
    expect_step(page, 1, 5)  # From the end it begins again.


def test_pause_stops_where_it_is(page: Page) -> None:
    stop_time(page)
    button(page, "Play").click()
    page.clock.run_for(1100)
    button(page, "Pause").click()
    page.clock.run_for(10_000)
    expect_step(page, 2, 5)


def test_speed_is_steps_a_second(page: Page) -> None:
    stop_time(page)
    for speed in (0.5, 1, 2, 4):
        page.get_by_label("Speed", exact=True).select_option(f"{speed:g}×")
        go_to(page, 1)
        button(page, "Play").click()
        page.clock.run_for(1000 / speed - 1)
        expect_step(page, 1, 5)
        page.clock.run_for(2)
        expect_step(page, 2, 5)
        button(page, "Pause").click()


def test_slow_motion_walks_through_five_stages(page: Page) -> None:
    page.get_by_role("checkbox", name="Slow motion").check()
    label = region(page, "Animation").locator("label", has_text="Slow motion")
    ahead = region(page, "LSTM Cell").locator("g.ahead[data-node]")
    left = []
    for stage in STAGES:
        expect(label).to_have_text(f"Slow motion: {stage}")
        expect_step(page, 1, 5)
        left.append(ahead.count())
        button(page, "Next step").click()
    assert left == sorted(left, reverse=True)
    assert left[0] > left[2] > left[-1] == 0  # Less and less of the cell is still to come.
    expect_step(page, 2, 5)
    expect(label).to_have_text("Slow motion: inputs")
    button(page, "Previous step").click()
    expect_step(page, 1, 5)
    expect(label).to_have_text("Slow motion: output")


def test_the_bar_stays_in_view_with_the_target_and_both_outputs(page: Page) -> None:
    bar = region(page, "Animation")
    expect(bar).to_contain_text("at step 5: target")
    page.mouse.wheel(0, 1500)
    expect(bar.get_by_role("button", name="Play")).to_be_in_viewport()
    expect(page.get_by_role("heading", name="LSTM Cell", exact=True)).not_to_be_in_viewport()
    for key in ("lstm", "gru"):
        expect(bar.locator(f"output[data-output={key}]")).to_be_in_viewport()
