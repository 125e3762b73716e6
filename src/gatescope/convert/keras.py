"""Keras models: `.keras` files, and HDF5 files of Keras 2 and 3. Keras itself is not needed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from gatescope.convert.found import Candidate, Found, Recurrent, gather
from gatescope.convert.hdf5 import Hdf5
from gatescope.convert.keras_config import Described, described
from gatescope.convert.keras_layers import recurrent
from gatescope.convert.keras_weights import ALONE, recurrent_layers
from gatescope.convert.limits import member, members
from gatescope.errors import ConversionError

Arrays = Callable[[Described], Sequence[Sequence[NDArray[Any]]]]
"""For each direction of a layer its kernel, its recurrent kernel, and its bias if it has one."""

_CONFIG, _WEIGHTS = "config.json", "model.weights.h5"
_LEGACY = "model_weights"
_NAMES = ("kernel", "recurrent_kernel", "bias")


def read_keras(path: Path) -> Found:
    """The recurrent layers of a file that Keras 3 saved as `.keras`.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
        MissingExtra: h5py is not installed.
    """
    names = members(path)
    if _WEIGHTS not in names:
        raise ConversionError(
            f"Expected {_WEIGHTS!r} in {path}, got {sorted(names)[:4]}. Save the model in one "
            "piece, as model.save('model.keras') does."
        )
    config = _json(member(path, _CONFIG), path)
    with Hdf5.open(path, member(path, _WEIGHTS)) as file:
        return gather(path, _candidates(config, partial(_of_keras, file), 3))


def read_hdf5(path: Path) -> Found:
    """The recurrent layers of a whole model that Keras 2 or 3 saved as HDF5; of weights alone,
    those of cuDNN's.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
        MissingExtra: h5py is not installed.
    """
    with Hdf5.open(path) as file:
        config = file.attributes("", "model_config")
        if config and _LEGACY in file:
            arrays = partial(_of_hdf5, file, f"{_LEGACY}/")
            version = _version(file.attributes("", "keras_version"), 2)
            return gather(path, _candidates(_json(config[0], path), arrays, version))
        alone = [*recurrent_layers(file)]
        if not alone:
            raise ConversionError(
                f"Expected a whole Keras model in {path}, with its model_config, got none: {ALONE}."
            )
        arrays = partial(_of_hdf5, file, "")
        return gather(path, ((name, partial(_alone, layer, arrays)) for name, layer in alone))


def _json(text: str | bytes, path: Path) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConversionError(
            f"Expected the model's configuration in {path} as JSON, got what cannot be read "
            f"({error}). Save the model again."
        ) from error


def _version(given: Sequence[str], otherwise: int) -> int:
    """The first number of Keras' version, as far as it makes a difference: 2 or 3."""
    first = given[0].partition(".")[0] if given else ""
    return otherwise if not first.isdecimal() else min(max(int(first), 2), 3)


def _candidates(config: Any, arrays: Arrays, version: int) -> Iterator[Candidate]:
    for layer in described(config):
        yield layer.name, partial(recurrent, layer, partial(arrays, layer), version)


def _alone(layer: Callable[[], Described], arrays: Arrays) -> Recurrent:
    made = layer()
    return recurrent(made, partial(arrays, made), 2)


def _of_keras(file: Hdf5, layer: Described) -> list[list[NDArray[Any]]]:
    """A layer's arrays, which stand where its object hangs in the model."""
    found = []
    for place in layer.places:
        own = file.attributes(f"{place}/vars", "name")
        if own and own[0] not in (layer.name.rpartition("/")[2], *layer.own_names):
            raise ConversionError(
                f"Expected the weights of the layer {layer.name!r} at {place!r}, got those of "
                f"{own[0]!r}. The model is put together in a way that cannot be followed."
            )
        numbers = [f"{place}/cell/vars/{k}" for k in range(len(_NAMES))]
        found.append([file.array(n) for n in numbers if n in file])
    return found


def _of_hdf5(file: Hdf5, root: str, layer: Described) -> list[list[NDArray[Any]]]:
    """A layer's arrays, which stand in the group of the top layer that it is in, in order."""
    group = f"{root}{layer.top}"
    names = file.attributes(group, "weight_names")
    own = layer.name.rpartition("/")[2]
    names = [name for name in names if own in name.split("/")] or names
    many = len(layer.configs)
    each = len(names) // many
    parts = [names[k * each : (k + 1) * each] for k in range(many)]
    last = [[name.rpartition("/")[2].partition(":")[0] for name in part] for part in parts]
    if len(names) != each * many or any(tuple(n) not in (_NAMES, _NAMES[:2]) for n in last):
        raise ConversionError(
            f"Expected the weights {_NAMES} of the layer {layer.name!r}, {many} times, got {names}."
            " Save the model with Keras 2 or 3."
        )
    return [[file.array(f"{group}/{name}") for name in part] for part in parts]
