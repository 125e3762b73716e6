"""What does recording cost? `python benchmarks/record.py`, with PyTorch installed.

Prints how long a model that is mostly one LSTM or GRU takes while it is recorded, in units of its
unrecorded forward pass. The two are run in turns, so that both see the same machine; the figure is
the median of the ratios of neighbouring runs, with their quartiles. Recorded means all of the
`with` block: copies, gates, certificate. Reading the trace, which builds the xarray tree, and for
`certify="sample"` finds the gates of the calls that were not certified, is printed beside it.

A ratio is printed only for a model whose certificate holds. The exit status counts the bars missed.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

import gatescope

SHAPES = [(100, 1, 16, 16), (256, 8, 64, 128), (256, 32, 128, 128)]
"""Time, batch, input, unit."""

BARS = {"error": 3.0, "sample": 1.5}
CALLS = 16
"""In one `with` block, as many as `certify="sample"` certifies one of."""


class Model(nn.Module):
    """One recurrent layer, and what makes an answer of its output."""

    def __init__(self, kind: str, inputs: int, units: int) -> None:
        super().__init__()
        self.layer = getattr(nn, kind)(inputs, units)
        self.readout = nn.Linear(units, 1)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.readout(self.layer(x)[0])
        return y


def seconds(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def measure(model: Model, x: Tensor, certify: Any, rounds: int) -> tuple[list[float], float]:
    """The ratios of `CALLS` recorded passes to as many unrecorded ones; reading in those units."""

    def plain() -> None:
        for _ in range(CALLS):
            model(x)

    def recorded() -> Any:
        with gatescope.record(model, certify=certify) as recording:
            plain()
        return recording

    recordings = [recorded() for _ in range(3)]
    reading = float(np.median([seconds(lambda r=r: r.trace) for r in recordings]))
    pairs = [(seconds(recorded), seconds(plain)) for _ in range(rounds)]
    return [r / p for r, p in pairs], reading / float(np.median([p for _, p in pairs]))


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    print(f"PyTorch {torch.__version__}, {arguments.threads} thread(s), CPU, float32, no_grad")
    missed = 0
    for kind in ("LSTM", "GRU"):
        for time_, batch, inputs, units in SHAPES:
            torch.manual_seed(0)
            model, x = Model(kind, inputs, units), torch.randn(time_, batch, inputs)
            for certify, bar in BARS.items():
                with torch.no_grad():
                    ratios, reading = measure(model, x, certify, arguments.rounds)
                low, median, high = np.percentile(ratios, [25, 50, 75])
                verdict = "holds" if median <= bar else "MISSED"
                missed += median > bar
                print(
                    f"{kind} T={time_} B={batch} I={inputs} H={units} certify={certify!r}: "
                    f"{median:.2f}x ({low:.2f}–{high:.2f}; bar {bar:g}x {verdict}); "
                    f"reading the trace {reading:+.2f}x"
                )
    return missed


if __name__ == "__main__":
    sys.exit(main())
