"""How fast is a layer with all its gates? `python benchmarks/recurrence.py`, in about half an hour.

Times the engine with every gate recorded against torch.nn and ONNX Runtime, which give none, and
against the loop over steps that a person writes to see them; then a training step, forward and
back, against torch.nn. Float32, two threads each. Each peer is in a process of its own, and is
released in turn, once for warming up and then for some runs; the figure is the median of a peer's
turns. Nothing is timed that does not agree with the reference. Prints ratios (ours over the
peer's), and writes them as JSON and as a figure.

`--quick` takes few rounds and the first three shapes; `--only LSTM --shape 100,1,64,64` a single
row; `--engine reference` times that instead of the kernels.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from gatescope.engine import backward, forward
from gatescope.weights import Weights

sys.path.insert(0, str(Path(__file__).parent))

import recurrence_figure
from peers import CELLS, ONNX, TOLERANCES, TORCH, serve

Shape = tuple[int, ...]

SHAPES: list[Shape] = [
    (100, 1, 16, 16),
    (100, 1, 64, 64),
    (1000, 1, 64, 128),
    (256, 8, 64, 128),
    (256, 32, 128, 128),
    (256, 32, 256, 256),
    (256, 64, 512, 512),
    (128, 32, 1024, 1024),
]
"""Time, batch, input, unit."""

PAUSE = 0.05
"""Seconds between two turns: by then the threads of the one before sleep."""


def weights_and_input(kind: str, shape: Shape) -> tuple[Weights, Any]:
    time_, batch, inputs, units = shape
    weights = Weights.random(CELLS[kind], input_size=inputs, hidden_size=units, seed=0)
    x = np.random.default_rng(0).normal(size=(time_, batch, inputs))
    return weights.astype(np.float32), x.astype(np.float32)


def peers_of(kind: str) -> dict[str, list[str]]:
    """Who can be timed on a cell: forward and in training."""
    others = [*["torch", "loop"] * (kind in TORCH), *["onnxruntime"] * (kind in ONNX)]
    return {
        "forward": ["gatescope", *others],
        "training": ["gatescope training", *["torch training"] * (kind in TORCH)],
    }


def write_reference(path: Path, weights: Weights, x: Any, *, with_gradient: bool) -> None:
    """Every value, and ∂Σh/∂x, as the reference computes them in double precision."""
    result = forward(weights.astype(np.float64), x.astype(np.float64), engine="reference")
    arrays = {value: result[value] for value in weights.cell.values}
    if with_gradient:
        arrays["grad x"] = backward(result, {"h": np.ones_like(arrays["h"])}).x
    np.savez(path, **arrays)


def turns(names: Sequence[str], kind: str, given: dict[str, Any], rounds: int, bar: float) -> Any:
    """The times of each peer, and the memory of ours; none of one that does not agree."""
    context = multiprocessing.get_context("spawn")
    pipes: dict[str, Any] = {}
    memory, apart = None, dict[str, float]()
    for name in names:
        pipes[name], theirs = context.Pipe()
        context.Process(target=serve, args=(theirs, name, kind, given), daemon=True).start()
        theirs.close()
        apart[name], own = pipes[name].recv()
        memory = own if own is not None else memory
    refused = [name for name in names if not apart[name] <= bar]
    for name in refused:
        print(f"  {name} is not timed: {apart[name]:.1e} from the reference, {bar:g} allowed")
    times: dict[str, list[float]] = {name: [] for name in names if name not in refused}
    for _ in range(rounds):
        for name, own_times in times.items():
            time.sleep(PAUSE)
            pipes[name].send(True)
            own_times.append(pipes[name].recv())
    for pipe in pipes.values():
        pipe.send(False)
    return {name: float(np.median(own)) for name, own in times.items()}, memory


def row(kind: str, shape: Shape, rounds: int, options: argparse.Namespace) -> dict[str, Any]:
    """One cell and shape: seconds by peer, ratios, memory."""
    weights, x = weights_and_input(kind, shape)
    found: dict[str, Any] = {"cell": kind, "shape": shape}
    with tempfile.TemporaryDirectory() as folder:
        reference = Path(folder) / "reference.npz"
        write_reference(reference, weights, x, with_gradient=not options.forward_only)
        given = {"weights": weights, "x": x, "reference": str(reference)}
        given |= {"threads": options.threads, "engine": options.engine}
        for part, names in peers_of(kind).items():
            if part == "training" and options.forward_only:
                continue
            seconds, memory = turns(names, kind, given, rounds, TOLERANCES[part])
            found[part] = {"seconds": seconds, "ratios": ratios(seconds)}
            if memory is not None:
                found["memory"] = memory
    return found


def ratios(seconds: Mapping[str, float]) -> dict[str, float]:
    """Ours, which is the first, over each of the others."""
    ours = next((s for name, s in seconds.items() if name.startswith("gatescope")), None)
    others = {name: s for name, s in seconds.items() if not name.startswith("gatescope")}
    return {name: ours / s for name, s in others.items()} if ours is not None else {}


def line(found: Mapping[str, Any]) -> str:
    """A row as a person reads it."""
    time_, batch, inputs, units = found["shape"]
    text = [f"{found['cell']:>15} T={time_} B={batch} I={inputs} H={units}:"]
    for part in ("forward", "training"):
        seconds = found.get(part, {}).get("seconds", {})
        text += [f"{name} {1e3 * s:.2f} ms" for name, s in seconds.items() if "gatescope" in name]
        text += [f"/ {name} {r:.2f}" for name, r in found.get(part, {}).get("ratios", {}).items()]
    if "memory" in found:
        text.append(f"memory beyond the values {found['memory']:+.2f}")
    return " ".join(text)


def main() -> int:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="few rounds, the first three shapes")
    parser.add_argument("--only", choices=[*CELLS], action="append", help="a cell; may be repeated")
    parser.add_argument("--shape", action="append", help="time,batch,input,unit; may be repeated")
    parser.add_argument("--engine", default="auto", choices=["auto", "kernel", "reference"])
    parser.add_argument("--forward-only", action="store_true", help="no training step")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("dist"), help="where the results go")
    options = parser.parse_args()
    for variable in ("OMP_NUM_THREADS", "GATESCOPE_NUM_THREADS"):
        os.environ[variable] = str(options.threads)  # the processes of the peers take it over
    shapes = [tuple(int(n) for n in s.split(",")) for s in options.shape or []]
    rounds = options.rounds or (5 if options.quick else 25)
    rows = []
    for kind in options.only or CELLS:
        for shape in shapes or (SHAPES[:3] if options.quick else SHAPES):
            rows.append(row(kind, shape, rounds, options))
            print(line(rows[-1]), flush=True)
    write(options.out, rows, options)
    return 0


def write(folder: Path, rows: Sequence[Mapping[str, Any]], options: argparse.Namespace) -> None:
    document = {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "threads": options.threads,
        "engine": options.engine,
        "rows": rows,
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "recurrence.json").write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    (folder / "recurrence.svg").write_text(recurrence_figure.figure(document), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
