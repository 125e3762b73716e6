"""A trace that is open: its layers, the run with edits, and what runs them."""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import Lock
from typing import Any

import xarray as xr

from gatescope.edits import Edit, edit_from_json
from gatescope.errors import EditError
from gatescope.opened.alone import Alone
from gatescope.opened.edited import Editor
from gatescope.opened.labels import labels_of
from gatescope.opened.layers import layers_of
from gatescope.opened.run import Run

FORMAT = 1


class Opened:
    """A trace, one layer's or a tree's, as the page looks at it and edits it.

    `editor` runs it again with edits; without one each layer is run by itself. `labels` has one for
    each step.

    Raises:
        TraceError: it is no trace.
        InputError: the labels are not as many as the steps.
    """

    def __init__(
        self,
        trace: xr.Dataset | xr.DataTree,
        *,
        title: str = "",
        labels: Any = None,
        editor: Editor | None = None,
    ) -> None:
        layers = layers_of(trace)
        self.title, self.labels = title, labels_of(labels, layers)
        finished = trace.attrs.get("finished")
        self._is_finished = None if finished is None else bool(finished)
        self._is_live = editor is not None
        self._editor: Editor = editor or Alone(layers)
        self._lock = Lock()
        self._recorded = Run(layers)
        self._edited = self._recorded

    def run(self, name: str = "recorded") -> Run:
        """The run as it was recorded, or as the last edits made it."""
        return self._edited if name == "edited" else self._recorded

    def facts(self) -> dict[str, Any]:
        """What the page needs to know before it draws anything."""
        return {
            "format": FORMAT,
            "title": self.title,
            "live": self._is_live,
            "editable": True,
            "finished": self._is_finished,
            "layers": [layer.facts() for layer in self._recorded.layers],
            "labels": None if self.labels is None else {"time": self.labels},
        }

    def edit(self, document: Any) -> dict[str, Any]:
        """Run with the edits of a document, one run at a time; with none the edited run goes.

        Raises:
            GatescopeError: an edit does not fit, or the run failed.
        """
        edits = _edits(document)
        with self._lock:
            began = time.perf_counter()
            edited = self._editor.edited(edits)
            self._edited = self._recorded.changed(edited.layers)
            return {
                "output": edited.output and edited.output.to_json(),
                "layers": list(edited.layers),
                "seconds": time.perf_counter() - began,
            }


def _edits(document: Any) -> dict[str, list[Edit]]:
    """Edits by path, from JSON."""
    by_path = document.get("edits") if isinstance(document, Mapping) else None
    if not isinstance(by_path, Mapping) or not all(isinstance(e, list) for e in by_path.values()):
        raise EditError('Expected {"edits": {path: [edits]}}, got something else.')
    return {path: [edit_from_json(e) for e in own] for path, own in by_path.items() if own}
