"""Whether a file computes what the model did from which it was exported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gatescope.errors import InputError
from gatescope.recording.arrays import Array, numeric
from gatescope.recording.certificate import TOLERANCES, difference
from gatescope.recording.observed import judge
from gatescope.recording.onnx.readings import read_otherwise, reads
from gatescope.recording.onnx.session import outputs

if TYPE_CHECKING:
    from onnx import ModelProto

    from gatescope.convert.onnx_places import Place


def check_expected(
    model: ModelProto,
    places: Sequence[Place],
    inputs: Any,
    given: Mapping[str, Array],
    expected: Any,
    certify: Any,
) -> None:
    """Compare what a model gave with what was expected of it.

    Raises:
        InputError: it has no output of that name or shape.
        CertificateError: they differ, unless `certify="warn"` was asked for.
    """
    wanted = _by_name(given, expected)
    worst = max(wanted, key=lambda name: _excess(given[name], wanted[name]))
    if _excess(given[worst], wanted[worst]) <= 1:
        return
    message = (
        f"The output {worst!r}: expected it within {_tolerance(given[worst]):g} of expected=, got "
        f"a difference of {difference(given[worst], wanted[worst]):.3g}."
    )
    judge(message + _hint(model, places, inputs, wanted), certify)


def _by_name(given: Mapping[str, Array], expected: Any) -> dict[str, Array]:
    named = expected if isinstance(expected, Mapping) else {next(iter(given)): expected}
    if not named or not set(named) <= set(given):
        raise InputError(f"Expected expected= by the outputs {list(given)}, got {list(named)}.")
    arrays = {name: numeric(array, f"expected[{name!r}]") for name, array in named.items()}
    for name, array in arrays.items():
        if array.shape != given[name].shape:
            raise InputError(
                f"Expected expected[{name!r}] with the shape {given[name].shape}, which the model "
                f"gave, got {array.shape}."
            )
    return arrays


def _tolerance(given: Array) -> float:
    return TOLERANCES.get(str(given.dtype), TOLERANCES["float32"])


def _excess(given: Array, wanted: Array) -> float:
    """A difference in tolerances."""
    return difference(given, wanted) / _tolerance(given)


def _hint(
    model: ModelProto, places: Sequence[Place], inputs: Any, wanted: Mapping[str, Array]
) -> str:
    """That reading GRU nodes the other way fits, when it does: all of them, or one."""
    grus = [place for place in places if place.node.op_type == "GRU"]
    for some in filter(None, [grus, *([gru] for gru in grus if len(grus) > 1)]):
        _turn(some)
        given = outputs(model, inputs)
        _turn(some)
        if all(_excess(given[n], array) <= 1 for n, array in wanted.items()):
            values = sorted({1 - reads(place.node) for place in some})
            return (
                f" With linear_before_reset={' and '.join(map(str, values))} in "
                f"{[place.name for place in some]} it fits: the exporter forgot it, or wrote it "
                "where it does not belong. Set it in the file, and record that."
            )
    return " The file does not compute what the model did: export it again, and look for options."


def _turn(places: Sequence[Place]) -> None:
    """Make nodes say the opposite of what they say; twice, and they are as they were."""
    for place in places:
        place.node.CopyFrom(read_otherwise(place.node))
