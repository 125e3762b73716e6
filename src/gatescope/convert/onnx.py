"""ONNX models: their LSTM, GRU and RNN nodes, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gatescope.cells import GRU_RESET_AFTER, LSTM, RNN, gru
from gatescope.convert.found import Candidate, Found, Layer, Recurrent, converted, gather
from gatescope.convert.layout import Layout, Stacked
from gatescope.convert.onnx_constants import Constants
from gatescope.errors import ConversionError
from gatescope.extras import needed
from gatescope.trace.schema import DIRECTIONS, Direction

if TYPE_CHECKING:
    from onnx import AttributeProto, FunctionProto, GraphProto, NodeProto

LAYOUTS = {
    ("LSTM", 0): Layout(LSTM, (("i",), ("o",), ("f",), ("g",))),
    ("GRU", 0): Layout(gru("before", "old"), (("z",), ("r",), ("n",))),
    ("GRU", 1): Layout(GRU_RESET_AFTER, (("z",), ("r",), ("n_x", "n_h"))),
    ("RNN", 0): Layout(RNN, (("h",),)),
}
"""By the operator, and by its attribute linear_before_reset."""

_ACTIVATIONS = {"LSTM": ("sigmoid", "tanh", "tanh"), "GRU": ("sigmoid", "tanh"), "RNN": ("tanh",)}
_DIRECTIONS: dict[str, tuple[Direction, ...]] = {
    "forward": DIRECTIONS[:1],
    "reverse": DIRECTIONS[1:],
    "bidirectional": DIRECTIONS,
}
_RECURRENT = ("LSTM", "GRU", "RNN")
_INPUTS = ("X", "W", "R", "B", "sequence_lens", "initial_h", "initial_c", "P")
_PARAMETERS = ("W", "R", "B")
_OWN = ("", "ai.onnx")
"""What ONNX calls its own operators' domain."""


def read_onnx(path: Path) -> Found:
    """The recurrent nodes of an ONNX model, those within `If` and `Loop` among them.

    Raises:
        ConversionError: it is damaged, or holds none that can be taken over.
        MissingExtra: onnx is not installed.
    """
    onnx = needed("onnx", by="An ONNX file", extra="onnx")
    try:
        model = onnx.load(str(path), format="protobuf", load_external_data=False)
    # The parser's error is protobuf's, which is onnx's own dependency.
    except Exception as error:
        raise _damaged(path, error) from error
    graphs = {"": model.graph} | {f"{f.name}/": f for f in model.functions}
    found = (_candidates(graph, path, name) for name, graph in graphs.items())
    try:
        return gather(path, chain.from_iterable(found))
    # In the place of a text that is none the parser gives bytes.
    except TypeError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ConversionError:
    return ConversionError(
        f"Expected an ONNX model at {path}, got a file that cannot be read ({error}). Copy it "
        "again from where it came from."
    )


def _candidates(
    graph: GraphProto | FunctionProto, path: Path, name: str, around: Constants | None = None
) -> Iterator[Candidate]:
    constants = Constants.of(graph, path, around)
    for k, node in enumerate(graph.node):
        own = name + (node.name or f"{node.op_type}_{k}")
        if any(word in node.op_type.upper() for word in _RECURRENT):
            yield own, partial(_recurrent, own, node, constants)
        for attribute in node.attribute:
            for inner in (attribute.g, *attribute.graphs):
                if inner.node:
                    yield from _candidates(inner, path, f"{own}/{attribute.name}/", constants)


def _recurrent(name: str, node: NodeProto, constants: Constants) -> Recurrent:
    options = {attribute.name: _value(attribute) for attribute in node.attribute}
    given = {name: value for name, value in zip(_INPUTS, node.input, strict=False) if value}
    _refuse_unknown(node, options, given)
    directions = _directions(options)
    _refuse_activations(node.op_type, options, len(directions))
    layout = LAYOUTS[node.op_type, options.get("linear_before_reset", 0)]
    arrays: dict[str, Any] = {
        n: constants.array(given[n], f"its {n}") for n in ("W", "R", "B") if n in given
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
        for k in range(len(directions))
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
        f"the operator {node.domain}.{node.op_type}": node.domain not in _OWN
        or node.op_type not in _RECURRENT,
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


def _refuse_activations(operator: str, options: Mapping[str, Any], directions: int) -> None:
    expected = _ACTIVATIONS[operator] * directions
    given = options.get("activations") or expected
    if str(given).lower() != str(expected):
        raise ConversionError(
            f"Expected its activations to be {expected}, got {given}, which are not supported "
            "yet. Train the layer with its default activations."
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
