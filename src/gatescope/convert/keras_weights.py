"""Files of weights alone that Keras 2 saved: what is known of their layers without a configuration.

Of most layers that is not enough, since activations are no weights. Those that train on cuDNN have
no choice of them, and are known by their shapes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from gatescope.convert.hdf5 import Hdf5
from gatescope.convert.keras_config import Config, Described
from gatescope.convert.keras_cudnn import kind_of
from gatescope.errors import ConversionError

ALONE = (
    "weights alone do not say what their activations are. Save the whole model with "
    "model.save('m.keras')"
)
_RECURRENT = "recurrent_kernel"
_CONFIGS: tuple[Config, ...] = ({}, {"go_backwards": True})
"""Of one direction, and of the other."""


def layer_of(file: Hdf5, name: str) -> Described:
    """The recurrent layer that has these weights.

    Raises:
        ConversionError: they may be those of several.
    """
    names = file.attributes(name, "weight_names")
    many = len(_recurrent(names))
    each = len(names) // many
    shapes = [file.array(f"{name}/{own}").shape for own in names[:each]]
    kind = kind_of(shapes)
    if kind is None or many > len(_CONFIGS):
        raise ConversionError(f"Expected a layer of cuDNN's, got the shapes {shapes}, and {ALONE}.")
    mode = "concat" if many > 1 else None
    return Described(name, name, kind, _CONFIGS[:many], ("",) * many, mode)


def recurrent_layers(file: Hdf5) -> Iterator[tuple[str, partial[Described]]]:
    """The names of the layers that have recurrent weights, and what makes each."""
    for name in file.attributes("", "layer_names"):
        if name in file and _recurrent(file.attributes(name, "weight_names")):
            yield name, partial(layer_of, file, name)


def _recurrent(names: Sequence[str]) -> list[str]:
    return [n for n in names if n.rpartition("/")[2].partition(":")[0] == _RECURRENT]
