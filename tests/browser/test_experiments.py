"""Try it, See it: a prediction is asked for, the link is run, and what is said was computed."""

import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope
from browser.explorer import (
    box_of,
    chips,
    drawn,
    expect_hash,
    expect_step,
    hash_of,
    manipulate,
    number,
    outputs,
    region,
)
from gatescope import Clamp, Scale

FORGET = "Shut the forget gate once"
INPUT = "Shut the input gate at a store"
TWO_DECIMALS = 0.00501

# An experiment's edits in its address: cell, value, kind and amount, then unit and steps.
EDIT = re.compile(r"(lstm|gru)\.(\w)\.(clamp|scale)\.([\d.]+)(?:!u(\d))?(?:@(\d+)(-?)(\d*))?$")
KINDS = {"clamp": Clamp, "scale": Scale}
APART = "([a, b]) => a.getBoundingClientRect().y - b.getBoundingClientRect().y"
ANSWERS_OF = re.compile(r"(LSTM|GRU): answer at step (\d+)")

# All that change an answer of the task that the page opens with.
ON_ANSWERS = [
    "Set the gates by hand",
    "Keep the first value instead",
    "Hold both gates open",
    "Open the update gate halfway",
    FORGET,
    INPUT,
    "Hold the output gate open",
    "Shut the update gate at a store",
    "Shut the reset gate at the recall",
    "Shut the forget gate where it is shut",
    "Let the memory leak a little",
]


def offer(page: Page, title: str) -> Locator:
    """The button that offers an experiment; some stand at two places."""
    return page.get_by_role(
        "button", name=re.compile(f"^(Try it|See it|Counter-example): {title}$")
    ).first


def question(page: Page) -> Locator:
    return page.get_by_role("group").filter(has_text="What do you expect?")


def outcome(page: Page, title: str) -> Locator:
    return region(page, f"Experiment: {title}")


def run(page: Page, title: str, choice: str = "Just show me") -> Locator:
    """Run an experiment, after that prediction, and give what explains it."""
    offer(page, title).click()
    question(page).get_by_role("button", name=choice).click()
    expect(outcome(page, title).locator("dl")).to_be_visible()
    return outcome(page, title)


def said_answers(where: Locator) -> dict[tuple[str, int], tuple[float, float]]:
    """The answers, before and after, by network and step (from 1)."""
    said = {}
    for line in where.locator("dl > div").all():
        found = ANSWERS_OF.match(line.locator("dt").inner_text())
        if found:
            before, now = line.locator(".number").all_inner_texts()
            said[found[1], int(found[2])] = number(before), number(now)
    return said


def edits_of(hash_: str, cell: str) -> list[Clamp | Scale]:
    """The edits of a cell that an address says, as Python's."""
    said = re.search(r"edits=([^&]+)", hash_)
    assert said
    found = [EDIT.match(edit) for edit in said[1].split(";")]
    assert all(found)
    return [made(*edit.groups()[1:]) for edit in found if edit and edit[1] == cell]


def made(
    name: str, kind: str, amount: str, unit: str, start: str, dash: str, stop: str
) -> Clamp | Scale:
    steps = (
        slice(int(start) - 1, int(stop) if stop else None if dash else int(start))
        if start
        else None
    )
    units = [int(unit) - 1] if unit else None
    return KINDS[kind](name, float(amount), unit=units, time=steps)


def rows_of(hash_: str) -> np.ndarray:
    said = re.search(r"rows=([^&]+)", hash_)
    task = gatescope.tasks.load_task("store_and_recall")
    if not said:
        return task.opening
    return np.array([[float(value) for value in row.split(",")] for row in said[1].split(";")])


@pytest.mark.parametrize("title", ON_ANSWERS)
def test_what_is_said_is_what_python_computes(brought: Page, title: str) -> None:
    said = said_answers(run(brought, title))
    hash_ = hash_of(brought)
    assert said
    for (network, step), numbers in said.items():
        cell = network.lower()
        model = gatescope.load_model("store_and_recall", cell)
        x = rows_of(hash_)
        computed = [
            model(x, edits=edits)["y"][step - 1].item() for edits in ([], edits_of(hash_, cell))
        ]
        assert numbers == pytest.approx(computed, abs=TWO_DECIMALS)


def test_what_is_said_is_what_the_figures_show(page: Page) -> None:
    ((network, step), numbers), *_ = said_answers(run(page, FORGET)).items()
    shown = outputs(page)
    assert numbers == pytest.approx(
        [shown.row(f"{network} as it was")[step - 1], shown.row(network)[step - 1]],
        abs=TWO_DECIMALS,
    )


def test_a_prediction_is_asked_for_in_place_and_can_be_left(page: Page) -> None:
    button = offer(page, FORGET)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(question(page).get_by_role("button")).to_have_count(4)
    page.keyboard.press("Tab")
    expect(question(page).get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(question(page)).to_have_count(0)
    expect(button).to_be_focused()
    assert page.evaluate("location.hash") == ""


def test_cause_and_effect_come_into_view_and_are_told(page: Page) -> None:
    told = run(page, FORGET, "Less than a fifth of it")
    expect(told.get_by_role("heading")).to_be_focused()
    expect(told.get_by_role("heading")).to_be_in_viewport()
    expect(told).to_contain_text("You said “Less than a fifth of it”, and so it is.")
    assert chips(page) == ["LSTM f clamped to 0.00, all units, step 4"]
    expect(page.get_by_text("LSTM f clamped to 0.00, all units, step 4")).to_be_in_viewport()
    expect(region(page, "LSTM Cell").get_by_role("heading")).to_be_in_viewport()
    expect(page.locator(".outputs .lstm")).to_contain_text("(was +0.80)")
    expect_hash(page, "#v=1&step=4&edits=lstm.f.clamp.0@4&experiment=forget")


def test_a_wrong_prediction_is_told_what_is_right(page: Page) -> None:
    told = run(page, FORGET, "About half of it")
    expect(told).to_contain_text("You said “About half of it”.")
    expect(told).to_contain_text("The computation says “Less than a fifth of it”.")


def test_there_is_a_way_back(page: Page) -> None:
    manipulate(page, "GRU update gate", "clamp", 0.5)
    page.get_by_role("button", name="Next step", exact=True).click()
    offer(page, INPUT).click()
    answer = question(page).get_by_role("button", name="Just show me")
    box_of(answer)
    was = offer(page, INPUT).bounding_box()
    answer.click()
    told = outcome(page, INPUT)
    expect_step(page, 3, 5)
    told.get_by_role("button", name="Back to where I was").click()
    expect(told).to_have_count(0)
    expect_step(page, 2, 5)
    assert chips(page) == ["GRU z clamped to 0.50, all units, all steps"]
    expect(offer(page, INPUT)).to_be_in_viewport()
    drawn(page)
    now = offer(page, INPUT).bounding_box()
    assert was
    assert now
    assert now["y"] == pytest.approx(was["y"], abs=24)


def test_the_browsers_back_leads_back_too(page: Page) -> None:
    told = run(page, FORGET)
    page.go_back()
    expect(told).to_have_count(0)
    assert chips(page) == []
    page.go_forward()
    expect(told).to_have_count(1)
    assert chips(page) == ["LSTM f clamped to 0.00, all units, step 4"]


def test_one_leads_to_the_next(page: Page) -> None:
    told = run(page, FORGET)
    told.get_by_role("button", name=f"Next: {INPUT}").click()
    told.get_by_role("button", name="Close to nothing").click()
    told = outcome(page, INPUT)
    expect(told).to_contain_text("and so it is")
    expect(told.get_by_role("heading")).to_be_focused()
    told.get_by_role("button", name="Back to where I was").click()
    expect_step(page, 1, 5)
    assert chips(page) == []


def test_it_says_when_the_page_has_moved_on(page: Page) -> None:
    told = run(page, FORGET)
    expect(told).not_to_contain_text("shows something else now")
    page.get_by_role("button", name="Reset all").click()
    expect(told).to_contain_text("The page shows something else now.")
    told.get_by_role("button", name="Show the experiment again").click()
    expect(told).not_to_contain_text("shows something else now")
    assert len(chips(page)) == 1


def test_it_can_be_closed_and_leaves_what_it_shows(page: Page) -> None:
    told = run(page, FORGET)
    told.get_by_role("button", name="Close the experiment").click()
    expect(told).to_have_count(0)
    assert len(chips(page)) == 1


@pytest.mark.parametrize(
    ("title", "part", "names"),
    [
        ("Hold a value over many steps", "Why gating works", ["LSTM", "RNN"]),
        ("Compare the two on digits", "LSTM vs GRU Comparison", ["LSTM", "GRU"]),
        ("Open the forget gate before training", "Introduction", []),
    ],
)
def test_others_are_told_beside_the_figure_that_they_are_about(
    page: Page, title: str, part: str, names: list[str]
) -> None:
    told = run(page, title)
    expect(told.get_by_role("heading")).to_be_in_viewport()
    assert told.locator("dl > .main .of").all_inner_texts() == names
    tops = [where.element_handle() for where in (told, region(page, part))]
    apart = page.evaluate(APART, tops)
    assert abs(apart) < 300


def test_every_gate_every_feature_and_every_takeaway_has_one(page: Page) -> None:
    for part, label, count in [
        ("Gate Functions Explained", "Try it", 5),
        ("Key Innovations", "Try it", 8),
        ("Key Takeaways", "See it", 7),
        ("Key Takeaways", "Counter-example", 6),
    ]:
        offers = region(page, part).get_by_role("button", name=re.compile(f"^{label}: "))
        expect(offers).to_have_count(count)
    counters = region(page, "Key Takeaways").get_by_text(re.compile("^ *Counter-example: "))
    texts = [text.strip() for text in counters.all_text_contents()]
    assert len(set(texts)) == 6  # what each is about stands there


@pytest.mark.parametrize("device", ["page", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(
    device: str, theme: str, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(device)
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(f"/#v=1&theme={theme}")
    told = run(page, FORGET, "About half of it")
    expect(told.get_by_role("heading")).to_be_in_viewport()
    told.get_by_role("button", name=f"Next: {INPUT}").click()
    offer(page, "Hold the output gate open").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
