"""Objects of a pickle as inert data: nothing that it names is imported, nothing is called."""

from __future__ import annotations

import io
import pickle
import pickletools
from collections.abc import Callable, Mapping
from typing import Any

from gatescope.errors import ConversionError

_OPCODES = frozenset(
    (
        *("PROTO", "STOP", "MARK", "GLOBAL", "NEWOBJ", "REDUCE", "BUILD", "BINPERSID"),
        *("BINPUT", "LONG_BINPUT", "BINGET", "LONG_BINGET"),
        *("NONE", "NEWTRUE", "NEWFALSE"),
        *("BININT", "BININT1", "BININT2", "LONG1", "BINFLOAT", "BINUNICODE"),
        *("EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3"),
        *("EMPTY_LIST", "APPEND", "APPENDS", "EMPTY_DICT", "SETITEM", "SETITEMS"),
    )
)
"""What PyTorch's own writer of TorchScript uses."""


class Inert:
    """An object of a class that is not looked up: its attributes, and what it was made from."""

    def __init__(self, *arguments: Any) -> None:
        self.arguments = arguments

    def __setstate__(self, state: Any) -> None:
        self.state = state


Makers = Mapping[tuple[str, str], Any]


def load(data: bytes, makers: Makers, persistent: Callable[[Any], Any], where: str) -> Any:
    """The object of a pickle, where `makers` stand for what is known
    of classes, functions and formats, and `Inert` for all others.

    Raises:
        ConversionError: it is damaged or is no pickle of TorchScript's.
    """
    try:
        _check_opcodes(data)
        return _Unpickler(data, makers, persistent).load()
    # A pickle is a program: a wrong one can go wrong in as many ways.
    except Exception as error:
        raise ConversionError(
            f"Expected {where} to be as PyTorch writes it, got one that cannot be read ({error}). "
            "Copy the file again from where it came from."
        ) from error


def _check_opcodes(data: bytes) -> None:
    """Refuse what could be costly, or mean something that PyTorch does not write."""
    for opcode, argument, _ in pickletools.genops(data):
        if opcode.name not in _OPCODES:
            raise pickle.UnpicklingError(f"it has the instruction {opcode.name}")
        # The reader makes room for all places below one that is named.
        if "PUT" in opcode.name and int(argument or 0) > len(data):
            raise pickle.UnpicklingError(f"it has the place {argument}")


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, makers: Makers, persistent: Callable[[Any], Any]) -> None:
        super().__init__(io.BytesIO(data))
        self._makers = makers
        self._persistent = persistent

    def find_class(self, module: str, name: str) -> Any:
        return self._makers.get((module, name), Inert)

    def persistent_load(self, pid: Any) -> Any:
        return self._persistent(pid)
