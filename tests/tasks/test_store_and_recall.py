import numpy as np
import pytest

from gatescope.tasks import STORE_AND_RECALL, store_and_recall


def rows(*steps):
    return np.array(steps, dtype=np.float64)[:, None]


def by_hand(x):
    """The rule, written out once more, for one sequence."""
    held, answers = 0.0, []
    for value, store, recall in x[:, 0]:
        held = value if store else held
        answers.append(held if recall else 0.0)
    return answers


def test_the_opening_is_answered_at_its_last_step():
    x = STORE_AND_RECALL.opening[:, None]
    assert x[:, 0, 0].tolist() == [-0.6, 0.3, 0.8, -0.4, 0.2]
    assert STORE_AND_RECALL.target(x)[:, 0].tolist() == [0, 0, 0, 0, 0.8]


@pytest.mark.parametrize(
    ("x", "answers"),
    [
        (rows([0.5, 0, 1]), [0]),
        (rows([0.5, 1, 1]), [0.5]),
        (rows([0.5, 1, 0], [0.1, 0, 1], [0.2, 0, 1]), [0, 0.5, 0.5]),
        (rows([0.5, 1, 0], [0.1, 1, 0], [0.2, 0, 1]), [0, 0, 0.1]),
    ],
)
def test_targets(x, answers):
    assert STORE_AND_RECALL.target(x)[:, 0].tolist() == answers


@pytest.mark.parametrize("length", [1, 2, 3, 30, 100])
def test_a_sample_begins_with_a_store_ends_with_a_recall_and_never_does_both(length):
    x = STORE_AND_RECALL.sample(seed=1, length=length, count=50)
    store, recall = x[..., store_and_recall.STORE], x[..., store_and_recall.RECALL]
    assert store[0].all()
    assert length == 1 or recall[-1].all()
    assert not (store * recall).any()
    for sequence in range(50):
        one = x[:, sequence : sequence + 1]
        assert STORE_AND_RECALL.target(one)[:, 0].tolist() == by_hand(one)


def test_stores_and_recalls_are_as_frequent_as_the_task_says():
    x = STORE_AND_RECALL.sample(seed=2, length=100, count=400)[1:-1]
    chance = store_and_recall._DOCUMENT["probabilities"]
    # 39 200 steps: a tenth of a percent of them is half a standard deviation.
    assert x[..., store_and_recall.STORE].mean() == pytest.approx(chance["store"], abs=0.01)
    assert x[..., store_and_recall.RECALL].mean() == pytest.approx(chance["recall"], abs=0.01)


def test_scores_are_mean_squared_errors():
    def off_by_a_tenth(x):
        return store_and_recall.target(x)[..., None] + 0.1

    scores = STORE_AND_RECALL.scores(off_by_a_tenth)
    assert scores == pytest.approx({"5": 0.01, "30": 0.01, "100": 0.01})
    assert STORE_AND_RECALL.scores(lambda x: store_and_recall.target(x)[..., None])["30"] == 0
