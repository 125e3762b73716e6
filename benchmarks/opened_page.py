"""How smoothly does a long trace move in the page? `python benchmarks/opened_page.py`, with the
page built; needs Chromium and PyTorch.

A trace of 256 units and 50,000 steps is opened in a window of 1440 × 900. Printed are the seconds,
by the clock, until the first map has its colours and until all that are in view have them. Then for
a turn of the wheel that zooms, a move of the mouse that pans, and a key that steps: how long the
page is held up, which is the longest task of the main thread from one to the next, and the work of
all its tasks, with the tiles that arrive meanwhile. Both are in thread time, so that what else runs
on the machine does not count.

Then a live model with a layer of 128 units over 200 steps is opened, and the slider of its forget
gate is moved by a key: printed is the time, by the clock, until the page shows what became of the
model's output, and until the maps in view are those of the edited run. The exit status counts the
bars missed.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from page import report
from playwright.sync_api import Browser, Page, sync_playwright

import gatescope as gs
from opened import EDIT_BAR, INPUTS, QUIETLY, Model, long_trace

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests/browser"), str(ROOT / "tests")]

from conftest import FLAGS, find_chromium  # noqa: E402

FRAME_BAR, FIRST_BAR = 16.7, 2.0  # milliseconds of work; seconds by the clock
MOVES, SPACING, REST = 40, 60, 2500
EDITS = 20
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"]

COLOURED = """(all) => {
  const maps = [...document.querySelectorAll('.map canvas')].filter((map) => {
    const { top, bottom } = map.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  const isColoured = (map) =>
    map.width > 0 && map.getContext('2d').getImageData(map.width >> 1, 1, 1, 1).data[3] > 0;
  return maps.length > 0 && (all ? maps.every(isColoured) : maps.some(isColoured));
}"""

NOW = "() => performance.now()"

# How long after a key the words and the pictures of the edited run are on the screen: from when the
# browser had the key to after the frame that draws the last of them.
LISTEN = """() => {
  const tell = (times) =>
    requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - window.pressed)));
  window.told = [];
  window.drawn = [];
  addEventListener('keydown', (event) => (window.pressed = event.timeStamp), true);
  const region = document.querySelector('.manipulation [aria-live]');
  const seen = { subtree: true, childList: true, characterData: true };
  new MutationObserver(() => tell(window.told)).observe(region, seen);
  const isSeen = ({ top, bottom }) => bottom > 0 && top < innerHeight;
  const maps = [...document.querySelectorAll('.map canvas')].filter((map) =>
    isSeen(map.getBoundingClientRect()),
  );
  const draw = CanvasRenderingContext2D.prototype.drawImage;
  CanvasRenderingContext2D.prototype.drawImage = function (...given) {
    if (maps.includes(this.canvas)) tell(window.drawn);
    return draw.apply(this, given);
  };
}"""
TIMES = "() => [window.told.splice(0), window.drawn.splice(0)]"


def first_colours(page: Page, address: str) -> tuple[float, float]:
    """Seconds from the start of loading until one map is coloured, and all that are in view."""
    page.goto(address)
    page.get_by_role("slider", name="Steps that are shown").wait_for()
    page.evaluate("document.querySelector('.map').scrollIntoView()")
    times = []
    for all_of_them in (False, True):
        page.wait_for_function(COLOURED, arg=all_of_them, timeout=60_000)
        times.append(page.evaluate(NOW) / 1000)
    return times[0], times[1]


def work(
    browser: Browser, page: Page, event: str, move: Callable[[int], None]
) -> tuple[float, ...]:
    """Milliseconds of the main thread from one such event to the next: the 95th percentile of its
    longest task, the median and the 95th percentile of all its work."""
    page.wait_for_timeout(REST)
    browser.start_tracing(page=page, categories=CATEGORIES)
    for k in range(MOVES):
        move(k)
        page.wait_for_timeout(SPACING)
    page.wait_for_timeout(REST)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    moves = sorted((e for e in events if _is_one(e, event)), key=lambda e: e["ts"])
    assert len(moves) >= MOVES / 2, f"the trace holds {len(moves)} of {MOVES}"
    thread = (moves[0]["pid"], moves[0]["tid"])
    tasks = [e for e in events if _is_task(e) and (e["pid"], e["tid"]) == thread]
    starts = np.array([e["ts"] for e in tasks])
    edges = [*(starts[starts <= m["ts"]].max() for m in moves), starts.max() + 1]
    took = np.array([e["tdur"] / 1000 for e in tasks])
    total, _ = np.histogram(starts, bins=edges, weights=took)
    longest = np.zeros_like(total)
    places = np.searchsorted(edges, starts, side="right") - 1
    within = (places >= 0) & (places < len(total))
    np.maximum.at(longest, places[within], took[within])
    return tuple(map(float, (np.quantile(longest, 0.95), *np.quantile(total, [0.5, 0.95]))))


def _is_one(event: dict[str, Any], kind: str) -> bool:
    return event["name"] == "EventDispatch" and event["args"]["data"]["type"] == kind


def _is_task(event: dict[str, Any]) -> bool:
    return event["name"] == "RunTask" and event.get("ph") == "X"


def measure(browser: Browser, page: Page, address: str) -> int:
    one, all_of_them = first_colours(page, address)
    print(f"all maps in view are coloured: {all_of_them:.1f} s")
    held = [report("the first map is coloured", one, FIRST_BAR, "s")]
    surface = page.get_by_role("slider", name="step and unit of the forget gate")
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    assert box, "no map is in view"
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def zoom(_: int) -> None:
        page.mouse.wheel(0, -60)

    def pan(k: int) -> None:
        page.mouse.move(x - 3 * k, y)

    def step(_: int) -> None:
        page.keyboard.press("ArrowRight")

    page.mouse.move(x, y)
    page.keyboard.down("Control")
    times = {"a turn of the wheel that zooms": work(browser, page, "wheel", zoom)}
    page.keyboard.up("Control")
    page.mouse.down()
    times["a move of the mouse that pans"] = work(browser, page, "pointermove", pan)
    page.mouse.up()
    surface.focus()
    times["a key that steps"] = work(browser, page, "keydown", step)
    for what, (longest, median, upper) in times.items():
        held.append(report(f"{what}: longest task, 95th percentile", longest, FRAME_BAR, "ms"))
        print(f"    all its work: median {median:.1f} ms, 95th percentile {upper:.1f} ms")
    return held.count(False)


def edits(page: Page, address: str) -> int:
    """Print how long an edit takes from the key to what is shown of it; 1 where it is too long."""
    page.goto(address)
    slider = page.get_by_role("slider", name="LSTM forget gate", exact=True)
    slider.wait_for()
    page.evaluate("document.querySelector('.map').scrollIntoView()")
    slider.evaluate("slider => slider.focus({ preventScroll: true })")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(REST)
    page.evaluate(LISTEN)
    words, pictures = [], []
    for _ in range(EDITS):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(REST / 4)
        told, drawn = page.evaluate(TIMES)
        words += told[-1:]
        pictures += drawn[-1:]
    # An edit that changes no digit of what is said of it is not seen.
    assert min(len(words), len(pictures)) >= 0.8 * EDITS, "many edits are not shown"
    held = report("an edit's effect is shown", float(np.median(words)), EDIT_BAR, "ms")
    for what, times in {"effect": words, "maps": pictures}.items():
        median, upper = np.quantile(times, [0.5, 0.95])
        print(f"    its {what}: median {median:.0f} ms, 95th percentile {upper:.0f} ms")
    return int(not held)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "run.zarr"
        long_trace(path)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        with gs.explore(path, **QUIETLY) as running:
            missed = measure(browser, page, running.address)
        live = gs.explore(model=Model(), inputs=torch.randn(200, 1, INPUTS), **QUIETLY)
        with live as running:
            return missed + edits(page, running.address)


if __name__ == "__main__":
    sys.exit(main())
