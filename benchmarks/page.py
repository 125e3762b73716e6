"""How fast is the page? `python benchmarks/page.py`, with the page built; needs Chromium.

Measured in Chromium from a performance trace, at 32 units and 64 steps in the middle of the
sequence: the main thread's work for one move of a slider, frames while playing, the first picture,
and what has to be loaded. A line says whether its bar holds; the exit status counts those that do
not.

A move is one of a mouse that drags the slider of the LSTM's forget gate, in a window of 1440 × 900
with the slider, the diagrams and the first heat map in view. All tasks of the main thread from that
move to the next one count: the events, the cells, style, layout, paint, layers and the commit, in
thread time, so that what else runs on the machine does not; `page_trace.py` adds them up. Nothing
of the benchmark's own runs in the page meanwhile: where a move begins is read from the trace. What
waits until the hand rests (the figures out of sight, the address) counts too: it comes once a drag,
and each move of the drag bears its share. Moves come quicker than a hand counts as resting; each
has a frame of its own.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import numpy as np
from page_trace import Drag, Numbers
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests/browser"), str(ROOT / "tests")]

from command import served  # noqa: E402
from conftest import FLAGS, find_chromium  # noqa: E402

LATER = ("zh-", "OpenedPage-")
BUILT = ROOT / "src/gatescope/server/page"
MOVES, SPACING, REST = 60, 60, 1500  # in pixels, milliseconds and milliseconds
WINDOW: ViewportSize = {"width": 1440, "height": 900}
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"]

FRAMES = """(seconds) => new Promise((done) => {
  const times = [];
  const frame = (now) => {
    times.push(now);
    if (now - times[0] < 1000 * seconds) requestAnimationFrame(frame);
    else done(times);
  };
  requestAnimationFrame(frame);
})"""

HAS_PICTURE = "() => performance.getEntriesByName('first-contentful-paint').length"
FIRST_PICTURE = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def large(page: Page) -> None:
    """32 units of random weights on 64 steps, in view."""
    page.get_by_role("combobox", name="Task").first.select_option("sunspots")
    page.get_by_text("random", exact=True).click()
    page.get_by_label("Hidden size").fill("32")
    page.get_by_role("slider", name="Step", exact=True).fill("32")
    page.get_by_role("region", name="Animation").evaluate("bar => bar.scrollIntoView()")
    page.wait_for_timeout(2000)


def dragged(browser: Browser, page: Page) -> Drag:
    """A drag of the slider, as Chromium traced it."""
    slider = page.get_by_role("slider", name="LSTM forget gate", exact=True)
    box = slider.bounding_box()
    assert box, "the slider is not in view"
    left, middle = box["x"] + (box["width"] - MOVES) / 2, box["y"] + box["height"] / 2
    page.mouse.move(left, middle)
    page.mouse.down()
    page.wait_for_timeout(REST)
    mouse = page.context.new_cdp_session(page)
    browser.start_tracing(page=page, categories=CATEGORIES)
    for k in range(MOVES):
        # Playwright's own move with a button down runs scripts in the page, before and after it.
        at = {"type": "mouseMoved", "x": left + k + 1, "y": middle, "button": "left", "buttons": 1}
        mouse.send("Input.dispatchMouseEvent", at)
        page.wait_for_timeout(SPACING)
    page.wait_for_timeout(REST)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    page.mouse.up()
    drag = Drag(events, SPACING)
    assert len(drag.moves) == MOVES, f"the trace holds {len(drag.moves)} moves of {MOVES}"
    return drag


def shared(parts: Numbers) -> Numbers:
    """The moves, each with its share of the last part."""
    return parts[:-1] + parts[-1] / MOVES


def late_frames(page: Page) -> tuple[int, int]:
    """How many frames came more than one refresh late while playing, and of how many."""
    page.get_by_role("combobox", name="Speed").select_option("4")
    page.get_by_role("button", name="Play", exact=True).click()
    gaps = np.diff(page.evaluate(FRAMES, 8))
    return int((gaps > 2.5 * np.median(gaps)).sum()), len(gaps)


def while_training(page: Page) -> tuple[int, int, float]:
    """Late frames, and of how many, while the page trains at 4 units; training steps a second."""
    page.goto("/#v=1&weights=here", wait_until="networkidle")
    page.reload(wait_until="networkidle")
    part = page.get_by_role("region", name="Train it here", exact=True)
    part.get_by_role("button", name="Train", exact=True).click()
    gaps = np.diff(page.evaluate(FRAMES, 8))
    part.get_by_role("button", name="Pause", exact=True).click()
    steps, _, seconds = (
        float(text.replace(",", ""))
        for text in part.locator("dl").first.locator("dd").all_inner_texts()
    )
    return int((gaps > 2.5 * np.median(gaps)).sum()), len(gaps), steps / seconds


def compressed() -> float:
    """Kilobytes of scripts, styles and fonts, as the server sends them to who reads English.

    The texts of another language and the page of an opened trace are files more, fetched when they
    are asked for.
    """
    total = 0
    for path in BUILT.rglob("*"):
        if path.stem.startswith(LATER):
            continue
        if path.suffix in {".js", ".css", ".html"}:
            total += len(gzip.compress(path.read_bytes()))
        elif path.suffix == ".woff2":
            total += path.stat().st_size
    return total / 1000


def report(what: str, value: float, bar: float, unit: str) -> bool:
    holds = value <= bar
    print(f"{what}: {value:.1f} {unit} (bar: {bar:g} {unit}) {'holds' if holds else 'MISSED'}")
    return holds


def main() -> int:
    with served("--port", "0", "--no-browser") as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport=WINDOW, base_url=server.address)
        page.goto(server.address, wait_until="networkidle")
        page.wait_for_function(HAS_PICTURE)
        first = page.evaluate(FIRST_PICTURE)
        large(page)
        drag = dragged(browser, page)
        late, frames = late_frames(page)
        late_training, frames_training, rate = while_training(page)
        browser.close()
    work, clock = drag.work("tdur"), drag.work("dur")
    moves = shared(work)
    print(f"a slider's move: median {np.median(moves):.1f} ms of {len(moves)} moves")
    print("  " + ", ".join(f"{part} {spent:.1f}" for part, spent in drag.parts().items()))
    print(f"  by the clock: median {np.median(shared(clock)):.1f} ms")
    print(f"  once it rests: {work[-1]:.1f} ms")
    print(f"playing: {late} of {frames} frames more than one refresh late")
    print(
        f"training: {rate:.0f} steps of three networks a second; "
        f"{late_training} of {frames_training} frames more than one refresh late"
    )
    held = [
        report("a slider's move, 95th percentile", float(np.percentile(moves, 95)), 10, "ms"),
        report("late frames while playing", late, 0, "frames"),
        report("first picture", first, 1000, "ms"),
        report("scripts, styles and fonts", compressed(), 400, "kB"),
    ]
    return held.count(False)


if __name__ == "__main__":
    sys.exit(main())
