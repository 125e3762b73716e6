"""The diagrams: their wires are the cell's graph, their numbers the run's."""

from collections import Counter
from itertools import product
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

import gatescope
from browser.explorer import choose, chosen_unit, go_to, number, region
from gatescope import LSTM, Cell, Weights, engine, gru
from gatescope.tasks import load_task

READ_ENDS = """paths => paths.map(path => {
    const svg = path.ownerSVGElement;
    const near = (id, point) => {
        const shapes = svg.querySelectorAll(`[data-node="${id}"] :is(.shape, .reach)`);
        return [...shapes].some(shape => {
            const { x, y, width, height } = shape.getBBox();
            // A head is a path of its own, and a port has room for its name beside it.
            const slack = 12;
            return point.x > x - slack && point.x < x + width + slack
                && point.y > y - slack && point.y < y + height + slack;
        });
    };
    const { from, to } = path.dataset;
    const end = path.getPointAtLength(path.getTotalLength());
    return [from, to, near(from, path.getPointAtLength(0)) && near(to, end)];
})"""

READ_NODES = """nodes => nodes.map(node => [
    node.dataset.node,
    node.querySelector('[role=button]').ariaLabel,
    [...node.querySelectorAll('text.number')].map(text => text.textContent),
])"""

Reset = Literal["before", "after"]
Sense = Literal["new", "old"]
FORMS: list[tuple[Reset, Sense]] = list(product(["before", "after"], ["new", "old"]))
WORDS = {
    "before": "before the product",
    "after": "after the product",
    "new": "takes the new",
    "old": "keeps the old",
}


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


def show_form(page: Page, reset: Reset, z: Sense) -> None:
    choose(page, "GRU: the reset acts", WORDS[reset])
    choose(page, "GRU: an open z", WORDS[z])


def drawn(diagram: Locator) -> list[str]:
    nodes = diagram.locator("[data-node]").evaluate_all(READ_NODES)
    return [name for name, *_ in nodes]


def edges(cell: Cell, shapes: list[str]) -> Counter[tuple[str, str]]:
    """The graph's edges between shapes; a layer's box draws its pre-activation too."""
    users = {n.id: [u.id for u in cell.nodes if n.id in u.arguments] for n in cell.nodes}

    def shape_of(node: str) -> str:
        if node in shapes:
            return node
        assert node.endswith("_pre"), f"{node} is not drawn"
        (user,) = users[node]
        return user

    pairs = [(shape_of(a), shape_of(n.id)) for n in cell.nodes for a in n.arguments]
    return Counter((source, end) for source, end in pairs if source != end)


def assert_is_the_graph(diagram: Locator, cell: Cell) -> None:
    shapes = drawn(diagram)
    assert set(shapes) <= {node.id for node in cell.nodes}
    assert len(shapes) == len(set(shapes))
    wires = diagram.locator("path[data-from][data-to]")
    found = wires.evaluate_all(READ_ENDS)
    assert Counter((source, end) for source, end, _ in found) == edges(cell, shapes)
    assert [wire for *wire, is_there in found if not is_there] == []
    exits = diagram.locator("path[data-exit]")
    assert set(exits.evaluate_all("all => all.map(path => path.dataset.exit)")) == set(cell.states)


def test_the_lstms_wires_are_the_graphs_edges(page: Page) -> None:
    assert_is_the_graph(region(page, "LSTM Cell"), LSTM)


def test_the_wires_of_the_grus_four_forms_are_the_graphs_edges(page: Page) -> None:
    for reset, z in FORMS:
        show_form(page, reset, z)
        assert_is_the_graph(region(page, "GRU Cell"), gru(reset, z))


def test_the_reset_product_feeds_the_candidate_alone(page: Page) -> None:
    wires = region(page, "GRU Cell").locator('path[data-from="n.1"]')
    assert [wire.get_attribute("data-to") for wire in wires.all()] == ["n"]


def weights_of(page: Page, reset: Reset, z: Sense) -> Weights:
    """The weights of a GRU in that form: those of the trained one, with z's turned or not."""
    name, own = ("gru", "new") if reset == "before" else ("gru_reset_after", "old")
    trained = gatescope.load_model("store_and_recall", name).weights
    sign = {p: -1 if p.startswith("z.") and z != own else 1 for p in trained}
    return Weights(gru(reset, z), {p: sign[p] * values for p, values in trained.items()})


def assert_numbers(page: Page, weights: Weights, step: int) -> None:
    """Assert that each node says its number at a step (from 0) for the selected unit."""
    title = weights.cell.title
    unit = chosen_unit(page, title)
    x = load_task("store_and_recall").opening[:, None]  # Its encoding changes nothing.
    result = engine.forward(weights, x)
    nodes = region(page, f"{title} Cell").locator("[data-node]:not([data-node=x])")
    for name, said, written in nodes.evaluate_all(READ_NODES):
        text = said.partition(f"value of unit {unit + 1}: ")[2]
        assert number(text) == pytest.approx(result[name][step, 0, unit], abs=0.00501), said
        assert written in ([], [text])


@pytest.mark.parametrize("step", [1, 3, 5])
def test_its_numbers_are_those_of_the_step_and_the_unit(page: Page, step: int) -> None:
    go_to(page, step)
    assert_numbers(page, gatescope.load_model("store_and_recall", "lstm").weights, step - 1)
    for reset, z in FORMS:
        show_form(page, reset, z)
        assert_numbers(page, weights_of(page, reset, z), step - 1)


def test_the_input_is_written_by_its_names(page: Page) -> None:
    go_to(page, 3)
    said = region(page, "LSTM Cell").locator("[data-node=x] [role=button]")
    expect(said).to_have_attribute("aria-label", "input x, value +0.80, store +1.00, recall 0.00")


def test_a_click_on_a_strip_selects_the_unit_and_the_node(page: Page) -> None:
    node = region(page, "LSTM Cell").locator("[data-node=i]")
    node.locator('[data-unit="2"]').first.click()
    assert chosen_unit(page, "LSTM") == 2
    label = region(page, "LSTM Gate Activations Over Time").locator(".chosen .word")
    expect(label).to_have_text("input gate")
