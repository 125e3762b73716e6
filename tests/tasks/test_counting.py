import numpy as np
import pytest

from gatescope.tasks import COUNTING, counting

A_OR_B, B, END = counting.A_OR_B, counting.ONLY_B, counting.END


def right(text):
    return COUNTING.target(COUNTING.spell(text)[:, None])[:, 0].tolist()


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("ab", [A_OR_B, END]),
        ("aabb", [A_OR_B, A_OR_B, B, END]),
        ("aaab", [A_OR_B, A_OR_B, A_OR_B, B]),
    ],
)
def test_what_may_come_next(text, answers):
    assert right(text) == answers


@pytest.mark.parametrize(("text", "known"), [("b", 0), ("abb", 2), ("aba", 2), ("aabaab", 3)])
def test_nobody_knows_what_follows_what_no_word_has(text, known):
    assert np.isfinite(right(text)).tolist() == [True] * known + [False] * (len(text) - known)


def test_a_sample_is_a_whole_word():
    for seed in range(30):
        x = COUNTING.sample(seed)
        assert COUNTING.target(x)[-1, 0] == END


def test_a_sample_of_odd_length_lacks_its_last_letter():
    assert COUNTING.sample(0, 7).argmax(-1)[:, 0].tolist() == [0, 0, 0, 0, 1, 1, 1]


def test_a_single_wrong_step_makes_its_word_wrong():
    def wrong_at_seven(x):
        y = np.eye(3)[np.nan_to_num(counting.target(x)).astype(int)]
        y[7, 6] = np.eye(3)[END]  # the word of n = 7, after its first b
        return y

    share, every = COUNTING.scores(wrong_at_seven).values()
    assert share == pytest.approx(0.98)
    assert every == 6
    assert COUNTING.baselines == {"always one b": 0.02}
