"""Train it here: the page trains networks of its own, in a worker, and shows them as they learn."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from playwright.sync_api import Browser, Locator, Page, expect

import gatescope
from browser.explorer import (
    assert_six_digits,
    choose,
    choose_task,
    heat,
    heat_of,
    number,
    outputs,
    region,
    reload,
    table,
    wait_for,
)
from gatescope import Weights
from gatescope.bundled import Model, Readout
from gatescope.engine import forward
from gatescope.export import export_file
from gatescope.generator import Philox
from gatescope.tasks import load_task, tasks
from gatescope.training.fit import initial

TASK = load_task("store_and_recall")
SEED, BATCH, RATE, CLIP = 1, 32, 0.02, 1
TRAINING_STREAM = 4
ENOUGH = 1e-2
NAMES = ("LSTM", "GRU", "RNN")


def here(page: Page) -> Locator:
    """The part where the page trains, open."""
    choose(page, "Weights", "train here")
    return region(page, "Train it here")


def press(part: Locator, name: str) -> None:
    part.get_by_role("button", name=name, exact=True).click()


def settle(part: Locator) -> None:
    """Wait until all is shown that the worker has come to."""
    figure = part.get_by_role("figure", name="Loss while training in the page")
    expect(figure).to_have_attribute("aria-busy", "false")


def once(part: Locator) -> None:
    press(part, "One step")
    settle(part)


def pause(part: Locator) -> None:
    press(part, "Pause")
    settle(part)
    expect(part.get_by_text("Paused.")).to_be_visible()


def keep(part: Locator) -> None:
    press(part, "Keep as checkpoint")


def count(part: Locator, name: str) -> float:
    """A number of the run: step, sequences seen, seconds."""
    row = part.locator("dl > div").filter(has_text=re.compile(f"^{name}"))
    return number(row.locator("dd").inner_text().replace(",", ""))


def score(part: Locator, title: str) -> float:
    return count(part, title)


def test_store_and_recall_is_learned(page: Page) -> None:
    part = here(page)
    before = heat(page, "LSTM")
    press(part, "Train")
    wait_for(page, lambda: all(score(part, name) < ENOUGH for name in ("LSTM", "GRU")))
    pause(part)
    trained = heat(page, "LSTM")
    assert trained.shape == before.shape
    assert not np.allclose(trained, before)
    assert outputs(page).row("LSTM")[-1] == pytest.approx(0.8, abs=0.3)
    # Paused it stays as it is.
    steps = count(part, "step")
    page.wait_for_timeout(300)
    assert count(part, "step") == steps
    assert count(part, "sequences seen") == steps * BATCH
    losses = table(part)
    assert losses.head == ["up to step", "LSTM", "GRU", "RNN"]
    assert losses.names[-1] == f"{steps:g}"
    assert (losses.numbers[-1, :2] < losses.numbers[0, :2] / 2).all()


def test_a_step_is_the_one_that_pytorch_makes(page: Page) -> None:
    part = here(page)
    once(part)
    assert count(part, "sequences seen") == BATCH
    x, right = first_batch()
    for title, cell in (("LSTM", gatescope.LSTM), ("GRU", gatescope.GRU)):
        model = after_one_step(initial(TASK, cell, 4, SEED), x, right)
        trace = model(TASK.opening)
        wait_for(page, lambda title=title: not np.isnan(heat(page, title)).any())
        assert_six_digits(heat(page, title), heat_of(trace, cell))
        assert_six_digits(outputs(page).row(title), trace["y"].to_numpy()[:, 0, 0])


def first_batch() -> tuple[Any, Any]:
    """What the page trains on first: samples of seeds that the training's stream gives."""
    draws = Philox(SEED, TRAINING_STREAM)
    low, high = TASK.lengths.trained_on
    length = int(draws.integers(low, high + 1))
    seeds = draws.words(BATCH)
    x = np.concatenate([TASK.sample(int(seed), length) for seed in seeds], axis=1)
    return x, TASK.target(x)


def after_one_step(start: Model, x: Any, right: Any) -> Model:
    """The model after a step of Adam by PyTorch."""
    arrays = {**start.weights, "W": start.readout.weight, "b": start.readout.bias}
    tensors = {name: torch.tensor(array, requires_grad=True) for name, array in arrays.items()}
    optimiser = torch.optim.Adam(tensors.values(), lr=RATE)
    cell = start.weights.cell
    weights = Weights(cell, {name: tensors[name] for name in cell.parameters})
    answer = forward(weights, torch.from_numpy(x))["h"] @ tensors["W"].T + tensors["b"]
    ((answer[..., 0] - torch.from_numpy(right)) ** 2).mean().backward()
    torch.nn.utils.clip_grad_norm_(tensors.values(), CLIP)
    optimiser.step()
    after = {name: tensor.detach().numpy() for name, tensor in tensors.items()}
    readout = Readout(after.pop("W"), after.pop("b"), start.readout.activation)
    return Model(start.task, Weights(cell, after), readout, start.encoding)


def test_checkpoints_are_kept_and_shown_again(page: Page) -> None:
    part = here(page)
    once(part)
    keep(part)
    slider = part.get_by_role("slider", name="Checkpoint shown")
    expect(slider).to_have_attribute("aria-valuetext", "now")
    first = heat(page, "GRU")
    press(part, "Train on")
    wait_for(page, lambda: count(part, "step") > 20)
    pause(part)
    slider.fill("0")
    expect(slider).to_have_attribute("aria-valuetext", "step 1")
    np.testing.assert_array_equal(heat(page, "GRU"), first)
    slider.fill("1")
    expect(slider).to_have_attribute("aria-valuetext", "now")
    assert not np.array_equal(heat(page, "GRU"), first)


def test_the_fading_gradient_is_that_of_the_networks_trained_here(page: Page) -> None:
    figure = page.get_by_role("figure", name="How a gradient fades")

    def medians() -> Any:
        expect(figure).to_have_attribute("aria-busy", "false")
        shown = table(figure)
        return shown.numbers[:, [shown.head.index(f"{name}, median") - 1 for name in NAMES]]

    choose(figure, "Networks", "trained")
    bundled = medians()
    part = here(page)
    expect(figure.get_by_text("trained here")).to_be_visible()
    wait_for(page, lambda: not np.array_equal(medians(), bundled))
    untrained = medians()
    once(part)
    wait_for(page, lambda: (medians()[1:] != untrained[1:]).any(axis=0).all())


def test_stopped_it_begins_anew(page: Page) -> None:
    part = here(page)
    press(part, "Train")
    wait_for(page, lambda: count(part, "step") > 2)
    press(part, "Stop")
    expect(part.get_by_role("status").first).to_contain_text("Stopped.")
    expect(part.get_by_role("button", name="Stop", exact=True)).to_be_disabled()
    once(part)
    assert count(part, "step") == 1


def test_another_seed_ends_the_run_and_says_so(page: Page) -> None:
    part = here(page)
    once(part)
    assert count(part, "step") == 1
    page.get_by_label("Seed").fill("2")
    said = "The run ended at step 1, because the seed was changed."
    expect(part.get_by_text(said)).to_be_visible()
    assert count(part, "step") == 0
    choose(page, "Weights", "random")
    random = heat(page, "LSTM")
    choose(page, "Weights", "train here")
    np.testing.assert_array_equal(heat(page, "LSTM"), random)


def test_a_run_that_diverges_says_so(page: Page) -> None:
    part = here(page)
    choose(page, "Optimiser", "SGD")
    page.get_by_label("Learning rate").fill("10")
    page.get_by_label("Clip gradients at").fill("1000")
    press(part, "Train")
    for title in NAMES:
        told = part.get_by_text(re.compile(rf"The {title} diverged at step \d+: its loss"))
        expect(told).to_be_visible()
    expect(part).to_contain_text("Try a lower learning rate, or clip gradients")
    expect(part.get_by_role("button", name="Train", exact=True)).to_be_enabled()
    assert np.isfinite(heat(page, "LSTM")).all()


@pytest.mark.parametrize(
    ("label", "good", "bad"),
    [
        ("Learning rate", "0.05", ["fast", "0", "11", ""]),
        ("Clip gradients at", "2.5", ["-1", "none", "1e9"]),
        ("Batch", "7", ["0", "2.5", "257"]),
    ],
)
def test_a_typed_value_that_will_not_do_is_refused_and_the_old_one_stays(
    page: Page, label: str, good: str, bad: list[str]
) -> None:
    here(page)
    field = page.get_by_label(label)
    field.fill(good)
    for typed in bad:
        field.fill(typed)
        alert = region(page, "Configuration").get_by_role("alert").filter(has_text="got")
        expect(alert).to_contain_text(f"{label}: expected")
        field.blur()
        expect(field).to_have_value(good)


def test_it_pauses_while_nobody_looks(page: Page) -> None:
    part = here(page)
    press(part, "Train")
    wait_for(page, lambda: count(part, "step") > 0)
    choose(page, "Weights", "trained")
    choose(page, "Weights", "train here")
    expect(part.get_by_role("button", name="Train on", exact=True)).to_be_visible()


@pytest.mark.parametrize("task", tasks()[1:])
def test_the_other_tasks_train_too(page: Page, task: str) -> None:
    choose_task(page, task)
    part = here(page)
    press(part, "Train")
    wait_for(page, lambda: count(part, "step") > 30)
    pause(part)
    expect(part).to_contain_text(load_task(task).score.name)
    losses = table(part).numbers
    assert (losses[-1] < losses[0]).all()


def test_a_link_opens_ready_to_train(page: Page) -> None:
    part = here(page)
    page.get_by_label("Learning rate").fill("0.05")
    page.get_by_label("Hidden size").fill("3")
    expect(page).to_have_url(re.compile("weights=here&hidden=3&rate=0.05"))
    reload(page)
    expect(part).to_be_visible()
    expect(page.get_by_label("Learning rate")).to_have_value("0.05")
    assert count(part, "step") == 0


@pytest.mark.parametrize("device", ["page", "phone"])
def test_axe_finds_nothing(
    device: str, request: pytest.FixtureRequest, axe: Callable[[Page], list[str]]
) -> None:
    page: Page = request.getfixturevalue(device)
    part = here(page)
    once(part)
    assert count(part, "step") == 1
    keep(part)
    table(part)  # It is open.
    assert axe(page) == []
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


def test_where_no_worker_starts_the_page_says_so(browser: Browser, address: str) -> None:
    with browser.new_context(viewport={"width": 1440, "height": 1000}) as context:
        page = context.new_page()
        page.route("**/worker-*.js", lambda route: route.abort())
        page.goto(address)
        part = here(page)
        press(part, "Train")
        told = part.get_by_role("alert").filter(has_text="The page could not train")
        expect(told).to_contain_text("Training needs a browser that starts workers")


@pytest.fixture
def from_disk(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page as one file, open from the disk without a network."""
    target = tmp_path / "page.html"
    export_file(target)
    with browser.new_context(offline=True, viewport={"width": 1440, "height": 1000}) as context:
        page = context.new_page()
        complaints: list[str] = []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text))
        page.goto(target.as_uri())
        yield page
        assert complaints == []


def test_the_exported_page_trains_too(from_disk: Page) -> None:
    part = here(from_disk)
    press(part, "Train")
    wait_for(from_disk, lambda: count(part, "step") > 10)
    pause(part)
