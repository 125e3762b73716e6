"""Makes the golden vectors and the cells' JSON from the reference: `make golden`.

They hold the page to Python. A test makes them again and compares, so they are never edited.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from make_samplers import samplers
from make_training import training

from gatescope.cells import (
    ALL,
    OTHERS,
    Cell,
    Expression,
    elu,
    gru,
    hard_sigmoid,
    leaky_relu,
    lstm,
    offset,
    rnn,
    scale,
    softplus,
    softsign,
)
from gatescope.edits import Clamp, Edit, Scale, Shift, Swap
from gatescope.engine import backward, forward
from gatescope.generator import Philox
from gatescope.weights import Weights

HERE = Path(__file__).parent
RUNS = HERE / "runs"
CELLS = HERE.parent / "src/gatescope/bundled/data/cells.json"
TIME, BATCH, INPUTS, UNITS, PROJECTIONS = 5, 2, 3, 4, 3


_slow = partial(hard_sigmoid, alpha=1 / 6)


def _bent(a: Expression) -> Expression:
    return offset(scale(leaky_relu(a, 0.1), 1.5), -0.2)


FROM_FILES = (
    *OTHERS,
    lstm(projected=True, peepholes=True),
    lstm(peepholes=True, coupled=True, gate=_slow, candidate=softsign, output=elu, limit=0.5),
    gru("after", "old", gate=hard_sigmoid, candidate=_bent),
    rnn(activation=softplus),
)
"""Cells that the page can be given besides its own."""

COMPUTED = (*ALL, *FROM_FILES)
"""Between them they have every operation."""


def cells() -> dict[str, Any]:
    """Every cell that comes with the package; the page's build reads this file."""
    return {"format": 1, "cells": {cell.name: cell.to_json() for cell in ALL}}


def from_files() -> dict[str, Any]:
    return {cell.name: cell.to_json() for cell in FROM_FILES}


def equations() -> dict[str, Any]:
    return {cell.name: {value: cell.latex(value) for value in cell.values} for cell in COMPUTED}


def generator() -> dict[str, Any]:
    keys = [(0, 0), (1, 0), (2**32 - 1, 7)]
    of = {"seed": 5, "stream": 3}
    return {
        "words": [
            {"seed": s, "stream": n, "words": Philox(s, n).words(9).tolist()} for s, n in keys
        ],
        "uniforms": [{**of, "values": Philox(5, 3).uniform(size=9).tolist()}],
        "integers": [
            {**of, "low": -2, "high": 5, "values": Philox(5, 3).integers(-2, 5, 9).tolist()}
        ],
    }


def weights() -> list[dict[str, Any]]:
    return [
        {
            "cell": cell.name,
            "input_size": INPUTS,
            "hidden_size": UNITS,
            "seed": 11,
            "forget_bias": _forget_bias(cell),
            "parameters": {name: p.tolist() for name, p in _weights(cell, 11).items()},
        }
        for cell in ALL
    ]


def runs(cell: Cell) -> list[dict[str, Any]]:
    return [_run(cell, edits) for edits in ([], _edits(cell))]


def _forget_bias(cell: Cell) -> float | None:
    return 1.0 if "f.b" in cell.parameters else None


def _weights(cell: Cell, seed: int) -> Weights:
    bias = _forget_bias(cell)
    return Weights.random(
        cell,
        input_size=INPUTS,
        hidden_size=UNITS,
        proj_size=_proj_size(cell),
        seed=seed,
        forget_bias=bias,
    )


def _proj_size(cell: Cell) -> int | None:
    return PROJECTIONS if cell.is_projected else None


def _size(cell: Cell, name: str) -> int:
    return PROJECTIONS if cell.axis(name) == "proj" else UNITS


def _edits(cell: Cell) -> list[Edit]:
    """Every kind of edit, several on one value, in an order that matters."""
    first = cell.values[0]
    other = Philox(2, stream=9).uniform(-1, 1, (TIME, BATCH, _size(cell, "h")))
    return [
        Scale(first, 0.5, unit=[0, 2]),
        Shift(first, 0.25),
        Clamp(first, 0.125, unit=1, time=slice(1, 3)),
        Shift(f"{first}_pre", -0.5, time=[4]),
        Swap("h", other, unit=[_size(cell, "h") - 1], time=[2], batch=1),
        Scale("h", 1.5, batch=[0]),
    ]


def _run(cell: Cell, edits: list[Edit]) -> dict[str, Any]:
    draws = Philox(3, stream=9)
    x = draws.uniform(-1, 1, (TIME, BATCH, INPUTS))
    initial = {s: draws.uniform(-1, 1, (BATCH, _size(cell, s))) for s in cell.states}
    grads = {v: draws.uniform(-1, 1, (TIME, BATCH, _size(cell, v))) for v in (cell.values[0], "h")}
    result = forward(_weights(cell, 7), x, initial=initial, edits=edits, engine="reference")
    gradients = backward(result, grads)
    return {
        "cell": cell.name,
        "input_size": INPUTS,
        "hidden_size": UNITS,
        "proj_size": _proj_size(cell),
        "seed": 7,
        "forget_bias": _forget_bias(cell),
        "time": TIME,
        "batch": BATCH,
        "x": x.tolist(),
        "initial": _lists(initial),
        "edits": [edit.to_json() for edit in edits],
        "values": {node.id: result[node.id].tolist() for node in cell.nodes},
        "grads": _lists(grads),
        "gradients": {
            "parameters": _lists(gradients.parameters),
            "x": gradients.x.tolist(),
            "initial": _lists(gradients.initial),
            "values": {node.id: gradients[node.id].tolist() for node in cell.nodes},
        },
    }


def _lists(arrays: Any) -> dict[str, Any]:
    return {name: np.asarray(array).tolist() for name, array in arrays.items()}


def documents() -> dict[Path, Any]:
    """Every file that this makes, with what belongs in it."""
    makers = (from_files, equations, generator, weights, samplers, training)
    return (
        {CELLS: cells()}
        | {HERE / f"{make.__name__}.json": make() for make in makers}
        | {RUNS / f"{cell.name}.json": runs(cell) for cell in COMPUTED}
    )


def _text(document: Any) -> str:
    """JSON with one line for each entry, so that a difference can be read."""
    entries = document.items() if isinstance(document, dict) else [(None, v) for v in document]
    lines = [
        ("" if key is None else f"{json.dumps(key)}: ") + json.dumps(value, ensure_ascii=False)
        for key, value in entries
    ]
    opening, closing = "{}" if isinstance(document, dict) else "[]"
    return opening + "\n" + ",\n".join(lines) + "\n" + closing + "\n"


def main() -> None:
    RUNS.mkdir(exist_ok=True)
    for path, document in documents().items():
        path.write_text(_text(document), "utf-8")
        print(path)


if __name__ == "__main__":
    main()
