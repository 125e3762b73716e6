"""How fast is the page? `python benchmarks/page.py`, with the page built; needs Chromium.

Measured in Chromium from a performance trace, at 32 units and 64 steps: the main thread's work for
one move of a slider, frames while playing, the first picture, and what has to be loaded. A line
says whether its bar holds; the exit status counts those that do not.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests/browser"), str(ROOT / "tests")]

from command import served  # noqa: E402
from conftest import FLAGS, find_chromium  # noqa: E402

BUILT = ROOT / "src/gatescope/server/page"
MOVES, SPACING = 60, 150
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing"]

MOVE = """async ([moves, spacing]) => {
  const slider = document.querySelector('input[aria-label="LSTM forget gate"]');
  for (let k = 0; k < moves; k++) {
    performance.mark(`move ${k}`);
    slider.value = String((k + 1) / (moves + 2));
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise((done) => setTimeout(done, spacing));
  }
  performance.mark(`move ${moves}`);
}"""

FRAMES = """(seconds) => new Promise((done) => {
  const times = [];
  const frame = (now) => {
    times.push(now);
    if (now - times[0] < 1000 * seconds) requestAnimationFrame(frame);
    else done(times);
  };
  requestAnimationFrame(frame);
})"""

FIRST_PICTURE = "() => performance.getEntriesByName('first-contentful-paint')[0].startTime"


def large(page: Page) -> None:
    """32 units of random weights on 64 steps, in view."""
    page.get_by_role("combobox", name="Task").first.select_option("sunspots")
    page.get_by_text("random", exact=True).click()
    page.get_by_label("Hidden size").fill("32")
    page.get_by_role("region", name="Animation").evaluate("bar => bar.scrollIntoView()")
    page.wait_for_timeout(2000)


def slider_moves(browser: Browser, page: Page) -> list[float]:
    """Milliseconds of main-thread work for each move, all that followed it included."""
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate(MOVE, [MOVES, SPACING])
    events = json.loads(browser.stop_tracing())["traceEvents"]
    marks = sorted(
        (e["ts"], e["pid"], e["tid"]) for e in events if e["name"].startswith("move ") and "ts" in e
    )
    _, pid, tid = marks[0]
    tasks = [e for e in events if _is_task(e) and (e["pid"], e["tid"]) == (pid, tid)]
    assert tasks, "the trace holds no task of the main thread"
    edges = [ts for ts, *_ in marks]
    work, _ = np.histogram(
        [e["ts"] for e in tasks], bins=edges, weights=[e["dur"] / 1000 for e in tasks]
    )
    return list(work)


def _is_task(event: dict[str, Any]) -> bool:
    return event["name"] == "RunTask" and event.get("ph") == "X"


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
    """Kilobytes of scripts, styles and fonts, as the server sends them."""
    total = 0
    for path in BUILT.rglob("*"):
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
        page = browser.new_page(viewport={"width": 1440, "height": 1000}, base_url=server.address)
        page.goto(server.address, wait_until="networkidle")
        first = page.evaluate(FIRST_PICTURE)
        large(page)
        moves = slider_moves(browser, page)
        late, frames = late_frames(page)
        late_training, frames_training, rate = while_training(page)
        browser.close()
    print(f"a slider's move: median {np.median(moves):.1f} ms of {len(moves)} moves")
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
