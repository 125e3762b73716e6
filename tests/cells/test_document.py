import json
from collections.abc import Callable
from typing import Any

import pytest

from gatescope.cells import GRU, LSTM, Cell
from gatescope.errors import CellError
from samples import CELLS

Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.name)
def test_a_cell_comes_back_from_its_json(cell: Cell) -> None:
    back = Cell.from_json(json.loads(json.dumps(cell.to_json())))
    assert back == cell
    assert (back.name, back.title, back.words) == (cell.name, cell.title, cell.words)


def test_a_document_in_another_order_is_the_same_cell() -> None:
    document = LSTM.to_json()
    assert Cell.from_json({**document, "nodes": document["nodes"][::-1]}) == LSTM


def row(document: dict[str, Any], node: str) -> dict[str, Any]:
    return next(row for row in document["nodes"] if row["id"] == node)


MALFORMED: list[tuple[str, Change]] = [
    ("Expected a cell's JSON with the keys", lambda d: d.pop("states")),
    ("Expected a cell's JSON with the keys", lambda d: d.update(seed=1)),
    ("Expected a cell's JSON of format 1, got 2", lambda d: d.update(format=2)),
    ("to be a list of names", lambda d: d.update(values="f")),
    ("a name, a title and a mapping", lambda d: d.update(words=[])),
    ("a name, a title and a mapping", lambda d: d.update(title=None)),
    ("its name does not match", lambda d: d.update(name="../lstm")),
    ("as a list of at most 256", lambda d: d.update(nodes=d["nodes"] * 20)),
    ("one node for each id", lambda d: d["nodes"].append(d["nodes"][0])),
    ("Expected nodes with the keys", lambda d: d["nodes"].append("f")),
    ("Expected nodes with the keys", lambda d: row(d, "f").update(axis=0)),
    ("Expected nodes with the keys", lambda d: row(d, "f").update(arguments="f_pre")),
    ("a node called 'q', a value or a state; none is", lambda d: d["values"].append("q")),
    ("a node called 'q', which 'f' needs", lambda d: row(d, "f").update(arguments=["q"])),
    ("without a cycle, got c → c.1 → c", lambda d: row(d, "c.1").update(arguments=["f", "c"])),
    ("without a cycle, got f → f", lambda d: row(d, "f").update(arguments=["f"])),
    ("used by a value, got ['q']", lambda d: d["nodes"].append({"id": "q", "operation": "input"})),
    ("one of the operations", lambda d: row(d, "f").update(operation="softmax")),
    ("sigma takes 1 argument", lambda d: row(d, "f").update(arguments=["f_pre", "i_pre"])),
    ("input takes 0 argument", lambda d: row(d, "x").update(arguments=["h_prev"])),
    ("tanh takes no label", lambda d: row(d, "g").update(label="g")),
    ("input takes no label", lambda d: row(d, "x").update(label="h")),
    ("add takes no label and no roles", lambda d: row(d, "c").update(roles=["a", "b"])),
    ("None of affine does not match", lambda d: row(d, "f_pre").pop("label")),
    ("'F' of affine does not match", lambda d: row(d, "f_pre").update(label="F")),
    ("arguments of different names", lambda d: row(d, "f_pre").update(roles=["h", "h"])),
    ("texts all but the last", lambda d: row(d, "f").update(constants=["1"])),
    ("texts all but the last", lambda d: row(d, "f").update(constants=[True])),
    ("sigma takes the constants [], finite", lambda d: row(d, "f").update(constants=[1])),
    ("none of them 'b'", lambda d: row(d, "f_pre").update(roles=["h", "b"])),
    ("affine takes one argument for each role", lambda d: row(d, "f_pre").update(roles=["h"])),
    ("reads a state that is never defined", lambda d: row(d, "c_prev").update(label="s")),
    ("to have symbol, word and role", lambda d: d["words"].update(f={"symbol": "f"})),
    ("to have symbol, word and role", lambda d: d["words"].update(f="forget")),
    ("to be texts", lambda d: d["words"]["f"].update(symbol=1)),
    ("the role of a word to be one of", lambda d: d["words"]["f"].update(role="door")),
]


@pytest.mark.parametrize(("sentence", "change"), MALFORMED)
def test_a_malformed_document_is_refused_with_a_sentence_that_says_where(
    sentence: str, change: Change
) -> None:
    document = LSTM.to_json()
    change(document)
    with pytest.raises(CellError) as refused:
        Cell.from_json(document)
    assert sentence in str(refused.value)


@pytest.mark.parametrize("document", [None, [], "lstm", 1, {}])
def test_what_is_no_document_is_refused(document: object) -> None:
    with pytest.raises(CellError, match="Expected a cell's JSON with the keys"):
        Cell.from_json(document)


def test_a_long_chain_of_nodes_is_refused_before_it_is_followed() -> None:
    document = GRU.to_json()
    names = [f"q.{k}" for k in range(300)]
    chain = [
        {"id": name, "operation": "tanh", "arguments": [before]}
        for name, before in zip(names, ["h", *names], strict=False)
    ]
    with pytest.raises(CellError, match="at most 256"):
        Cell.from_json({**document, "nodes": document["nodes"] + chain})
