import inspect
from typing import Any

import pytest

import gatescope

NAMES = sorted(gatescope.__all__)


def test_the_public_names_are_these() -> None:
    assert NAMES == [
        "Cell",
        "Clamp",
        "GRU",
        "GRU_RESET_AFTER",
        "GatescopeError",
        "LSTM",
        "Model",
        "RNN",
        "Scale",
        "Shift",
        "Swap",
        "Weights",
        "edit",
        "explore",
        "from_torch",
        "gru",
        "kernel_source",
        "load_model",
        "load_weights",
        "models",
        "open",
        "record",
        "record_keras",
        "record_onnx",
        "run",
        "save",
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    thing: Any = getattr(gatescope, name)
    first = (inspect.getdoc(thing) or "").split("\n\n")[0]
    assert first.endswith(".")


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_listed_by_dir(name: str) -> None:
    assert name in dir(gatescope)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'lstm'"):
        gatescope.lstm  # noqa: B018
