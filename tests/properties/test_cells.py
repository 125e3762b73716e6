"""Cells from files: whatever a file says, it is a cell that works or it is refused as one."""

import copy
import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.cells import GRU_RESET_AFTER, LSTM, OPERATIONS, RNN, Cell
from gatescope.edits import Scale
from gatescope.engine import backward, forward
from gatescope.errors import CellError
from samples import CELLS, layer, numbers, size

Path = tuple[Any, ...]

LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
WORDS = sorted({*OPERATIONS, "input", "previous", "q", "h", "c", "f", "x", "b", "h_prev", "f_pre"})
"""What can stand in a cell: most likely to give another cell that is nearly right."""


def works(cell: Cell) -> None:
    """Whether a cell does all that a cell has to."""
    assert Cell.from_json(json.loads(json.dumps(cell.to_json()))) == cell
    assert all(cell.latex(value) for value in cell.values)
    x = numbers(2, 1, 2)
    # Compiling thousands of kernels would take minutes: the cell that is worked with is data.
    edits: Any = [Scale(name, 0.5) for name in cell.editable]
    result = forward(layer(cell), x, edits=edits, engine="reference")
    found = backward(
        result, {value: np.ones((2, 1, size(cell, value, 3))) for value in cell.values}
    )
    assert found.x.shape == x.shape
    assert set(found.parameters) == set(cell.parameters)
    assert all(np.isfinite(result[value]).all() for value in cell.values)


def refused_or_works(document: Any) -> None:
    try:
        cell = Cell.from_json(document)
    except CellError:
        return
    works(cell)


def paths(document: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every part of a document."""
    parts = document.items() if isinstance(document, dict) else enumerate(document)
    for key, part in parts:
        yield (*path, key)
        if isinstance(part, dict | list):
            yield from paths(part, (*path, key))


def at(document: Any, path: Path) -> Any:
    for key in path:
        document = document[key]
    return document


@st.composite
def changed(draw: st.DrawFn) -> Any:
    """The JSON of a cell with one to three changes somewhere."""
    document = draw(st.sampled_from(CELLS)).to_json()
    for _ in range(draw(st.integers(1, 3))):
        *way, key = draw(st.sampled_from([*paths(document)]))
        holder = at(document, tuple(way))
        match draw(st.sampled_from(["another word", "another part", "anything", "gone", "twice"])):
            case "another word":
                holder[key] = draw(st.sampled_from(WORDS))
            case "another part":
                other = draw(st.sampled_from([*paths(document)]))
                holder[key] = copy.deepcopy(at(document, other))
            case "anything":
                holder[key] = draw(JSON)
            case "gone":
                del holder[key]
            case "twice":
                more = holder[key]
                if isinstance(holder, list):
                    holder.insert(draw(st.integers(0, len(holder))), copy.deepcopy(more))
                else:
                    holder[draw(st.text(max_size=5))] = copy.deepcopy(more)
    return document


@settings(max_examples=300)
@given(changed())
def test_every_change_of_a_cells_json_is_refused_or_gives_a_cell_that_works(document: Any) -> None:
    refused_or_works(document)


@given(JSON)
def test_any_json_is_refused_or_gives_a_cell_that_works(document: Any) -> None:
    refused_or_works(document)


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_every_part_that_is_missing_is_missed_or_not_needed(cell: Cell) -> None:
    for *way, key in paths(cell.to_json()):
        document = cell.to_json()
        del at(document, tuple(way))[key]
        refused_or_works(document)


@pytest.mark.parametrize("cell", [LSTM, GRU_RESET_AFTER, RNN], ids=lambda cell: cell.name)
def test_every_word_in_place_of_every_other_is_refused_or_works(cell: Cell) -> None:
    texts = [p for p in paths(cell.to_json()) if isinstance(at(cell.to_json(), p), str)]
    for *way, key in [p for p in texts if p[0] != "words"]:
        for word in WORDS:
            document = cell.to_json()
            at(document, tuple(way))[key] = word
            refused_or_works(document)
