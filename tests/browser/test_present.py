"""For a lecture and a class: one figure at a time, parts hidden, and the links of both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.device import Device
from browser.explorer import box_of, chips, expect_hash, expect_step, manipulate, open_link, region
from gatescope.export import export_file

TITLES = [
    "Introduction",
    "How a gradient fades",
    "Key Innovations",
    "LSTM Cell and GRU Cell",
    "Input Sequence",
    "LSTM Gate Activations Over Time",
    "GRU Gate Activations Over Time",
    "Interactive Gate Manipulation",
    "LSTM vs GRU Hidden State Comparison",
    "LSTM Equations and GRU Equations",
    "Why gating works",
    "Gate Functions Explained",
    "LSTM vs GRU Comparison",
    "Key Takeaways",
]
HIDDEN = "#v=1&hide=introduction,comparison,equations"
HALF_HIDDEN = "#v=1&hide=innovations,fading,arithmetic,lstm,input,experiments,measured"

Axe = Callable[[Page], list[str]]


def bar(page: Page) -> Locator:
    """What says which figure is presented, and leads on and out."""
    return page.get_by_role("region").filter(has=page.get_by_role("button", name="Next figure"))


def teach(page: Page) -> Locator:
    page.get_by_role("button", name="Teach", exact=True).click()
    return page.get_by_role("dialog", name="For a lecture or a class")


@pytest.fixture(scope="module", params=[(1920, 1080), (1280, 720)], ids=["1920x1080", "1280x720"])
def wall(browser: Browser, address: str, request: pytest.FixtureRequest) -> Device:
    width, height = request.param
    return Device(browser, address, viewport={"width": width, "height": height})


@pytest.fixture
def projector(wall: Device) -> Iterator[Page]:
    with wall.opened() as page:
        yield page


def test_all_figures_are_gone_through_by_key(projector: Page) -> None:
    teach(projector).get_by_role("button", name="Present", exact=True).click()
    for place, title in enumerate(TITLES, 1):
        heading = bar(projector).get_by_role("heading")
        expect(heading).to_have_text(f"{title} {place} of {len(TITLES)}")
        assert projector.evaluate("document.documentElement.scrollWidth <= innerWidth"), title
        expect(projector.get_by_role("button", name="Next figure")).to_be_in_viewport()
        projector.keyboard.press("PageDown")
    projector.keyboard.press("PageUp")
    expect(bar(projector).get_by_role("heading")).to_contain_text(TITLES[-2])


def test_type_is_larger(projector: Page) -> None:
    size = "h => h.getBoundingClientRect().height"
    heading = projector.get_by_role("heading", name="LSTM Cell", exact=True)
    small = heading.evaluate(size)
    open_link(projector, "#v=1&present=cells")
    assert heading.evaluate(size) > small


@pytest.mark.parametrize("link", ["#v=1&present=fading"])
def test_one_figure_is_seen_with_its_caption(page: Page) -> None:
    expect(page.get_by_role("figure", name="How a gradient fades")).to_be_visible()
    expect(page.get_by_text("Gates can hold a gradient; they do not guarantee it.")).to_be_visible()
    for other in ("Key Innovations", "Animation", "LSTM Cell", "Key Takeaways"):
        expect(region(page, other)).to_have_count(0)


@pytest.mark.parametrize("link", ["#v=1&present=lstm"])
def test_arrows_step_and_a_click_picks_the_right_step(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    expect_step(page, 2, 5)
    page.set_viewport_size({"width": 1920, "height": 1080})
    map_ = page.get_by_role("slider", name="step and unit of the LSTM's cell state", exact=True)
    box = box_of(map_)
    map_.click(position={"x": box["width"] * 0.7, "y": box["height"] * 0.1})
    expect_step(page, 4, 5)
    expect(map_).to_have_attribute("aria-valuetext", "step 4, unit 1: −0.18")


@pytest.mark.parametrize("link", ["#v=1&present=cells"])
def test_escape_closes_the_arithmetic_and_then_leads_out(page: Page) -> None:
    page.keyboard.press("Enter")
    expect(region(page, "Arithmetic")).to_be_visible()
    page.keyboard.press("Escape")
    expect(region(page, "Arithmetic").get_by_role("table")).to_have_count(0)
    expect(bar(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(bar(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Animation")).to_be_in_viewport()
    expect_hash(page, "#v=1&node=lstm.h")


@pytest.mark.parametrize("link", ["#v=1&present=functions"])
def test_leaving_leads_to_the_figure_on_the_page(page: Page) -> None:
    page.get_by_role("button", name="Leave").click()
    heading = page.get_by_role("heading", name="Gate Functions Explained")
    expect(heading).to_be_in_viewport()
    expect(heading).to_be_focused()


def test_outside_of_it_the_keys_are_the_browsers(page: Page) -> None:
    page.get_by_role("button", name="Next step", exact=True).focus()
    page.keyboard.press("PageDown")
    # A function: the page allows no text to be run again, if it is too early at first.
    page.wait_for_function("() => scrollY > 0")
    expect(bar(page)).to_have_count(0)


def test_it_is_in_the_link_and_the_browsers_back_leads_out(page: Page) -> None:
    teach(page).get_by_role("button", name="Present", exact=True).click()
    page.keyboard.press("PageDown")
    expect(bar(page).get_by_role("heading")).to_contain_text("How a gradient fades")
    expect_hash(page, "#v=1&present=fading")
    page.go_back()
    expect(bar(page)).to_have_count(0)


@pytest.mark.parametrize("link", ["#v=1&present=functions"])
def test_an_experiment_is_told_beside_its_figure(page: Page) -> None:
    page.get_by_role("button", name="Try it: Shut the forget gate once").click()
    page.get_by_role("button", name="Just show me").click()
    expect(bar(page).get_by_role("heading")).to_contain_text("LSTM Cell and GRU Cell")
    told = region(page, "Experiment: Shut the forget gate once")
    expect(told).to_contain_text("+0.80")
    told.get_by_role("button", name="Back to where I was").click()
    expect(bar(page).get_by_role("heading")).to_contain_text("Gate Functions Explained")


@pytest.mark.parametrize(
    ("device", "link"),
    [
        (device, f"#v=1&present={name}&theme={theme}")
        for device, theme in [("brought", "light"), ("phone", "dark")]
        for name in ["cells", "lstm", "manipulation", "functions", "takeaways"]
    ],
)
def test_axe_finds_nothing(
    device: str, link: str, request: pytest.FixtureRequest, axe: Axe
) -> None:
    page: Page = request.getfixturevalue(device)
    expect(bar(page)).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("link", [HIDDEN])
def test_a_link_hides_parts_and_the_page_says_so(page: Page) -> None:
    for part in ("LSTM vs GRU Hidden State Comparison", "LSTM Equations"):
        expect(region(page, part)).to_have_count(0)
    expect(page.get_by_role("heading", name="Introduction", exact=True)).to_have_count(0)
    expect(page.get_by_role("figure", name="How a gradient fades")).to_be_visible()
    note = page.get_by_text("Hidden by the link: Introduction, LSTM vs GRU Hidden State Comparison")
    expect(note).to_be_visible()
    note.get_by_role("button", name="Show all").click()
    expect(note).to_have_count(0)
    expect(region(page, "Introduction")).to_contain_text("A recurrent network reads")
    expect_hash(page, "#v=1")


@pytest.mark.parametrize("link", [HALF_HIDDEN])
@pytest.mark.parametrize("device", ["page", "phone"])
def test_with_parts_hidden_the_page_works(
    device: str, link: str, request: pytest.FixtureRequest, axe: Axe
) -> None:
    page: Page = request.getfixturevalue(device)
    manipulate(page, "LSTM forget gate", "clamp", 0)
    assert chips(page) == ["LSTM f clamped to 0.00, all units, all steps"]
    expect(page.get_by_role("button", name="Try it")).to_have_count(0)
    expect(page.get_by_role("link", name="Comparison")).to_have_count(0)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("link", ["#v=1&hide=introduction,header&present=nothing&step=2"])
def test_a_name_that_is_no_part_is_told(page: Page) -> None:
    said = page.get_by_role("alert").get_by_role("listitem").all_inner_texts()
    assert [line.split(":")[0] for line in said] == ["hide", "present"]
    assert "got “header”" in said[0]
    expect(region(page, "Introduction")).to_contain_text("A recurrent network reads")
    expect_step(page, 2, 5)


def test_a_teacher_makes_a_link(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Next step", exact=True).click()
    dialog = teach(page)
    field = dialog.get_by_role("textbox", name="The link")
    expect(field).to_have_value(f"{address}/#v=1&step=2")
    dialog.get_by_role("checkbox", name="LSTM Equations and GRU Equations").uncheck()
    dialog.get_by_role("checkbox", name="Introduction").uncheck()
    dialog.get_by_role("checkbox", name="It opens as a presentation").check()
    link = f"{address}/#v=1&step=2&hide=introduction,equations&present=fading"
    expect(field).to_have_value(link)
    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == link
    page.keyboard.press("Escape")
    expect_hash(page, "#v=1&step=2")


@pytest.mark.parametrize("device", ["page", "phone"])
def test_axe_finds_nothing_in_the_teachers_dialog(
    device: str, request: pytest.FixtureRequest, axe: Axe
) -> None:
    page: Page = request.getfixturevalue(device)
    expect(teach(page)).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_an_exported_page_hides_and_presents_too(browser: Browser, tmp_path: Path) -> None:
    target = tmp_path / "lecture.html"
    export_file(target, link="http://127.0.0.1/#v=1&hide=experiments&present=functions")
    with browser.new_context(offline=True, viewport={"width": 1280, "height": 720}) as context:
        page = context.new_page()
        page.goto(target.as_uri())
        expect(bar(page).get_by_role("heading")).to_contain_text("Gate Functions Explained")
        expect(page.get_by_role("button", name="Try it")).to_have_count(0)
        page.keyboard.press("PageUp")
        expect(bar(page).get_by_role("heading")).to_contain_text("Why gating works")
