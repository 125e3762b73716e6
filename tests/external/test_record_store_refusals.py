"""Recordings of many batches that are refused, and what is on disk then."""

from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn

import gatescope
from gatescope.errors import CertificateError, RecordingError, TraceError
from torch_models import contracting, sequence

BATCHES = [sequence(6, 2, 3), sequence(4, 3, 3, seed=1), sequence(7, 1, 3, seed=2)]


def test_another_recording_is_not_gone_on_with(tmp_path: Path) -> None:
    layer, x, path = contracting(nn.GRU(3, 4)), BATCHES[0], tmp_path / "run"
    record: Any = gatescope.record
    with record(layer, store=path):
        layer(x)
    with pytest.raises(TraceError, match="or give resume=True"), record(layer, store=path):
        pass
    other = contracting(nn.GRU(3, 4), seed=1)
    with (
        pytest.raises(TraceError, match="to go on with the model of the recording"),
        record(other, store=path, resume=True),
    ):
        pass
    with (
        pytest.raises(TraceError, match="to go on with the variables of"),
        record(layer, store=path, variables=["r"], resume=True),
    ):
        pass


def trained_on(layer: Any, path: Path) -> None:
    with gatescope.record(layer, store=path):
        layer(BATCHES[0])
        with torch.no_grad():
            layer.weight_hh_l0.mul_(0.5)
        layer(BATCHES[0])


def begun_anew(layer: Any, path: Path) -> None:
    with gatescope.record(layer, store=path, stateful=True):
        layer(BATCHES[0])
        layer(BATCHES[0])


def edited(layer: Any, path: Path) -> None:
    edits = {"0/forward": [gatescope.Clamp("z", 1.0)]}
    with gatescope.edit(layer, edits), gatescope.record(layer, store=path, variables=["r"]):
        layer(BATCHES[0])


def edited_in_between(layer: Any, path: Path) -> None:
    with gatescope.record(layer, store=path):
        layer(BATCHES[0])
        with gatescope.edit(layer, {"0/forward": [gatescope.Clamp("z", 1.0)]}):
            layer(BATCHES[0])


@pytest.mark.parametrize(
    ("use", "match"),
    [
        (trained_on, "keep its weights"),
        (begun_anew, "Pass them on"),
        (edited, "for it is edited"),
        (edited_in_between, "the edits of '0/forward' to stay"),
    ],
)
def test_calls_that_are_not_of_one_recording_are_refused(
    use: Any, match: str, tmp_path: Path
) -> None:
    with pytest.raises(RecordingError, match=match):
        use(contracting(nn.GRU(3, 4)), tmp_path / "run")


@pytest.mark.parametrize(
    ("options", "match"),
    [
        ({"variables": ["q"]}, r"to name some of \['h', 'n', 'r', 'x', 'z'\], got \['q'\]"),
        ({"variables": "r"}, "as a list"),
        ({"variables": []}, "to name some of"),
        ({"variables": ["r"], "store_states_only": True}, "got both"),
        ({"store": None, "stateful": True}, 'store="run.zarr"'),
    ],
)
def test_options_are_refused_before_anything_is_written(
    options: dict[str, Any], match: str, tmp_path: Path
) -> None:
    record: Any = gatescope.record
    with pytest.raises(RecordingError, match=match):
        record(nn.GRU(3, 4), **{"store": tmp_path / "run", **options})
    with pytest.raises(RecordingError, match="which read from the end too"):
        record(nn.GRU(3, 4, bidirectional=True), store=tmp_path / "run", stateful=True)
    assert not [*tmp_path.iterdir()]


def test_a_certificate_that_fails_ends_the_recording_before_its_batch(tmp_path: Path) -> None:
    class Doubled(nn.GRU):
        def forward(self, *args: Any) -> Any:
            output, last = super().forward(*args)
            return (2 * output, last) if len(args[0]) == 4 else (output, last)

    layer, path = contracting(Doubled(3, 4)), tmp_path / "run"
    with pytest.raises(CertificateError, match="Layer '0/forward', call 1"):
        record_all(layer, path)
    assert gatescope.open(path).attrs == {"batches": 1, "finished": False}


def record_all(layer: nn.Module, path: Path) -> None:
    with gatescope.record(layer, store=path):
        for x in BATCHES:
            layer(x)
