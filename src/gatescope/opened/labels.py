"""Words or times for the steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from gatescope.errors import InputError
from gatescope.opened.layer import Layer

Labels = list[str | float]


def labels_of(given: Any, layers: Sequence[Layer]) -> Labels | None:
    """A label for each step: those that are given, or the trace's own coordinate `time`.

    Raises:
        InputError: they are as many as no layer has steps.
    """
    if given is None:
        own = (layer.trace["time"] for layer in layers if "time" in layer.trace.coords)
        first = next(own, None)
        return None if first is None else _as_labels(first.values)
    labels = _as_labels(given)
    lengths = sorted({layer.steps for layer in layers})
    if len(labels) not in lengths:
        raise InputError(
            f"Expected labels= with one for each step, {' or '.join(map(str, lengths))} of them, "
            f"got {len(labels)}."
        )
    return labels


def _as_labels(given: Any) -> Labels:
    if isinstance(given, str):
        raise InputError("Expected labels= as a list with one for each step, got one text.")
    return [_label(label) for label in given]


def _label(label: Any) -> str | float:
    if isinstance(label, np.datetime64):
        return str(np.datetime_as_string(label, unit="auto"))
    is_number = isinstance(label, int | float | np.number) and not isinstance(label, bool)
    return float(label) if is_number and np.isfinite(label) else str(label)
