"""What does a recording on disk hold up to? `python benchmarks/record_store.py`, with PyTorch.

Records a million steps of an LSTM with 128 units into a store, along `time` and along `batch`, with
all variables and with the states alone. Prints the memory in use beyond the model's own, how long
it took in units of the unrecorded run, how long the store takes to open, and how long a window of
1,000 steps takes to read: the slowest of many at random places, each of one variable.

The exit status counts the bars missed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn

import gatescope

INPUTS, UNITS, WINDOW = 32, 128, 1000
SHAPES = {"time": (1000, 1), "batch": (100, 32)}
"""Steps and sequences of one call."""

MEMORY, OPENING, READING = 1e9, 1.0, 0.1
"""Bytes; seconds to open; seconds for a window."""


def seconds(run: Callable[[], Any]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def most_memory() -> int:
    """The most bytes that were in use so far."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def record(store: Path, along: str, steps: int, options: dict[str, Any]) -> tuple[float, float]:
    """Bytes beyond the model's own; time in units of the unrecorded run."""
    torch.manual_seed(0)
    layer, x = nn.LSTM(INPUTS, UNITS), torch.randn(*SHAPES[along], INPUTS)
    calls, is_stateful = steps // (x.shape[0] * x.shape[1]), along == "time"

    def run(turns: Any) -> None:
        state = None
        for _ in turns:
            state = layer(x, state)[1] if is_stateful else layer(x)[1] and None

    plain = seconds(lambda: run(range(min(calls, 50)))) / min(calls, 50) * calls
    before = most_memory()
    with gatescope.record(layer, store=store, stateful=is_stateful, **options) as recording:
        took = seconds(lambda: run(recording.over(range(calls))))
    return most_memory() - before, took / plain


def read(store: Path, along: str, name: str, windows: int) -> float:
    """The slowest of some windows of one variable."""
    layer, draws = gatescope.open(store)["0/forward"], np.random.default_rng(0)
    many = WINDOW if along == "time" else WINDOW // SHAPES[along][0]
    found = []
    for start in draws.integers(0, layer.sizes[along] - many, windows):
        window = layer[name].isel({along: slice(start, start + many)})
        found.append(seconds(lambda window=window: window.values))
    return max(found)


def verdict(value: float, bar: float) -> str:
    return "holds" if value <= bar else "MISSED"


def measure(along: str, options: dict[str, Any], steps: int, windows: int) -> list[float]:
    """Bytes, seconds to open, seconds for a window, and time in units of the unrecorded run."""
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        store = Path(folder) / "run.zarr"
        memory, ratio = record(store, along, steps, options)
        opening = seconds(lambda: gatescope.open(store))
        reading = max(read(store, along, name, windows) for name in ("f", "c", "x"))
    return [memory, opening, reading, ratio]


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--steps", type=int, default=1_000_000)
    parser.add_argument("--windows", type=int, default=20)
    arguments = parser.parse_args()
    print(f"PyTorch {torch.__version__}, {torch.get_num_threads()} thread(s), float32, no_grad")
    missed = 0
    for along in SHAPES:
        for options in ({}, {"store_states_only": True}):
            # The most memory that was in use is a process's for good.
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                case = (along, options, arguments.steps, arguments.windows)
                memory, opening, reading, ratio = pool.submit(measure, *case).result()
            checks = [(memory, MEMORY), (opening, OPENING), (reading, READING)]
            missed += sum(value > bar for value, bar in checks)
            print(
                f"{arguments.steps} steps along {along} {options or ''}: "
                f"{memory / 1e6:.0f} MB ({verdict(*checks[0])}); opened in {opening:.2f} s "
                f"({verdict(*checks[1])}); {WINDOW} steps read in {reading * 1e3:.0f} ms "
                f"({verdict(*checks[2])}); {ratio:.1f}x the unrecorded run, writing included",
                flush=True,
            )
    return missed


if __name__ == "__main__":
    sys.exit(main())
