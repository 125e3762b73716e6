"""Reading a cell from JSON: a file is not trusted, so it is rebuilt as expressions and checked."""

from __future__ import annotations

from typing import Any

from gatescope.cells.cell import FORMAT, Cell
from gatescope.cells.checks import MOST_NODES
from gatescope.cells.expression import Expression
from gatescope.errors import CellError
from gatescope.names import Word

_KEYS = ("format", "name", "title", "nodes", "values", "states", "words")
_ROW_KEYS = ("id", "operation", "arguments", "label", "roles", "constants")


def read(document: Any) -> Cell:
    """The cell that a JSON document describes.

    Raises:
        CellError: a key is missing or unknown, the format is another, a node refers to one that is
            not there or to itself, none uses it, or the graph is malformed.
    """
    _check_form(document)
    cell = _cell(document)
    # What is written must be read as the same cell: the page reads the file as it stands.
    if _cell(cell.to_json()) != cell:
        raise CellError(
            f"Expected the values of a cell's JSON in evaluation order, got {document['values']}."
        )
    return cell


def _cell(document: dict[str, Any]) -> Cell:
    rows = {row["id"]: row for row in document["nodes"]}
    if len(rows) != len(document["nodes"]):
        raise CellError("Expected one node for each id in the cell's JSON, got one twice.")
    built: dict[str, Expression] = {}
    named = {name: _build(name, rows, built, ()) for name in document["values"]}
    states = {name: _build(name, rows, built, ()) for name in document["states"]}
    unused = [node_id for node_id in rows if node_id not in built]
    if unused:
        raise CellError(f"Expected every node to be used by a value, got {unused}, which are not.")
    return Cell(
        document["name"],
        title=document["title"],
        values={name: e for name, e in named.items() if name not in states},
        next=states,
        words={name: _word(name, word) for name, word in document["words"].items()},
    )


def _check_form(document: Any) -> None:
    keys = [*document] if isinstance(document, dict) else []
    if {*keys} != {*_KEYS}:
        raise CellError(f"Expected a cell's JSON with the keys {_KEYS}, got {keys}.")
    if document["format"] != FORMAT:
        raise CellError(
            f"Expected a cell's JSON of format {FORMAT}, got {document['format']!r}. "
            "Read it with the version of Gatescope that wrote it."
        )
    if not isinstance(document["nodes"], list) or len(document["nodes"]) > MOST_NODES:
        raise CellError(f"Expected the nodes of a cell's JSON as a list of at most {MOST_NODES}.")
    for row in document["nodes"]:
        if not _is_row(row):
            raise CellError(
                f"Expected nodes with the keys {_ROW_KEYS}, texts all but the last, got {row!r}."
            )
    for key in ("values", "states"):
        if not _is_texts(document[key]):
            raise CellError(f"Expected {key!r} in a cell's JSON to be a list of names.")
    texts = [document["name"], document["title"]]
    if not isinstance(document["words"], dict) or not _is_texts(texts):
        raise CellError("Expected a cell's JSON to have a name, a title and a mapping of words.")


def _is_row(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and set(row) <= set(_ROW_KEYS)
        and all(isinstance(row.get(key), str) for key in ("id", "operation"))
        and all(_is_texts(row.get(key, [])) for key in ("arguments", "roles"))
        and isinstance(row.get("label", ""), str)
        and _is_numbers(row.get("constants", []))
    )


def _is_texts(texts: Any) -> bool:
    return isinstance(texts, list) and all(isinstance(text, str) for text in texts)


def _is_numbers(numbers: Any) -> bool:
    return isinstance(numbers, list) and all(type(number) in (int, float) for number in numbers)


def _build(
    node_id: str,
    rows: dict[str, dict[str, Any]],
    built: dict[str, Expression],
    path: tuple[str, ...],
) -> Expression:
    if node_id in path:
        circle = " → ".join([*path[path.index(node_id) :], node_id])
        raise CellError(f"Expected a graph without a cycle, got {circle}.")
    if node_id not in rows:
        needed = f"which {path[-1]!r} needs" if path else "a value or a state"
        raise CellError(f"Expected a node called {node_id!r}, {needed}; none is.")
    if node_id not in built:
        row = rows[node_id]
        arguments = [_build(a, rows, built, (*path, node_id)) for a in row.get("arguments", ())]
        built[node_id] = Expression(
            row["operation"],
            tuple(arguments),
            row.get("label"),
            tuple(row.get("roles", ())),
            tuple(row.get("constants", ())),
        )
    return built[node_id]


def _word(name: str, word: Any) -> Word:
    try:
        return Word(**word)
    except TypeError:
        raise CellError(
            f"Expected the words of {name!r} to have symbol, word and role, got {word!r}."
        ) from None
