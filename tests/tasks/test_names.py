import numpy as np
import pytest

from gatescope.tasks import NAMES, names


def test_held_out_names_are_of_the_letters_and_each_there_once():
    assert len(set(names.HELD_OUT)) == len(names.HELD_OUT)
    assert set("".join(names.HELD_OUT)) == set(names.LETTERS) == set(NAMES.alphabet)


def test_the_target_is_the_next_letter_and_then_the_end():
    right = NAMES.target(NAMES.spell("ada")[:, None])[:, 0]
    assert [NAMES.output.labels[int(k)] for k in right] == ["d", "a", "end"]


def test_beyond_a_names_end_nothing_is_asked():
    x = names.spelled(names.coded(["ada", "bo"]), len(names.LETTERS))
    assert np.isnan(NAMES.target(x)[:, 1]).tolist() == [False, False, True]


def test_the_opening_and_samples_are_held_out_names():
    texts = {"".join(NAMES.alphabet[k] for k in NAMES.sample(s).argmax(-1)[:, 0]) for s in range(9)}
    opening = "".join(NAMES.alphabet[k] for k in NAMES.opening.argmax(-1))
    assert texts | {opening} <= set(names.HELD_OUT)


def test_a_sample_longer_than_any_name_is_names_one_after_another():
    text = "".join(NAMES.alphabet[k] for k in NAMES.sample(0, 40).argmax(-1)[:, 0])
    first = max((n for n in names.HELD_OUT if text.startswith(n)), key=len)
    assert 0 < len(first) < 40


def test_the_three_parts_are_apart_and_together_all():
    everyone = [f"name{k}" for k in range(1000)]
    training, validation, held_out = names.split(everyone)
    assert not {*names.TRAINING, *names.VALIDATION} & {*names.HELD_OUT}
    assert not {*names.TRAINING} & {*names.VALIDATION}
    assert sorted([*training, *validation, *held_out]) == sorted(everyone)
    assert (len(validation), len(held_out)) == (100, 200)


def test_the_score_is_the_mean_of_minus_ln_p_over_all_letters_and_ends():
    def even(x):
        return np.full((*x.shape[:2], 27), 1 / 27)

    assert NAMES.scores(even)["held-out"] == pytest.approx(np.log(27))


def test_the_bigram_model_is_better_than_chance_and_is_the_baseline():
    rows = names.bigram(NAMES.spell(NAMES.alphabet)[:, None])
    np.testing.assert_allclose(rows.sum(-1), 1)
    assert (rows > 0).all()
    score = NAMES.baselines["a bigram model"]
    assert score == NAMES.scores(names.bigram)["held-out"]
    assert score < np.log(27)


def test_the_bigram_models_counts_are_those_of_the_names_of_training():
    counts = names.followers()
    assert counts.sum() == sum(map(len, names.TRAINING))
    a, n = (names.LETTERS.index(letter) for letter in "an")
    assert counts[a, n] == sum(name.count("an") for name in names.TRAINING)
    assert counts[a, names.END] == sum(name.endswith("a") for name in names.TRAINING)
