"""What is called when a module is: for that module, and not for a copy that is made meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from torch import nn


class Hook:
    """Acts where `module` is called; in a copy of the module, or a pickle, it does nothing."""

    def __init__(self, module: nn.Module, act: Callable[..., None]) -> None:
        self._module, self._act = module, act

    def __call__(self, called: nn.Module, *arguments: Any) -> None:
        if called is self._module:
            self._act(*arguments)

    def __reduce__(self) -> tuple[type[Silent], tuple[()]]:
        return Silent, ()


class Silent:
    """What a hook is in a copy of its module."""

    def __call__(self, *_arguments: Any) -> None:
        """Do nothing."""
