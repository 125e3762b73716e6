"""Every bundled model solves its task, and its record says so truthfully."""

import json
from copy import copy

import numpy as np
import pytest

from gatescope import engine
from gatescope.bundled import files, load_model, models
from gatescope.cells import GRU, LSTM, gru
from gatescope.errors import ModelError
from gatescope.tasks import load_task, store_and_recall, tasks
from gatescope.weights import Weights

CELLS = ("lstm", "gru", "gru_reset_after", "rnn")
each = pytest.mark.parametrize(("task", "cell"), models())


def test_there_is_a_model_for_every_task_and_cell():
    assert models() == tuple((task, cell) for task in tasks() for cell in CELLS)


@each
def test_scores_are_computed_again_from_the_weights(task, cell):
    model = load_model(task, cell)
    scores = load_task(task).scores(model.predict)
    recorded = model.record["score"]
    assert recorded["values"] == pytest.approx(scores, rel=1e-6)
    assert recorded["value"] == recorded["values"][recorded["main"]]


@each
def test_the_kept_seed_is_the_median_one(task, cell):
    record = load_model(task, cell).record
    scores = {row["seed"]: row["score"] for row in record["seeds"]}
    assert sorted(scores) == [0, 1, 2, 3, 4]
    assert record["score"]["value"] == scores[record["kept_seed"]] == np.median([*scores.values()])


@each
def test_the_record_is_complete(task, cell):
    model = load_model(task, cell)
    record = model.record
    assert model.task == task
    assert model.weights.dtype == np.float64
    assert record["parameters"] == model.weights.count
    assert 0 <= record["unit"] < model.weights.hidden_size
    assert record["lengths"] == list(load_task(task).lengths.trained_on)
    assert record["loss_curve"]["step"][-1] == record["steps"]
    assert all(row["seconds_per_step"] > 0 for row in record["seeds"])
    assert {"python", "numpy", "torch"} <= set(record["versions"])


@each
def test_sizes_are_equal_and_parameters_nearly_so(task, cell):
    record, lstm = (load_model(task, c).record for c in (cell, "lstm"))
    matched = record["equal_parameters"]
    assert (
        load_model(task, cell).weights.hidden_size == load_model(task, "lstm").weights.hidden_size
    )
    if cell == "lstm":
        assert matched is None
    else:
        assert matched["parameters"] == pytest.approx(lstm["parameters"], rel=0.15)
        assert len(matched["seeds"]) == 5


@pytest.mark.parametrize("cell", ["lstm", "gru", "gru_reset_after"])
def test_store_and_recall_is_solved(cell):
    scores = load_model("store_and_recall", cell).record["score"]["values"]
    assert scores["30"] < 2e-3


@pytest.mark.parametrize("cell", ["lstm", "gru", "gru_reset_after"])
def test_digits_are_read(cell):
    assert load_model("digits", cell).record["score"]["value"] > 0.9


@pytest.mark.parametrize("cell", ["lstm", "gru", "gru_reset_after"])
def test_adding_is_solved(cell):
    assert load_model("adding", cell).record["score"]["values"]["30"] < 0.01


def test_the_lstm_counts_to_fifty():
    record = load_model("counting", "lstm").record
    assert record["score"]["values"]["1–50"] == 1
    # Its training had no longer words than these: what is beyond, it has not seen.
    assert record["lengths"][1] < 2 * 50


@pytest.mark.parametrize("cell", ["lstm", "gru", "gru_reset_after"])
def test_brackets_are_closed_rightly(cell):
    assert load_model("brackets", cell).record["score"]["values"]["24"] > 0.98


@pytest.mark.parametrize("cell", CELLS)
def test_names_are_foretold_better_than_by_a_bigram_model(cell):
    score = load_model("names", cell).record["score"]
    assert score["value"] < score["baselines"][score["baseline"]]
    assert score["baselines"] == pytest.approx(load_task("names").baselines)


@pytest.mark.parametrize("cell", CELLS)
def test_sunspots_are_foretold_better_than_by_repeating_the_last_value(cell):
    score = load_model("sunspots", cell).record["score"]
    assert score["value"] < score["baselines"][score["baseline"]]
    assert score["baselines"] == load_task("sunspots").baselines


def test_the_lstms_unit_is_a_latch():
    model = load_model("store_and_recall", "lstm")
    x = store_and_recall.scored(30)
    f = engine.forward(model.weights, model.encoding(x))["f"][..., model.record["unit"]]
    store = x[..., store_and_recall.STORE] == 1
    assert f[store].max() <= 0.1
    assert f[~store].min() >= 0.95


@pytest.mark.parametrize("cell", ["lstm", "gru", "gru_reset_after"])
def test_the_opening_is_answered(cell):
    y = load_model("store_and_recall", cell)(store_and_recall.STORE_AND_RECALL.opening)["y"]
    np.testing.assert_allclose(y.values[:, 0, 0], [0, 0, 0, 0, 0.8], atol=0.1)


def test_a_cell_will_do_for_its_name():
    by_cell, by_name = load_model("digits", LSTM), load_model("digits", "lstm")
    assert by_cell.weights.cell == by_name.weights.cell == LSTM


def test_what_is_not_there_is_refused_with_what_is():
    with pytest.raises(ModelError, match=r"got \('chess', 'lstm'\).*\('digits', 'gru'\)"):
        load_model("chess", "lstm")
    with pytest.raises(ModelError, match="gru_z_old"):
        load_model("digits", gru("before", "old"))


def test_another_cell_of_a_known_name_is_refused():
    other = copy(LSTM)
    object.__setattr__(other, "name", GRU.name)
    with pytest.raises(ModelError, match="got another cell of that name"):
        load_model("digits", other)


def test_files_hold_all_of_a_model(tmp_path):
    model = load_model("sunspots", "gru")
    files.write_model(tmp_path, model)
    again = files.read_model(tmp_path, "gru")
    for name, array in model.weights.items():
        np.testing.assert_array_equal(again.weights[name], array)
    x = load_task("sunspots").opening[:, None]
    np.testing.assert_array_equal(again.predict(x), model.predict(x))
    assert again.record == model.record


def test_a_file_of_another_format_is_refused(tmp_path):
    files.write_model(tmp_path, load_model("sunspots", "gru"))
    path = tmp_path / "gru.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "format": 2}))
    with pytest.raises(ModelError, match="to be of format 1, got 2"):
        files.read_model(tmp_path, "gru")


def test_weights_of_another_cell_are_refused(tmp_path):
    files.write_model(tmp_path, load_model("sunspots", "gru"))
    files.write_model(tmp_path, load_model("sunspots", "rnn"))
    (tmp_path / "rnn.safetensors").replace(tmp_path / "gru.safetensors")
    with pytest.raises(ModelError, match=r"Expected weights of 'gru'.*got those of 'rnn'"):
        files.read_model(tmp_path, "gru")


@pytest.mark.parametrize("cell", CELLS)
def test_the_opening_digit_is_read_rightly(cell):
    task = load_task("digits")
    x = task.opening[:, None]
    assert load_model("digits", cell).predict(x)[-1, 0].argmax() == task.target(x)[-1, 0]


@each
def test_checkpoints_lead_from_untrained_to_trained(task, cell):
    model = load_model(task, cell)
    kept = model.record["checkpoints"]
    assert 5 <= len(kept["step"]) <= 8
    assert kept["step"][0] == 0
    assert kept["step"][-1] == model.record["steps"]
    for step, score in zip(kept["step"], kept["score"], strict=True):
        scores = load_task(task).scores(load_model(task, cell, step=step).predict)
        assert scores[model.record["score"]["main"]] == pytest.approx(score, rel=1e-6)


@each
def test_the_first_checkpoint_is_the_seeds_and_the_last_the_model_itself(task, cell):
    model = load_model(task, cell)
    record = model.record
    first = load_model(task, cell, step=0).weights
    last = load_model(task, cell, step=record["steps"])
    drawn = Weights.random(
        model.weights.cell,
        input_size=model.weights.input_size,
        hidden_size=model.weights.hidden_size,
        seed=record["kept_seed"],
        forget_bias=record["forget_bias"],
    )
    for name, parameter in model.weights.items():
        np.testing.assert_array_equal(first[name], drawn[name])
        np.testing.assert_array_equal(last.weights[name], parameter)
    np.testing.assert_array_equal(last.readout.weight, model.readout.weight)


def test_a_step_without_a_checkpoint_is_refused():
    with pytest.raises(ModelError, match=r"steps at which a copy was kept, \[0, .*got 7"):
        load_model("digits", "gru", step=7)
