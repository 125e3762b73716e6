"""What holds for every task."""

import dataclasses
import subprocess
import sys

import numpy as np
import pytest

from gatescope.errors import InputError, ModelError
from gatescope.tasks import load_task, tasks

ALL = [load_task(name) for name in tasks()]
each = pytest.mark.parametrize("task", ALL, ids=lambda task: task.name)


def test_store_and_recall_is_the_default():
    assert tasks()[0] == "store_and_recall"


def test_an_unknown_task_is_refused_by_name():
    with pytest.raises(ModelError, match=r"one of the tasks \['store_and_recall'.*got 'chess'"):
        load_task("chess")


@each
def test_a_task_says_what_it_is_in_words(task):
    assert task.title
    assert task.rule.endswith(".")
    assert all(channel.words for channel in task.channels)
    assert len({channel.name for channel in task.channels}) == len(task.channels)
    assert task.output.words
    assert task.score.name


@each
def test_a_task_cannot_be_changed(task):
    with pytest.raises(dataclasses.FrozenInstanceError):
        task.rule = "another"


@each
def test_samples_have_their_shape_and_stay_in_range(task):
    x = task.sample(seed=5, length=17, count=6)
    assert x.shape == (17, 6, len(task.channels))
    for index, channel in enumerate(task.channels):
        numbers = x[..., index]
        assert channel.min <= numbers.min() <= numbers.max() <= channel.max
        assert channel.kind not in {"flag", "letter"} or set(np.unique(numbers)) <= {0.0, 1.0}
    if task.alphabet:
        assert (x.sum(axis=-1) == 1).all()


@each
def test_one_sample_is_the_first_of_many(task):
    np.testing.assert_array_equal(task.sample(3, 9, count=1), task.sample(3, 9, count=4)[:, :1])


@each
def test_seeds_differ(task):
    assert len({task.sample(seed).tobytes() for seed in range(8)}) > 1


@each
@pytest.mark.parametrize("length", [0, -3, 129])
def test_a_length_that_is_not_allowed_is_refused(task, length):
    shortest = task.lengths.min
    with pytest.raises(InputError, match=rf"{shortest} to 128 steps of '{task.name}', got"):
        task.sample(0, length)


@each
def test_the_opening_is_one_that_the_models_know(task):
    steps, channels = task.opening.shape
    shortest, longest = task.lengths.trained_on
    assert shortest <= steps <= longest
    assert channels == len(task.channels)
    assert np.isfinite(task.target(task.opening[:, None])[-1, 0])


@each
def test_a_sample_is_as_long_as_the_models_know(task):
    shortest, longest = task.lengths.trained_on
    lengths = {len(task.sample(seed)) for seed in range(40)}
    assert shortest <= min(lengths) <= max(lengths) <= longest
    first, last, by = task.lengths.sample
    assert lengths <= set(range(first, last + 1, by))


@each
def test_a_text_is_spelled_where_the_task_has_letters(task):
    if not task.alphabet:
        with pytest.raises(InputError, match="Expected letters of ''"):
            task.spell("a")
        return
    rows = task.spell(task.alphabet[::-1])
    np.testing.assert_array_equal(rows, np.eye(len(task.alphabet))[::-1])
    for wrong in ("", "é", task.alphabet + " "):
        with pytest.raises(InputError, match="Expected letters of"):
            task.spell(wrong)


@each
def test_the_right_answer_scores_best(task):
    size = task.output.size
    assert task.score.main in task.scores(lambda x: np.full((*x.shape[:2], size), 1 / size))


def test_tasks_need_nothing_that_only_training_needs():
    code = (
        "import sys, gatescope.tasks; "
        "print([m for m in ('torch', 'sklearn', 'statsmodels', 'numba') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
