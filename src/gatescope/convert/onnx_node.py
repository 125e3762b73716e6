"""One LSTM, GRU or RNN node of an ONNX graph, as weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from gatescope.cells import GRU_RESET_AFTER, LSTM, RNN, RNN_RELU, gru
from gatescope.convert.found import Layer, Recurrent, converted
from gatescope.convert.layout import Layout, Stacked
from gatescope.convert.onnx_constants import OWN, Constants
from gatescope.errors import ConversionError
from gatescope.extras import needed
from gatescope.trace.schema import DIRECTIONS, Direction

if TYPE_CHECKING:
    from onnx import AttributeProto, NodeProto

_LSTM, _GRU = ("sigmoid", "tanh", "tanh"), ("sigmoid", "tanh")
LAYOUTS: dict[tuple[str, int], dict[tuple[str, ...], Layout]] = {
    ("LSTM", 0): {_LSTM: Layout(LSTM, (("i",), ("o",), ("f",), ("g",)))},
    ("GRU", 0): {_GRU: Layout(gru("before", "old"), (("z",), ("r",), ("n",)))},
    ("GRU", 1): {_GRU: Layout(GRU_RESET_AFTER, (("z",), ("r",), ("n_x", "n_h")))},
    ("RNN", 0): {("tanh",): Layout(RNN, (("h",),)), ("relu",): Layout(RNN_RELU, (("h",),))},
}
"""By the operator and its attribute linear_before_reset, and then by the activations of a
direction, the default ones first."""

OPERATORS = ("LSTM", "GRU", "RNN")
_DIRECTIONS: dict[str, tuple[Direction, ...]] = {
    "forward": DIRECTIONS[:1],
    "reverse": DIRECTIONS[1:],
    "bidirectional": DIRECTIONS,
}
_INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
_PARAMETERS = ("W", "R", "B")


def recurrent(name: str, node: NodeProto, constants: Constants) -> Recurrent:
    """A node as it is found in a file.

    Raises:
        ConversionError: it has an option that is not supported, or parameters that are not there.
    """
    options = {attribute.name: _value(attribute) for attribute in node.attribute}
    given = {name: value for name, value in zip(_INPUTS, node.input, strict=False) if value}
    _refuse_unknown(node, options, given)
    directions = _directions(options)
    layouts = _layouts(node.op_type, options, len(directions))
    arrays: dict[str, Any] = {
        n: constants.array(given[n], f"its {n}") for n in _PARAMETERS if n in given
    }
    for which, array in arrays.items():
        axes = 2 if which == "B" else 3
        if array.ndim != axes or array.shape[0] != len(directions):
            raise ConversionError(
                f"Expected its {which} to have {axes} axes, the first of {len(directions)} "
                f"directions, got the shape {array.shape}. The file is damaged."
            )
    both = tuple(
        converted(layout, _stacked(arrays, k), ("its W", "its R", "its Wb", "its Rb"))
        for k, layout in enumerate(layouts)
    )
    layer: Layer = both if len(both) > 1 else both[0]
    return Recurrent(name, f"ONNX {node.op_type}", (layer,), directions, _notes(options, given))


def _value(attribute: AttributeProto) -> Any:
    """A number, a text or texts; another kind has no place on these nodes, and fits nowhere."""
    kinds = needed("onnx", by="An ONNX file", extra="onnx").AttributeProto
    match attribute.type:
        case kinds.INT:
            return attribute.i
        case kinds.FLOAT:
            return attribute.f
        case kinds.STRING:
            return attribute.s.decode(errors="replace")
        case kinds.STRINGS:
            return tuple(text.decode(errors="replace") for text in attribute.strings)
    return f"an attribute of type {attribute.type}"


def _stacked(arrays: Mapping[str, Any], k: int) -> Stacked:
    if "B" not in arrays:
        return Stacked(arrays["W"][k], arrays["R"][k])
    rows = len(arrays["B"][k]) // 2
    return Stacked(arrays["W"][k], arrays["R"][k], arrays["B"][k][:rows], arrays["B"][k][rows:])


def _directions(options: Mapping[str, Any]) -> tuple[Direction, ...]:
    direction = options.get("direction", "forward")
    if direction not in _DIRECTIONS:
        raise ConversionError(
            f"Expected its direction to be one of {list(_DIRECTIONS)}, got {direction!r}."
        )
    return _DIRECTIONS[direction]


def _refuse_unknown(node: NodeProto, options: Mapping[str, Any], given: Mapping[str, str]) -> None:
    """Refuse by name what no cell of ours computes."""
    wanting = {
        f"the operator {node.domain}.{node.op_type}": node.domain not in OWN
        or node.op_type not in OPERATORS,
        "peepholes (its input P)": "P" in given,
        "input_forget=1, which couples the gates": options.get("input_forget", 0) != 0,
        f"clip={options.get('clip')}": "clip" in options,
        "no W and R": not {"W", "R"} <= set(given),
        "another linear_before_reset than 0 and 1": (
            (node.op_type, options.get("linear_before_reset", 0)) not in LAYOUTS
        ),
    }
    for what, is_so in wanting.items():
        if is_so:
            raise ConversionError(
                f"Expected an LSTM, GRU or RNN node of ONNX's own as its defaults have it, got "
                f"{what}, which is not supported yet. Train or export the layer without."
            )


def _layouts(operator: str, options: Mapping[str, Any], many: int) -> list[Layout]:
    """The layout of each direction, by its activations."""
    known = LAYOUTS[operator, options.get("linear_before_reset", 0)]
    default = next(iter(known))
    given, size = options.get("activations") or many * default, len(default)
    words = [text.lower() for text in given] if isinstance(given, tuple) else []
    each = [tuple(words[k * size : (k + 1) * size]) for k in range(many)]
    if len(words) != many * size or any(words not in known for words in each):
        raise ConversionError(
            f"Expected its activations to be one of {list(known)}, once for each direction, got "
            f"{given}, which is not supported yet. Train the layer with its default activations."
        )
    return [known[words] for words in each]


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
