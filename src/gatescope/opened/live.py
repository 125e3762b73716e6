"""A live PyTorch model: recorded as it is, and again with edits in force."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import numpy as np
import xarray as xr

from gatescope.edits import Edit
from gatescope.errors import RecordingError
from gatescope.extras import needed
from gatescope.opened.bins import Array
from gatescope.opened.edited import Edited, Output
from gatescope.opened.layer import Layer
from gatescope.opened.layers import layers_of
from gatescope.recording import edit, record
from gatescope.weights import plain


class Live:
    """A model and what it is called with; `trace` is its recording without edits.

    Each run has the same random numbers, so that it is the edits alone that make a difference.

    Raises:
        ConversionError: the model cannot be recorded.
        CertificateError: what was recorded is not what the model computed.
        MissingExtra: PyTorch is not installed.
    """

    def __init__(self, model: Any, inputs: Any) -> None:
        self._torch = needed("torch", by="explore", extra="torch")
        self._model, self._inputs = model, inputs
        self._random = self._torch.get_rng_state(), self._torch.cuda.get_rng_state_all()
        self.trace, self._output = self._run({})
        self._layers = {layer.path: layer for layer in layers_of(self.trace)}

    def edited(self, edits: Mapping[str, Sequence[Edit]]) -> Edited:
        """The whole model's run with these edits, by the paths of layers.

        Raises:
            EditError: an edit does not fit.
            RecordingError: with the edits the model calls other layers, or for other steps.
        """
        trace, output = self._run(edits)
        layers = {layer.path: layer for layer in layers_of(trace)}
        if _sizes(layers) != _sizes(self._layers):
            raise RecordingError(
                "Expected the model to take the same steps with the edits as without, but it calls "
                "other layers, or for other steps. Look at it with gatescope.edit and record."
            )
        changed = {p: it for p, it in layers.items() if not _is_same(it, self._layers[p])}
        return Edited(changed, self._compared(output))

    def _compared(self, output: Array | None) -> Output | None:
        before = self._output
        if output is None or before is None or output.shape != before.shape:
            return None
        return Output("output", before, output)

    def _run(self, edits: Mapping[str, Sequence[Edit]]) -> tuple[xr.DataTree, Array | None]:
        with ExitStack() as stack:
            stack.enter_context(self._again())
            if edits:
                stack.enter_context(edit(self._model, edits))
            recording = stack.enter_context(record(self._model))
            output = self._call()
        return recording.trace, _first_numbers(output)

    @contextmanager
    def _again(self) -> Iterator[None]:
        with self._torch.no_grad(), self._torch.random.fork_rng():
            own, of_gpus = self._random
            self._torch.set_rng_state(own)
            self._torch.cuda.set_rng_state_all(of_gpus)
            yield

    def _call(self) -> Any:
        if isinstance(self._inputs, Mapping):
            return self._model(**self._inputs)
        return self._model(*(self._inputs if isinstance(self._inputs, tuple) else (self._inputs,)))


def _first_numbers(output: Any) -> Array | None:
    """The first array of real numbers in what a model returns, however deep."""
    if hasattr(output, "detach"):
        numbers = np.asarray(plain(output))
        return numbers if numbers.dtype.kind in "fiu" else None
    within = output.values() if isinstance(output, Mapping) else output
    if not isinstance(output, Mapping | tuple | list):
        return None
    found = (_first_numbers(part) for part in within)
    return next((numbers for numbers in found if numbers is not None), None)


def _sizes(layers: Mapping[str, Layer]) -> dict[str, tuple[int, ...]]:
    return {path: layer.trace["x"].shape for path, layer in layers.items()}


def _is_same(layer: Layer, other: Layer) -> bool:
    """Whether two runs of a layer differ by rounding alone.

    The other layers of a module that is edited are run by another engine than without edits, which
    rounds in another way; the certificate's tolerance leaves room for much more.
    """
    rounding = json.loads(layer.trace.attrs["certificate"])["tolerance"] / 10
    pairs = ((layer.trace[name].values, other.trace[name].values) for name in layer.values)
    return all(np.allclose(a, b, rtol=rounding, atol=rounding, equal_nan=True) for a, b in pairs)
