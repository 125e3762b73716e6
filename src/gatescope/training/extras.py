"""What training needs beyond the package, imported where it is needed."""

from __future__ import annotations

from typing import Any

from gatescope import extras


def needed(module: str) -> Any:
    """A module of PyTorch, scikit-learn, statsmodels or Faker.

    Raises:
        MissingExtra: it is not installed.
    """
    return extras.needed(module, by="Training", extra="train")
