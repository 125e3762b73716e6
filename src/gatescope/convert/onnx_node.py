"""One LSTM, GRU or RNN node of an ONNX graph, as weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gatescope.convert.found import Layer, Recurrent, converted
from gatescope.convert.layout import Stacked
from gatescope.convert.onnx_constants import OWN, Constants
from gatescope.convert.onnx_layout import OPERATORS, layouts
from gatescope.errors import ConversionError
from gatescope.extras import needed
from gatescope.trace.schema import DIRECTIONS, Direction

if TYPE_CHECKING:
    from onnx import AttributeProto, NodeProto

_DIRECTIONS: dict[str, tuple[Direction, ...]] = {
    "forward": DIRECTIONS[:1],
    "reverse": DIRECTIONS[1:],
    "bidirectional": DIRECTIONS,
}
_INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
_PARAMETERS = ("W", "R", "B", "P")


def recurrent(name: str, node: NodeProto, constants: Constants) -> Recurrent:
    """A node as it is found in a file.

    Raises:
        ConversionError: it has an option that is not supported, or parameters that are not there.
    """
    options = {attribute.name: _value(attribute) for attribute in node.attribute}
    given = {name: value for name, value in zip(_INPUTS, node.input, strict=False) if value}
    _refuse_unknown(node, given)
    directions = _directions(options)
    own = layouts(node.op_type, options, len(directions), peepholes="P" in given)
    arrays: dict[str, Any] = {
        n: constants.array(given[n], f"its {n}") for n in _PARAMETERS if n in given
    }
    for which, array in arrays.items():
        axes = 3 if which in ("W", "R") else 2
        if array.ndim != axes or array.shape[0] != len(directions):
            raise ConversionError(
                f"Expected its {which} to have {axes} axes, the first of {len(directions)} "
                f"directions, got the shape {array.shape}. The file is damaged."
            )
    both = tuple(converted(layout, _stacked(arrays, k), _NAMES) for k, layout in enumerate(own))
    layer: Layer = both if len(both) > 1 else both[0]
    return Recurrent(name, f"ONNX {node.op_type}", (layer,), directions, _notes(options, given))


_NAMES = {
    "input": "its W",
    "recurrent": "its R",
    "input_bias": "its Wb",
    "recurrent_bias": "its Rb",
    "peepholes": "its P",
}
"""What ONNX calls a node's arrays."""


def _value(attribute: AttributeProto) -> Any:
    """A number, a text, or several; another kind has no place on these nodes, and fits nowhere."""
    kinds = needed("onnx", by="An ONNX file", extra="onnx").AttributeProto
    match attribute.type:
        case kinds.INT:
            return attribute.i
        case kinds.FLOAT:
            return attribute.f
        case kinds.STRING:
            return attribute.s.decode(errors="replace")
        case kinds.FLOATS:
            return tuple(attribute.floats)
        case kinds.STRINGS:
            return tuple(text.decode(errors="replace") for text in attribute.strings)
    return f"an attribute of type {attribute.type}"


def _stacked(arrays: Mapping[str, Any], k: int) -> Stacked:
    bias, peepholes = (arrays[name][k] if name in arrays else None for name in ("B", "P"))
    rows = 0 if bias is None else len(bias) // 2
    of_input, of_past = (None, None) if bias is None else (bias[:rows], bias[rows:])
    return Stacked(arrays["W"][k], arrays["R"][k], of_input, of_past, peepholes)


def _directions(options: Mapping[str, Any]) -> tuple[Direction, ...]:
    direction = options.get("direction", "forward")
    if direction not in _DIRECTIONS:
        raise ConversionError(
            f"Expected its direction to be one of {list(_DIRECTIONS)}, got {direction!r}."
        )
    return _DIRECTIONS[direction]


def _refuse_unknown(node: NodeProto, given: Mapping[str, str]) -> None:
    """Refuse by name what no cell of ours computes."""
    wanting = {
        f"the operator {node.domain}.{node.op_type}": node.domain not in OWN
        or node.op_type not in OPERATORS,
        "no W and R": not {"W", "R"} <= set(given),
        "peepholes (its input P)": node.op_type != "LSTM" and "P" in given,
    }
    for what, is_so in wanting.items():
        if is_so:
            raise ConversionError(
                f"Expected an LSTM, GRU or RNN node of ONNX's own, got {what}, which is not "
                "supported. Export the layer as one of these."
            )


def _notes(options: Mapping[str, Any], given: Mapping[str, str]) -> tuple[str, ...]:
    states = [name for name in ("initial_h", "initial_c") if name in given]
    notes = {
        f"the model gives it {' and '.join(states)}: give run the same as initial=": states,
        "layout=1, its input is (batch, time, input): give run (time, batch, input)": options.get(
            "layout"
        ),
        "the model gives it sequence_lens: give run the same as lengths=": "sequence_lens" in given,
    }
    return tuple(note for note, holds in notes.items() if holds)
