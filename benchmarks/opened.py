"""How quickly does an opened trace answer? `python benchmarks/opened.py`, with PyTorch installed.

Asks a server on this machine, as the page does: for windows of 256 units by 50,000 steps in 800
columns, zoomed out and in, and for edits on a live model with a layer of 128 units over 200 steps,
and on its trace alone. Prints the median and the 95th percentile of the wall time in milliseconds,
and of the time that the processor worked, which is what remains on a machine that does nothing
else. The first window of a value is printed apart: it reads all of it. The exit status counts the
bars missed by the median of the latter.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import numpy as np
import torch
from torch import Tensor, nn

import gatescope as gs
from gatescope.server.running import Running
from gatescope.trace import build

STEPS, UNITS, INPUTS, COLUMNS = 50_000, 256, 8, 800
WINDOW_BAR, EDIT_BAR = 100, 200
ROUNDS = 20
QUIETLY = {"open_page": False, "block": False}

WINDOWS = {
    "the whole run": (0, STEPS),
    "a third of it": (10_007, 27_003),
    "as wide as is read each time": (10_007, 16_300),
    "exact": (10_007, 10_807),
}


class Model(nn.Module):
    """One recurrent layer, and what makes an answer of its output."""

    def __init__(self) -> None:
        super().__init__()
        self.layer, self.readout = nn.LSTM(INPUTS, 128), nn.Linear(128, 2)

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.readout(self.layer(x)[0])
        return y


def long_trace(path: Path) -> None:
    """A trace of slow values, on disk: what they are is no matter here."""
    draws = np.random.default_rng(0)

    def drawn(size: int) -> np.ndarray:
        steps = draws.standard_normal((STEPS, 1, size), dtype=np.float32)
        return np.tanh(steps.cumsum(axis=0) / 30)

    weights = gs.Weights.random(gs.LSTM, input_size=INPUTS, hidden_size=UNITS, seed=0)
    values = {value: drawn(UNITS) for value in gs.LSTM.values}
    initial = {state: np.zeros((1, UNITS), np.float32) for state in gs.LSTM.states}
    trace = build(weights.astype("float32"), x=drawn(INPUTS), values=values, initial=initial)
    gs.save(trace, path)


def client(running: Running) -> httpx.Client:
    address, _, token = running.address.partition("/#token=")
    return httpx.Client(base_url=address, headers={"authorization": f"Bearer {token}"}, timeout=60)


def measure(what: str, ask: Callable[[], httpx.Response], rounds: int, bar: float | None) -> int:
    """Print how long answers take; 1 where they take too long."""
    wall, work = [], []
    for _ in range(rounds):
        began, worked = time.perf_counter(), time.process_time()
        ask().raise_for_status()
        wall.append(1e3 * (time.perf_counter() - began))
        work.append(1e3 * (time.process_time() - worked))
    missed = bar is not None and float(np.median(work)) > bar
    told = "" if bar is None else f"  (at most {bar} ms{': MISSED' if missed else ''})"
    print(f"{what:45}" + "".join(f"{q:8.0f}" for q in (*ends(wall), *ends(work))) + told)
    return int(missed)


def ends(times: list[float]) -> tuple[float, float]:
    return float(np.median(times)), float(np.quantile(times, 0.95))


def windows(folder: Path) -> int:
    long_trace(folder / "run.zarr")
    missed = 0
    with gs.explore(folder / "run.zarr", **QUIETLY) as running, client(running) as asking:
        for value in ("f", "c"):
            path = f"/api/layers/0/window?values={value}&columns={COLUMNS}"
            measure(f"{value}, first", lambda path=path: asking.get(path), 1, None)
            for what, (start, stop) in WINDOWS.items():
                asked = f"{path}&start={start}&stop={stop}"
                name = f"{value}, {what}"
                missed += measure(name, lambda asked=asked: asking.get(asked), ROUNDS, WINDOW_BAR)
    return missed


def edits(running: Running, what: str) -> int:
    document = {"edits": {"layer/0/forward": [gs.Clamp("f", 1.0, unit=[3]).to_json()]}}
    with running, client(running) as asking:
        return measure(what, lambda: asking.post("/api/edits", json=document), ROUNDS, EDIT_BAR)


def main() -> int:
    torch.set_num_threads(1)
    model, x = Model(), torch.randn(200, 1, INPUTS)
    print(f"{'':45}{'wall, ms':>16}{'processor, ms':>16}")
    with tempfile.TemporaryDirectory() as folder:
        missed = windows(Path(folder))
    with gs.record(model) as recording:
        model(x)
    missed += edits(gs.explore(model=model, inputs=x, **QUIETLY), "edit, live model")
    return missed + edits(gs.explore(recording.trace, **QUIETLY), "edit, trace alone")


if __name__ == "__main__":
    sys.exit(main())
