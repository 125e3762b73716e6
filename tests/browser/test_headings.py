"""The page that was asked for: every heading of it stands there, in its order."""

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.explorer import region

PARTS = [
    "Introduction",
    "Key Innovations",
    "Interactive Cell Visualizations",
    "Configuration",
    "Input Sequence",
    "Animation",
    "LSTM Cell",
    "GRU Cell",
    "LSTM Gate Activations Over Time",
    "Interactive Gate Manipulation",
    "LSTM vs GRU Hidden State Comparison",
    "Mathematical Foundations",
    "LSTM Equations",
    "GRU Equations",
    "Gate Functions Explained",
    "LSTM vs GRU Comparison",
    "Key Takeaways",
]
GATES = ["Forget Gate", "Input Gate", "Output Gate", "Update Gate (GRU)"]
OTHERS = ["LSTM & GRU", "LSTM Features", "GRU Features", *GATES]

# Over time there is one stack on one axis, under the cells, and it begins with the input.
MOVED = "Input Sequence"

OPENING_HEIGHT = 520


WIDTH = """(element, text) => {
    const own = element.appendChild(document.createElement('span'));
    own.textContent = text;
    const { width } = own.getBoundingClientRect();
    own.remove();
    return width;
}"""


def width(where: Locator, text: str) -> float:
    """How wide a text is in the letters of a part of the page, in CSS pixels."""
    own: float = where.evaluate(WIDTH, text)
    return own


@pytest.fixture
def page(brought: Page) -> Page:
    return brought


@pytest.mark.parametrize("device", ["page", "phone"])
def test_every_heading_is_visible(device: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(device)
    for name in [*PARTS, *OTHERS]:
        heading = page.get_by_role("heading", name=name, exact=True)
        heading.scroll_into_view_if_needed()
        expect(heading, name).to_be_visible()


def test_the_parts_stand_in_order_and_are_regions_with_their_names(page: Page) -> None:
    for name in PARTS:
        expect(region(page, name), name).to_have_count(1)
    said = page.get_by_role("heading").all_text_contents()
    headings = [" ".join(text.split()) for text in said]
    kept = [name for name in PARTS if name != MOVED]
    assert [text for text in headings if text in kept] == kept
    assert headings.index("GRU Cell") < headings.index(MOVED)


def test_the_explorer_begins_within_the_first_screen(page: Page) -> None:
    heading = page.get_by_role("heading", name="Interactive Cell Visualizations")
    expect(heading).to_be_in_viewport()
    boxes = [region(page, name).bounding_box() for name in ("Introduction", "Key Innovations")]
    tops, ends = [b["y"] for b in boxes if b], [b["y"] + b["height"] for b in boxes if b]
    assert max(ends) - min(tops) <= OPENING_HEIGHT


def test_the_introduction_says_why_an_ordinary_network_forgets(page: Page) -> None:
    said = region(page, "Introduction")
    expect(said).to_contain_text("vanishing gradient problem")
    expect(said).to_contain_text("Gates can hold a gradient; they do not guarantee it.")


def test_digits_have_one_width_and_the_hyphen_of_running_text_its_own(page: Page) -> None:
    assert width(page.locator("body"), "1111") == width(page.locator("body"), "0000")
    for name in ("Key Innovations", "Gate Functions Explained", "Key Takeaways"):
        said = region(page, name)
        assert width(said, "----") < 0.8 * width(said, "0000"), name


def test_pointing_at_a_feature_lights_what_it_speaks_of(page: Page) -> None:
    wires = region(page, "LSTM Cell").locator("g.strong [data-from]")
    expect(wires).to_have_count(0)
    region(page, "Key Innovations").get_by_role("button", name="Three gates").hover()
    expect(wires).not_to_have_count(0)
    page.mouse.move(1, 1)
    expect(wires).to_have_count(0)


@pytest.mark.parametrize("gate", GATES)
def test_pointing_at_a_gate_function_lights_that_gate(page: Page, gate: str) -> None:
    region(page, "Gate Functions Explained").get_by_role("heading", name=gate).hover()
    cell = "GRU" if "GRU" in gate else "LSTM"
    symbol = {"Forget Gate": "f", "Input Gate": "i", "Output Gate": "o"}.get(gate, "z")
    expect(region(page, f"{cell} Cell").locator(f"g.strong[data-node={symbol}]")).to_have_count(1)
