"""What is found in a file, or was recorded, as a table for a terminal."""

from __future__ import annotations

import json

import xarray as xr
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gatescope.convert import Found, Recurrent
from gatescope.trace import cell_of

COLUMNS = ("layer", "cell", "input → units", "parameters", "convention")
_WIDE = 200
"""Where the output is no terminal, whose lines a program reads."""


def show(found: Found) -> None:
    """Print the layers of a file, what is to be known of them, and what is refused and why."""
    console = _console()
    console.print(_table(found))
    for name, module in found.items():
        for note in module.notes:
            console.print(plain(f"{name or module.kind}: {note}."))
    for name, why in found.refused.items():
        console.print(plain(f"{name or 'the file'} is refused: {why}"))


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=_WIDE)


def plain(text: str) -> Text:
    """Text that comes from a file, which must not steer the terminal."""
    return Text("".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text))


def _table(found: Found) -> Table:
    table = Table()
    for column in COLUMNS:
        table.add_column(column, justify="right" if column == "parameters" else "left")
    for module in found.values():
        for row in _rows(module):
            table.add_row(*map(plain, row))
    return table


def _rows(module: Recurrent) -> list[tuple[str, ...]]:
    return [
        (
            part.path,
            module.kind,
            _sizes(part.weights.input_size, part.weights.hidden_size, part.weights.proj_size),
            f"{part.weights.count:,}",
            part.convention,
        )
        for part in module.parts
    ]


def show_written(tree: xr.DataTree) -> None:
    """Print the layers of a trace, with their sizes and certificates."""
    table = Table()
    for column in ("layer", "cell", "steps × sequences", "input → units", "certificate"):
        table.add_column(column)
    for node in tree.subtree:
        if node.has_data:
            table.add_row(*map(plain, _written(node)))
    _console().print(table)


def _written(node: xr.DataTree) -> tuple[str, ...]:
    sizes = node.sizes
    return (
        node.path.strip("/"),
        cell_of(node.to_dataset()).title,
        f"{sizes['time']:,} × {sizes['batch']:,}",
        _sizes(sizes["input"], sizes["unit"], sizes.get("proj")),
        _certificate(node.attrs.get("certificate")),
    )


def _sizes(*sizes: int | None) -> str:
    """Of the input, the units, and what they are projected to where they are."""
    return " → ".join(str(size) for size in sizes if size is not None)


def _certificate(document: str | None) -> str:
    """How far a layer lies from the run of the tool that it comes from, if that has run it."""
    if document is None:
        return "none: run by Gatescope alone"
    found = json.loads(document)
    largest = max(found["differences"].values(), default=0.0)
    return f"holds: {largest:.1e} of {found['tolerance']:g} in {found['precision']}"
