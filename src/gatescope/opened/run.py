"""One run of the layers: what they did, recorded or edited, ready to be looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gatescope.errors import RequestError
from gatescope.opened.kept import Kept
from gatescope.opened.layer import Layer
from gatescope.opened.overview import Overview, overview


class Run:
    """The layers of one run, with the overviews of their values."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self.layers = tuple(layers)
        self._kept = Kept()

    def __getitem__(self, place: int) -> Layer:
        """A layer by its place, from 0.

        Raises:
            RequestError: there is none.
        """
        if not 0 <= place < len(self.layers):
            raise RequestError(f"Expected a layer within 0..{len(self.layers) - 1}, got {place}.")
        return self.layers[place]

    def overview(self, place: int, name: str, batch: int) -> Overview:
        """The overview of a value over one sequence, computed where it is not kept.

        Raises:
            RequestError: there is no such layer, value or sequence.
        """
        layer = self[place]
        return self._kept.get((place, name, batch), lambda: overview(layer, name, batch))

    def changed(self, layers: Mapping[str, Layer]) -> Run:
        """Another run, of which some layers, by their paths, did something else."""
        return Run([layers.get(layer.path, layer) for layer in self.layers])
