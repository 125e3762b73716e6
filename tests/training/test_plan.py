from gatescope.cells import GRU, LSTM, RNN
from gatescope.training.plan import Family, families
from gatescope.training.recipe import CELLS, RECIPES, SEEDS, matched_size


def test_five_seeds_at_equal_units_and_five_at_equal_parameters():
    family = Family("store_and_recall", "gru")
    size = RECIPES["store_and_recall"].hidden_size
    matched = matched_size(GRU, 3, size)
    assert [job.hidden_size for job in family.jobs] == [size, matched]
    assert family.equal_units.hidden_size == size
    assert list(SEEDS) == [0, 1, 2, 3, 4]


def test_the_lstm_is_what_the_others_are_matched_with():
    assert Family("digits", "lstm").equal_parameters is None
    assert matched_size(LSTM, 3, 4) == 4


def test_no_other_size_has_a_nearer_count():
    wanted = LSTM.count(8, 16)
    best = abs(RNN.count(8, matched_size(RNN, 8, 16)) - wanted)
    assert all(abs(RNN.count(8, size) - wanted) >= best for size in range(1, 100))


def test_families_are_all_pairs():
    assert len(families(RECIPES, CELLS)) == len(RECIPES) * len(CELLS)
