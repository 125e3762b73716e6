from typing import Any

import pytest

from gatescope.errors import CellError
from gatescope.names import Word, complaint


@pytest.mark.parametrize("name", ["f", "n_x", "gate2", "preset", "gradient"])
def test_an_ordinary_name_can_name_a_value(name: str) -> None:
    assert complaint(name) is None


@pytest.mark.parametrize("name", ["", "F", "2f", "f-g", "f.h", "é", "f\n", "_f"])
def test_a_name_outside_the_pattern_cannot(name: str) -> None:
    assert "does not match" in str(complaint(name))


@pytest.mark.parametrize(
    "name", ["x", "y", "time", "unit_prev", "length", "h_prev", "f_pre", "h0", "grad_f"]
)
def test_a_reserved_name_cannot(name: str) -> None:
    assert "reserved" in str(complaint(name))


def test_a_word_leaves_out_of_its_json_what_it_does_not_have() -> None:
    assert Word("C", "cell state", "cell").to_json() == {
        "symbol": "C",
        "word": "cell state",
        "role": "cell",
    }


def test_a_word_of_an_unknown_role_is_refused() -> None:
    with pytest.raises(CellError, match=r"Expected the role of a word to be one of .*'door'"):
        Word("d", "door", "door")


@pytest.mark.parametrize("missing", ["symbol", "word", "role"])
def test_a_word_needs_its_symbol_word_and_role(missing: str) -> None:
    texts: dict[str, Any] = {"symbol": "f", "word": "forget gate", "role": "forget"}
    with pytest.raises(CellError, match="to be texts"):
        Word(**{**texts, missing: None})
