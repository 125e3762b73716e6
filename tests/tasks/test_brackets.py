import numpy as np
import pytest

from gatescope.tasks import BRACKETS, brackets


def right(text):
    return BRACKETS.target(BRACKETS.spell(text)[:, None])[:, 0]


def by_hand(text):
    """The rule, written out once more: what is due after each bracket."""
    due, answers = "", []
    for bracket in text:
        due = due + {"(": ")", "[": "]", "{": "}"}[bracket] if bracket in "([{" else due[:-1]
        answers.append(due[-1:] or "none")
    return answers


def texts(x):
    return ["".join(BRACKETS.alphabet[code] for code in one) for one in x.argmax(-1).T]


def test_the_opening_is_answered():
    assert [BRACKETS.output.labels[int(k)] for k in right("([]{()})")] == by_hand("([]{()})")


@pytest.mark.parametrize("text", ["([)]", "())", "]", "(]"])
def test_nobody_knows_what_follows_a_wrong_bracket(text):
    known = np.isfinite(right(text))
    first = int(np.argmin(known))
    assert not known[first:].any()
    assert [BRACKETS.output.labels[int(k)] for k in right(text)[:first]] == by_hand(text[:first])


@pytest.mark.parametrize("length", [1, 2, 7, 24, 60])
def test_samples_are_nested_rightly_and_close_where_they_can(length):
    x = BRACKETS.sample(seed=3, length=length, count=100)
    answers = BRACKETS.target(x)
    for sequence, text in enumerate(texts(x)):
        said = [BRACKETS.output.labels[int(k)] for k in answers[:, sequence]]
        assert said == by_hand(text)
        assert (said[-1] == "none") == (length % 2 == 0)


def test_samples_are_as_deep_as_the_task_says_and_no_deeper():
    codes = BRACKETS.sample(seed=4, length=40, count=100).argmax(-1)
    depth = np.cumsum(np.where(codes < brackets.KINDS, 1, -1), axis=0)
    assert depth.max() == brackets.DEPTH


def test_the_score_is_the_share_of_right_steps():
    def always_round(x):
        return np.tile(np.eye(4)[0], (*x.shape[:2], 1))

    for length, score in BRACKETS.scores(always_round).items():
        share = np.mean(brackets.target(brackets.scored(int(length))) == 0)
        assert score == pytest.approx(share)
