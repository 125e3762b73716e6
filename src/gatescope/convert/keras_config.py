"""A Keras model's configuration: which recurrent layers it describes, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

RECURRENT = ("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU")
OTHERS = ("RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D")
"""Recurrent layers that are found and not supported."""

_DEEPEST = 32
Config = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Described:
    """A recurrent layer as a configuration describes it: once, or for each of two directions.

    `name` is its name after those of the models around it, `top` that of the outermost layer,
    `places` where Keras 3 hangs each direction.
    """

    name: str
    top: str
    kind: str
    configs: tuple[Config, ...]
    places: tuple[str, ...]
    merge_mode: str | None = None

    @property
    def own_names(self) -> tuple[str, ...]:
        """The names of each direction's own layer."""
        return tuple(str(config.get("name")) for config in self.configs)


def described(model: Any) -> Iterator[Described]:
    """The recurrent layers of a model's configuration, in its order."""
    return _of_layers(_layers(_config(model)), "", "", "", 0)


def _of_layers(
    entries: Sequence[Any], around: str, top: str, place: str, depth: int
) -> Iterator[Described]:
    times: Counter[str] = Counter()
    for entry in entries:
        kind, name = _kind(entry), str(_config(entry).get("name", _kind(entry)))
        word = _snake(kind)
        own = f"{place}layers/{word}" + (f"_{times[word]}" if times[word] else "")
        times[word] += 1
        yield from _of_layer(entry, f"{around}{name}", top or name, own, depth)


def _of_layer(entry: Any, name: str, top: str, place: str, depth: int) -> Iterator[Described]:
    kind, config = _kind(entry), _config(entry)
    inner = config.get("layer")
    if kind in (*RECURRENT, *OTHERS):
        yield Described(name, top, kind, (config,), (place,))
    elif kind == "Bidirectional" and _kind(inner) in (*RECURRENT, *OTHERS):
        forward, backward = _config(inner), config.get("backward_layer")
        # Keras 2 makes the layer of the other direction from the same configuration.
        other = _config(backward) if backward else {**forward, "go_backwards": True}
        places = (f"{place}/forward_layer", f"{place}/backward_layer")
        mode = str(config.get("merge_mode", "concat"))
        yield Described(name, top, _kind(inner), (forward, other), places, mode)
    elif depth < _DEEPEST:
        yield from _of_layers(_layers(config), f"{name}/", top, f"{place}/", depth + 1)
        if inner:
            yield from _of_layer(inner, name, top, f"{place}/layer", depth + 1)


def _kind(entry: Any) -> str:
    return str(entry.get("class_name")) if isinstance(entry, Mapping) else ""


def _config(entry: Any) -> Config:
    config = entry.get("config") if isinstance(entry, Mapping) else None
    # Of a Sequential the first versions of Keras 2 keep the list of its layers alone.
    if isinstance(config, list):
        return {"layers": config}
    return config if isinstance(config, Mapping) else {}


def _layers(config: Config) -> list[Any]:
    layers = config.get("layers")
    return layers if isinstance(layers, list) else []


def _snake(kind: str) -> str:
    """A class's name as Keras writes it in paths: SimpleRNN as simple_rnn."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=.)(?=[A-Z][a-z])", "_", kind).lower()
