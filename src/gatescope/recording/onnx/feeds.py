"""What a person hands in for the inputs of an ONNX model, in the types that it declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gatescope.errors import InputError
from gatescope.recording.arrays import Array, cast
from gatescope.weights import plain

_DTYPES = {"float": "float32", "double": "float64"}
"""ONNX Runtime's words that are not NumPy's."""


def feeds(declared: Sequence[Any], inputs: Any) -> dict[str, Array]:
    """Arrays by the names of a model's inputs; `declared` are those of ONNX Runtime.

    Raises:
        InputError: one is missing or unknown, or its numbers or shape do not fit.
    """
    names = [each.name for each in declared]
    if not isinstance(inputs, Mapping):
        if len(names) != 1:
            raise InputError(
                f"Expected inputs for {names}, got one {type(inputs).__name__}. Write "
                f"{{{names[0]!r}: …}}."
                if names
                else "Expected no inputs. Write {}."
            )
        inputs = {names[0]: inputs}
    if set(inputs) != set(names):
        raise InputError(f"Expected inputs for {names}, got {list(inputs)}.")
    return {each.name: _fed(each, inputs[each.name]) for each in declared}


def _fed(declared: Any, given: Any) -> Array:
    name, word = declared.name, declared.type.removeprefix("tensor(").removesuffix(")")
    try:
        array = plain(given)
    except ValueError as error:
        raise InputError(
            f"Expected the input {name!r} to be a full array, got rows of different lengths."
        ) from error
    shape = declared.shape
    # Of a number, and of what has no shape declared, the runtime says [].
    if shape and not _fits(array, shape):
        raise InputError(
            f"Expected the input {name!r} with the shape {_shape(shape)}, got {array.shape}. "
            "Give it these axes."
        )
    return _typed(array, _DTYPES.get(word, word), f"the input {name!r}")


def _fits(array: Array, shape: Sequence[Any]) -> bool:
    return len(shape) == array.ndim and all(
        came == size for came, size in zip(array.shape, shape, strict=True) if isinstance(size, int)
    )


def _typed(array: Array, word: str, what: str) -> Array:
    """Numbers in another type that holds them; a text stays what it is."""
    if word == "string":
        return array
    if not hasattr(np, word) or array.dtype.kind not in "fiub":
        raise InputError(f"Expected {what} to be of {word}, got {array.dtype}.")
    dtype = np.dtype(word)
    is_shorter_float = array.dtype.kind in "fiu" and dtype.kind == "f"
    with np.errstate(invalid="ignore"):
        typed = cast(array, dtype)
    if not is_shorter_float and not np.array_equal(typed, array):
        raise InputError(
            f"Expected {what} to be of {word}, got {array.dtype} that it cannot hold. Convert it."
        )
    return typed


def _shape(shape: Sequence[Any]) -> str:
    """A shape with names, or question marks, where any size will do."""
    words = [str(size) if isinstance(size, int) else str(size or "?") for size in shape]
    return f"({', '.join(words)}{',' if len(words) == 1 else ''})"
