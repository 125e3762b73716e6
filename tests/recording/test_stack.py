import numpy as np
import xarray as xr

from gatescope import Clamp, run
from gatescope.cells import GRU, LSTM, RNN
from gatescope.trace import validate
from samples import Array, layer, numbers
from tolerances import assert_close

X = numbers(5, 2, 2)
FORWARD, REVERSE, TOP = layer(LSTM, 2, 3), layer(GRU, 2, 4, seed=1), layer(RNN, 7, 2, seed=2)


def trace_at(tree: xr.DataTree, path: str) -> xr.Dataset:
    layer = tree[path]
    assert isinstance(layer, xr.DataTree)
    return layer.to_dataset(inherit=False)


def flipped(trace: xr.Dataset, value: str) -> Array:
    return trace[value].values[::-1]


def test_a_stack_gives_a_tree_of_layers_and_directions() -> None:
    tree = run([[FORWARD, REVERSE], [TOP]], X)
    paths = [node.path for node in tree.subtree if node.has_data]
    assert paths == ["/0/forward", "/0/reverse", "/1/forward"]
    for path in paths:
        trace = validate(trace_at(tree, path))
        assert trace.attrs["direction"] == path.rsplit("/")[-1]


def test_a_reverse_layer_is_a_layer_over_the_flipped_sequence_flipped_back() -> None:
    reverse = trace_at(run([[FORWARD, REVERSE]], X), "0/reverse")
    by_hand = run(REVERSE, X[::-1])
    for value in GRU.values:
        assert np.array_equal(reverse[value], flipped(by_hand, value))
    assert np.array_equal(reverse["x"], X)


def test_a_layer_reads_both_directions_of_the_one_below() -> None:
    tree = run([[FORWARD, REVERSE], TOP], X)
    below = np.concatenate([run(FORWARD, X)["h"], flipped(run(REVERSE, X[::-1]), "h")], axis=-1)
    assert np.array_equal(trace_at(tree, "1/forward")["x"], below)
    assert_close(trace_at(tree, "1/forward")["h"], run(TOP, below)["h"], "float64")


def test_one_layer_in_a_list_is_a_stack() -> None:
    tree = run([FORWARD], X)
    xr.testing.assert_identical(trace_at(tree, "0/forward"), run(FORWARD, X))


def test_initial_states_go_by_path() -> None:
    h = numbers(2, 4)
    tree = run([[FORWARD, REVERSE]], X, initial={"0/reverse": {"h": h}})
    by_hand = run(REVERSE, X[::-1], initial={"h": h})
    assert np.array_equal(trace_at(tree, "0/reverse")["h"], flipped(by_hand, "h"))
    assert np.array_equal(trace_at(tree, "0/forward")["h"], run(FORWARD, X)["h"])


def test_edits_go_by_path_and_count_the_steps_of_the_input() -> None:
    tree = run([[FORWARD, REVERSE]], X, edits={"0/reverse": [Clamp("z", 0.5, time=1)]})
    by_hand = run(REVERSE, X[::-1], edits=[Clamp("z", 0.5, time=-2)])
    assert np.array_equal(trace_at(tree, "0/reverse")["z"][1], np.full((2, 4), 0.5))
    assert np.array_equal(trace_at(tree, "0/reverse")["h"], flipped(by_hand, "h"))


def test_ragged_sequences_stay_ragged_in_the_layers_above() -> None:
    tree = run([[FORWARD, REVERSE], TOP], X, lengths=[5, 2])
    alone = run([[FORWARD, REVERSE], TOP], X[:2, 1])
    top = trace_at(tree, "1/forward")
    assert_close(top["h"][:2, [1]], trace_at(alone, "1/forward")["h"], "float64")
    assert np.isnan(top["h"][2:, 1]).all()
    assert top["length"].values.tolist() == [5, 2]
