"""What a trace of Chromium says of a drag: the main thread's work a move, and what it was."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Event = dict[str, Any]

# What an event's own time counts as, without the events within it. What is in no group is the rest:
# the tasks' own overhead, hit tests, garbage, the hand over to the compositor.
GROUPS = {
    "scripts": {
        "FunctionCall",
        "EventDispatch",
        "TimerFire",
        "FireAnimationFrame",
        "RunMicrotasks",
    },
    "style and layout": {"UpdateLayoutTree", "Layout"},
    "paint": {"PrePaint", "Paint", "PaintImage"},
    "layers": {"Layerize", "UpdateLayer", "Commit"},
}
REST = "the rest"


@dataclass(frozen=True)
class Drag:
    """The moves of a drag, `spacing` milliseconds apart, and what they cause."""

    events: list[Event]
    spacing: float

    def work(self, measure: str) -> Numbers:
        """Milliseconds that the main thread's tasks take from each move to the next, then at rest.

        `measure` is `tdur`, in the thread's own time, or `dur`, by the clock.
        """
        tasks = [e for e in self._of_thread() if e["name"] == "RunTask"]
        starts = np.array([e["ts"] for e in tasks])
        # A move is heard within the task that also draws what comes of it.
        first = [starts[starts <= move["ts"]].max() for move in self.moves]
        edges = [*first, first[-1] + 1000 * self.spacing, starts.max() + 1]
        work, _ = np.histogram(starts, bins=edges, weights=[e[measure] / 1000 for e in tasks])
        return work

    def parts(self) -> dict[str, float]:
        """Milliseconds of the thread's own time a move, on average, by what they were spent on."""
        spent: Counter[str] = Counter()
        around: list[Event] = []
        for event in sorted(self._of_thread(), key=lambda e: (e["ts"], -e["dur"])):
            while around and around[-1]["ts"] + around[-1]["dur"] <= event["ts"]:
                around.pop()
            spent[_group(event)] += event["tdur"]
            if around:
                spent[_group(around[-1])] -= event["tdur"]
            around.append(event)
        return {group: spent[group] / 1000 / len(self.moves) for group in (*GROUPS, REST)}

    @property
    def moves(self) -> list[Event]:
        return sorted((e for e in self.events if _is_move(e)), key=lambda e: e["ts"])

    def _of_thread(self) -> list[Event]:
        """All that ran on the thread that heard the moves."""
        threads = {(e["pid"], e["tid"]) for e in self.moves}
        return [
            e
            for e in self.events
            if e.get("ph") == "X" and "tdur" in e and (e["pid"], e["tid"]) in threads
        ]


def _group(event: Event) -> str:
    return next((group for group, names in GROUPS.items() if event["name"] in names), REST)


def _is_move(event: Event) -> bool:
    return event["name"] == "EventDispatch" and event["args"]["data"]["type"] == "pointermove"
