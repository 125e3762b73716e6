"""What is found in a file, as a table for a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gatescope.convert import Found, Recurrent

COLUMNS = ("layer", "cell", "input → units", "parameters", "convention")
_WIDE = 200
"""Where the output is no terminal, whose lines a program reads."""


def show(found: Found) -> None:
    """Print the layers of a file, what is to be known of them, and what is refused and why."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)
    console.print(_table(found))
    for name, module in found.items():
        for note in module.notes:
            console.print(plain(f"{name or module.kind}: {note}."))
    for name, why in found.refused.items():
        console.print(plain(f"{name or 'the file'} is refused: {why}"))


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
            f"{part.weights.input_size} → {part.weights.hidden_size}",
            f"{part.weights.count:,}",
            part.convention,
        )
        for part in module.parts
    ]
