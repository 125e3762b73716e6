import numpy as np
import pytest

from gatescope.generator import Philox, philox

# The known answers of the authors' library, Random123, file kat_vectors, philox4x32 10.
KNOWN = [
    (
        (0, 0, 0, 0),
        (0, 0),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "words"), KNOWN)
def test_philox_gives_its_authors_known_answers(
    counter: tuple[int, ...], key: tuple[int, int], words: tuple[int, ...]
) -> None:
    made = philox(np.array(counter, dtype=np.uint64)[:, None], key)
    assert tuple(made[:, 0]) == words


def test_a_stream_begins_with_the_block_zero() -> None:
    assert tuple(Philox(0).words(4)) == KNOWN[0][2]


@pytest.mark.parametrize("parts", [(1, 8), (3, 3, 3), (5, 0, 4), (9,)])
def test_splitting_draws_does_not_change_them(parts: tuple[int, ...]) -> None:
    draws = Philox(seed=3, stream=1)
    split = np.concatenate([draws.words(count) for count in parts])
    assert np.array_equal(split, Philox(seed=3, stream=1).words(9))


def test_a_block_beyond_32_bits_moves_into_the_second_word_of_the_counter() -> None:
    draws = Philox(seed=0)
    draws._position = 4 * 2**32
    counter = np.array([[0], [1], [0], [0]], dtype=np.uint64)
    assert np.array_equal(draws.words(4), philox(counter, (0, 0))[:, 0])


def test_seeds_and_streams_give_different_numbers() -> None:
    first = [tuple(Philox(*key).words(4)) for key in [(0, 0), (1, 0), (0, 1), (1, 1)]]
    assert len(set(first)) == len(first)


def test_uniforms_have_the_shape_asked_for_in_row_major_order() -> None:
    table = Philox(5).uniform(-2, 3, (4, 3))
    assert np.array_equal(table.reshape(-1), Philox(5).uniform(-2, 3, 12))
    assert table.min() >= -2
    assert table.max() < 3


def test_uniforms_without_a_size_are_one_number() -> None:
    assert Philox(5).uniform().shape == ()


def test_uniforms_fill_their_range_evenly() -> None:
    counts, _ = np.histogram(Philox(1).uniform(size=10_000), bins=10, range=(0, 1))
    # Each count is binomial, with a standard deviation of 30.
    assert np.abs(counts - 1000).max() < 5 * 30


def test_whole_numbers_reach_the_lower_bound_and_not_the_upper() -> None:
    assert set(Philox(2).integers(-2, 2, size=200).tolist()) == {-2, -1, 0, 1}
