"""The bar of a recording that takes its time."""

from __future__ import annotations

from typing import Any

from rich import progress
from rich.console import Console


class Progress:
    """How many batches are recorded; shown to a person, and to no file or pipe."""

    def __init__(self) -> None:
        self._bar: progress.Progress | None = None
        self._task: Any = None

    def start(self, done: int) -> None:
        console = Console(stderr=True)
        is_seen = console.is_terminal or console.is_jupyter
        self._bar = progress.Progress(
            progress.TextColumn("{task.description}"),
            progress.BarColumn(),
            progress.MofNCompleteColumn(),
            progress.TextColumn("batches"),
            progress.TimeElapsedColumn(),
            progress.TimeRemainingColumn(),
            console=console,
            disable=not is_seen,
        )
        self._bar.start()
        self._task = self._bar.add_task("Recording", total=None, completed=done)

    def expect(self, total: int | None) -> None:
        """So many are to come in all."""
        if self._bar is not None:
            self._bar.update(self._task, total=total)

    def show(self, batches: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=batches)

    def stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
