"""The command `python -m gatescope.training`."""

import sys
from dataclasses import replace

import numpy as np
import pytest

from gatescope.bundled import read_model
from gatescope.errors import MissingExtra
from gatescope.training import __main__ as command
from gatescope.training import fit, plan, recipe
from gatescope.training.extras import needed


def in_this_process(jobs, processes):
    return ((job, plan.do(job)) for job in jobs)


@pytest.fixture
def quick(monkeypatch):
    """Trainings of four steps that nobody times, without further processes."""
    for name, row in recipe.RECIPES.items():
        monkeypatch.setitem(recipe.RECIPES, name, replace(row, steps=4, measure_every=2, batch=2))
    monkeypatch.setattr(command, "do_all", in_this_process)
    monkeypatch.setattr(fit, "TIMED_STEPS", 1)


def test_models_are_written_with_their_records(quick, tmp_path):
    arguments = ["--task", "sunspots", "--cell", "gru", "--folder", str(tmp_path)]
    assert command.main(arguments) == 0
    model = read_model(tmp_path / "sunspots", "gru")
    record = model.record
    scores = [row["score"] for row in record["seeds"]]
    assert record["score"]["value"] == np.median(scores)
    assert record["kept_seed"] == np.argsort(scores)[2]
    assert len(record["equal_parameters"]["seeds"]) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["sunspots"]


def test_a_missing_extra_is_told_in_one_line(monkeypatch, capsys, tmp_path):
    monkeypatch.setitem(sys.modules, "torch", None)
    assert command.main(["--folder", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert told == (
        "Training needs torch, which is not installed: pip install 'gatescope[train]'\n"
    )
    assert not any(tmp_path.iterdir())


def test_packages_are_called_as_they_are_installed(monkeypatch):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)
    with pytest.raises(MissingExtra, match="needs scikit-learn"):
        needed("sklearn.datasets")


def test_an_unknown_task_is_refused(capsys):
    with pytest.raises(SystemExit):
        command.main(["--task", "chess"])
    assert "invalid choice: 'chess'" in capsys.readouterr().err
