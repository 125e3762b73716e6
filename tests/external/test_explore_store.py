"""A recording on disk in the page, also one that keeps only what the rest is computed from."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

import gatescope as gs
from gatescope.errors import RequestError
from gatescope.opened import Opened, open_trace
from gatescope.opened.order import order
from gatescope.opened.steps import steps
from gatescope.opened.window import Span, window
from tolerances import assert_close
from torch_models import Tagger, contracting, sequence

STEPS = 40


@pytest.fixture(scope="module")
def model() -> torch.nn.Module:
    return contracting(Tagger(bidirectional=True))


def stored(model: torch.nn.Module, path: Path, **options: Any) -> Opened:
    with gs.record(model, store=path, **options) as recording:
        for batch in recording.over([sequence(n, 2, 3, seed=n) for n in (STEPS, 25)]):
            model(batch)
    return open_trace(path)


def test_what_is_computed_on_reading_looks_the_same(model: torch.nn.Module, tmp_path: Path) -> None:
    whole = stored(model, tmp_path / "whole.zarr")
    states = stored(model, tmp_path / "states.zarr", store_states_only=True)
    assert whole.facts()["finished"] is True
    for place, layer in enumerate(whole.run().layers):
        assert states.run()[place].values == layer.values
        for batch in (1, 3):
            for columns in (5, STEPS):
                span = Span.of(0, STEPS, columns, steps=STEPS)
                found = window(states.run(), place, layer.values, batch, span)
                expected = window(whole.run(), place, layer.values, batch, span)
                for name, values in expected.items():
                    real = ~np.isnan(values)
                    assert (np.isnan(found[name]) == ~real).all()
                    assert_close(found[name][real], values[real], "float32")
            found = steps(states.run()[place], batch, 10, 30)
            for name, values in steps(layer, batch, 10, 30).items():
                real = ~np.isnan(values)
                assert_close(found[name][real], values[real], "float32")


def test_edits_run_a_layer_of_a_store(model: torch.nn.Module, tmp_path: Path) -> None:
    opened = stored(model, tmp_path / "run.zarr", store_states_only=True)
    clamp = gs.Clamp("f", 1.0, unit=[2]).to_json()
    answer = opened.edit({"edits": {"lstm/0/reverse": [clamp]}})
    assert answer["layers"] == ["lstm/0/reverse"]
    assert answer["output"]["largest_difference"] > 1e-3


def test_what_was_left_out_is_not_asked_for(model: torch.nn.Module, tmp_path: Path) -> None:
    opened = stored(model, tmp_path / "run.zarr", variables=["f", "h"])
    facts = {layer["path"]: layer for layer in opened.facts()["layers"]}
    assert facts["lstm/0/forward"]["values"] == ["f", "h"]
    assert facts["cell/0/forward"]["values"] == ["h"]
    place = list(facts).index("lstm/0/forward")
    assert set(steps(opened.run()[place], 0, 0, 3)) == {"f", "h", "h_prev"}
    assert sorted(order(opened.run(), place, "f", 0, "similarity")[0]) == list(range(5))
    clamp = gs.Clamp("f", 1.0).to_json()
    with pytest.raises(RequestError, match="x was left out"):
        opened.edit({"edits": {"lstm/0/forward": [clamp]}})


def test_a_recording_that_was_interrupted_says_so(model: torch.nn.Module, tmp_path: Path) -> None:
    with (
        suppress(KeyboardInterrupt),
        gs.record(model, store=tmp_path / "run.zarr") as recording,
    ):
        for batch in recording.over([sequence(STEPS, 2, 3)] * 2):
            if recording.batches:
                raise KeyboardInterrupt
            model(batch)
    assert open_trace(tmp_path / "run.zarr").facts()["finished"] is False
