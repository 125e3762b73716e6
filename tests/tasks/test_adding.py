import numpy as np
import pytest

from gatescope.tasks import ADDING, adding


def test_the_opening_asks_for_the_sum_at_its_last_step():
    right = ADDING.target(ADDING.opening[:, None])[:, 0]
    assert np.isnan(right[:-1]).all()
    assert right[-1] == pytest.approx(0.7 + 0.5)


@pytest.mark.parametrize("length", [2, 3, 30, 100])
def test_exactly_two_steps_are_marked(length):
    x = ADDING.sample(seed=1, length=length, count=200)
    assert (x[..., adding.ADD].sum(axis=0) == 2).all()


def test_every_pair_of_steps_is_equally_likely():
    marked = ADDING.sample(seed=2, length=4, count=6000)[..., adding.ADD]
    pairs = {tuple(np.flatnonzero(one)) for one in marked.T}
    assert len(pairs) == 6
    # Of 6000 sequences each step is marked in half: 0.5 within five standard deviations.
    assert marked.mean(axis=1) == pytest.approx(np.full(4, 0.5), abs=0.033)


def test_however_many_are_marked_are_added():
    x = np.array([[0.25, 1], [0.5, 1], [0.125, 1], [1, 0]])[:, None]
    assert ADDING.target(x)[-1, 0] == 0.875
    assert ADDING.target(x * [1, 0])[-1, 0] == 0


def test_the_score_is_the_mean_squared_error_of_the_last_step():
    def off_by_a_tenth(x):
        wild = np.full((*x.shape[:2], 1), 99.0)
        wild[-1, :, 0] = adding.target(x)[-1] + 0.1
        return wild

    assert ADDING.scores(off_by_a_tenth) == pytest.approx({"10": 0.01, "30": 0.01, "50": 0.01})


def test_what_chose_the_recipe_is_apart_from_what_is_scored():
    seen = []

    def predict(x):
        seen.append(x)
        return np.ones((*x.shape[:2], 1))

    assert ADDING.validate
    assert ADDING.validate(predict) != ADDING.scores(predict)
    chosen, scored = seen[:3], seen[3:]
    assert not any(np.isin(a[..., 0], b[..., 0]).any() for a in chosen for b in scored)
