"""What holds functions to the shapes and types in their signatures while the tests run."""

from collections.abc import Callable
from typing import Any

from beartype import beartype


def checked(function: Callable[..., Any]) -> Callable[..., Any]:
    """Check the signature, but of a function within another: none of those names a shape.

    Such a function is made at each call, and making its check takes longer than the call.
    """
    return function if "<locals>" in function.__qualname__ else beartype(function)
