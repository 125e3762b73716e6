import numpy as np
import pytest

from gatescope.tasks import DIGITS, digits


def test_images_are_eight_rows_of_eight_pixels():
    assert digits.IMAGES.shape == (len(digits.LABELS), 8, 8)
    assert (digits.IMAGES.min(), digits.IMAGES.max()) == (0, 16)
    assert set(digits.LABELS) == set(range(10))


def test_the_answer_is_known_after_the_last_row_of_an_unchanged_image():
    x = DIGITS.sample(seed=0, count=3)
    right = DIGITS.target(x)
    assert np.isnan(right[:-1]).all()
    assert all(label in range(10) for label in right[-1])
    x[2, 1, 3] += 1
    assert np.isnan(DIGITS.target(x)[-1]).tolist() == [False, True, False]


def test_longer_samples_are_images_one_after_another():
    right = DIGITS.target(DIGITS.sample(seed=0, length=20))[:, 0]
    assert np.flatnonzero(np.isfinite(right)).tolist() == [7, 15]


def test_training_and_held_out_images_are_apart_and_together_all():
    training, held_out = digits.split()
    together = np.sort(np.concatenate([training, held_out]))
    np.testing.assert_array_equal(together, np.arange(digits.ALL_IMAGES))
    assert len(held_out) == len(digits.IMAGES)


def test_the_score_is_the_share_of_right_answers():
    def mostly_right(x):
        labels = digits.LABELS.astype(int).copy()
        labels[:90] = (labels[:90] + 1) % 10
        return np.tile(np.eye(10)[labels], (len(x), 1, 1))

    assert DIGITS.scores(mostly_right)["held-out"] == pytest.approx(1 - 90 / len(digits.LABELS))
