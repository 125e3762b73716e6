"""Optional dependencies, imported where they are needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gatescope.errors import MissingExtra

_PACKAGES = {"sklearn": "scikit-learn", "faker": "Faker"}


def needed(module: str, *, by: str, extra: str) -> Any:
    """A module of an optional dependency, which the extra `extra` installs.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        top = module.partition(".")[0]
        raise MissingExtra(
            f"{by} needs {_PACKAGES.get(top, top)}, which is not installed: "
            f"pip install 'gatescope[{extra}]'"
        ) from error
