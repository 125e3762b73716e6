"""The figure of `recurrence.py`: ratios as dots on a logarithmic axis, a row a cell and shape."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import escape

COLOURS = {
    "torch": "#0072b2",
    "onnxruntime": "#d55e00",
    "loop": "#009e73",
    "torch training": "#cc79a7",
}
LEFT, WIDTH, ROW, TOP = 260, 520, 20, 60
LOW, HIGH = 0.03, 10.0


def figure(document: Mapping[str, Any]) -> str:
    """An SVG: our time with all gates over that of each peer; left of the line is faster."""
    rows = document["rows"]
    bottom = TOP + ROW * len(rows)
    body = [
        *_axis(bottom),
        *_legend(),
        *(part for k, row in enumerate(rows) for part in _row(k, row)),
    ]
    size = f'width="{LEFT + WIDTH + 20}" height="{bottom + 40}"'
    style = "<style>text{font:12px sans-serif;fill:#333}</style>"
    background = '<rect width="100%" height="100%" fill="white"/>'
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', style, background, *body, "</svg>\n"]
    )


def _at(ratio: float) -> float:
    share = math.log(max(LOW, min(HIGH, ratio)) / LOW) / math.log(HIGH / LOW)
    return LEFT + WIDTH * share


def _axis(bottom: float) -> Iterator[str]:
    for ratio in (0.03, 0.1, 0.3, 1, 3, 10):
        x, colour = _at(ratio), "#333" if ratio == 1 else "#ddd"
        yield f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{bottom}" stroke="{colour}"/>'
        yield f'<text x="{x:.1f}" y="{bottom + 16}" text-anchor="middle">{ratio:g}</text>'
    label = "time with every gate / time of the peer"
    yield f'<text x="{LEFT + WIDTH / 2}" y="{bottom + 34}" text-anchor="middle">{label}</text>'


def _legend() -> Iterator[str]:
    for k, (name, colour) in enumerate(COLOURS.items()):
        x = LEFT + k * WIDTH / len(COLOURS)
        yield f'<circle cx="{x}" cy="24" r="5" fill="{colour}"/>'
        yield f'<text x="{x + 10}" y="28">{escape(name)}</text>'


def _row(k: int, row: Mapping[str, Any]) -> Iterator[str]:
    y = TOP + ROW * (k + 0.5)
    time, batch, inputs, units = row["shape"]
    label = f"{row['cell']}  T={time} B={batch} I={inputs} H={units}"
    yield f'<text x="{LEFT - 16}" y="{y + 4}" text-anchor="end">{escape(label)}</text>'
    for part in ("forward", "training"):
        for name, ratio in row.get(part, {}).get("ratios", {}).items():
            title = f"<title>{escape(name)}: {ratio:.2f}</title>"
            circle = f'<circle cx="{_at(ratio):.1f}" cy="{y}" r="5" fill="{COLOURS[name]}">'
            yield f"{circle}{title}</circle>"
