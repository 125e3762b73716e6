"""PyTorch's recurrent layers in a state dict, by the names and shapes of its tensors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from gatescope.convert.found import Candidate, Layer, Recurrent, converted
from gatescope.convert.torch import LAYOUTS, PROJECTED, STACKED, Kind, Part
from gatescope.errors import ConversionError
from gatescope.trace.schema import DIRECTIONS
from gatescope.weights import Weights

_NAME = re.compile(
    r"(?P<module>.*[./])?(?P<own>(?:weight|bias)_(?:ih|hh|hr)(?:_[^./]*)?)", re.DOTALL
)
_PLACE = re.compile(r"[a-z]+_[a-z]+(?:_l(?P<layer>0|[1-9]\d{0,3})(?P<reverse>_reverse)?)?")
_COMPILED = re.compile(r"(?<![^./])_orig_mod[./]")
"""What `torch.compile` puts around a module, which the model itself has no name for."""
_MODES = {len(layout.blocks): mode for mode, layout in reversed(LAYOUTS.items())}
"""By how many blocks a matrix stacks; where several modes do, the first of PyTorch's."""

_SHOWN = 8

_ASSUMED = (
    "a state dict does not say whether an nn.RNN has tanh or relu: tanh is assumed. "
    "For certainty use from_torch with the module itself"
)


def candidates(tensors: Mapping[str, Any]) -> Iterator[Candidate]:
    """The recurrent modules that a state dict's names speak of.

    `tensors` is asked for those alone; it gives NumPy arrays.
    """
    modules: dict[str, dict[str, str]] = {}
    for name in tensors:
        if match := _NAME.fullmatch(name):
            modules.setdefault(match["module"] or "", {})[match["own"]] = name
    for module, own in modules.items():
        named = _COMPILED.sub("", module).rstrip("./")
        yield named, partial(_recurrent, named, own, tensors)


def named(names: Iterable[str]) -> Iterator[str]:
    """Those of some names that speak of a recurrent module."""
    return filter(_NAME.fullmatch, names)


def _recurrent(name: str, own: Mapping[str, str], tensors: Mapping[str, Any]) -> Recurrent:
    kind = _kind(own, tensors)
    _check_names(kind, own)
    both = len(kind.directions)
    parts = [_weights(kind, part, own, tensors) for part in kind.parts]
    layers: list[Layer] = [
        parts[k] if both == 1 else tuple(parts[k : k + both]) for k in range(0, len(parts), both)
    ]
    word, _, nonlinearity = kind.mode.partition("_")
    return Recurrent(
        name=name,
        kind=f"PyTorch {word}" + "Cell" * kind.is_cell,
        layers=tuple(layers),
        directions=kind.directions,
        notes=(_ASSUMED,) if nonlinearity else (),
    )


def _kind(own: Mapping[str, str], tensors: Mapping[str, Any]) -> Kind:
    """What the module is that has these parameters."""
    places = [_PLACE.fullmatch(name) for name in own]
    recurrent = next((own[name] for name in own if name.startswith("weight_hh")), None)
    if recurrent is None or not all(places):
        raise ConversionError(
            "Expected the parameters weight_ih_l0, weight_hh_l0 … or weight_ih, weight_hh of a "
            f"PyTorch layer, got {sorted(own)}. If they are made from others, as by weight_norm, "
            "remove that before saving."
        )
    mode, units, projections = _sizes(recurrent, own, tensors)
    is_cell = any(match is not None and match["layer"] is None for match in places)
    layers = [int(match["layer"]) for match in places if match and match["layer"]]
    both = any(match is not None and match["reverse"] for match in places)
    return Kind(
        mode=mode,
        is_cell=is_cell,
        layers=1 if is_cell else max(layers) + 1,
        directions=DIRECTIONS if both else DIRECTIONS[:1],
        hidden_size=units,
        has_bias=any(name.startswith("bias") for name in own),
        batch_first=False,
        dropout=0.0,
        proj_size=projections,
    )


def _sizes(
    recurrent: str, own: Mapping[str, str], tensors: Mapping[str, Any]
) -> tuple[str, int, int]:
    """The mode, how many units, and how many projections, 0 without any."""
    shape = tuple(tensors[recurrent].shape)
    projecting = next((own[name] for name in own if name.startswith("weight_hr")), None)
    layouts = LAYOUTS if projecting is None else PROJECTED
    # What a step reads of the one before are the units, or is projected from them.
    read = shape if projecting is None else tuple(tensors[projecting].shape)
    units = read[1] if len(read) == len(shape) == 2 else 0
    blocks, rest = divmod(shape[0], units) if units else (0, 0)
    mode = _MODES.get(blocks, "")
    if rest or mode not in layouts:
        known = sorted({len(layout.blocks) for layout in layouts.values()})
        raise ConversionError(
            f"Expected {recurrent!r} to have a row of each unit for each gate, {known} of them one "
            f"above the other, got the shape {shape} of {units} units. It is no LSTM, GRU or RNN "
            "of PyTorch's."
        )
    return mode, units, 0 if projecting is None else read[0]


def _check_names(kind: Kind, own: Mapping[str, str]) -> None:
    wanted = {name + part.suffix for part in kind.parts for name in kind.names}
    missing, unknown = sorted(wanted - set(own)), sorted(set(own) - wanted)
    if missing or unknown:
        raise ConversionError(
            f"Expected the parameters of {kind.layers} layers, got {len(own)}: "
            f"missing {missing[:_SHOWN]}, unknown {unknown[:_SHOWN]}. Save the whole state dict of "
            "the layer. If some are made from others, as by weight_norm, remove that before saving."
        )


def _weights(kind: Kind, part: Part, own: Mapping[str, str], tensors: Mapping[str, Any]) -> Weights:
    names = {STACKED[name]: own[name + part.suffix] for name in kind.names}
    parameters = {n + part.suffix: tensors[own[n + part.suffix]] for n in kind.names}
    return converted(kind.layout, kind.stacked(parameters, part), names)
