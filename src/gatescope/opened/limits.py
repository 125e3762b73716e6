"""How much is done at once for one request: a store may claim any size."""

from __future__ import annotations

from gatescope.errors import RequestError

ANSWER = 2**25
"""Numbers of one answer."""

WHOLE = 2**33
"""Numbers of a value that are read to see all of it: some minutes of time."""

PARAMETERS = 2**27
"""Numbers of a layer's parameters."""

COMPARED = 2048
"""Units that are compared with each other."""


def check(count: int, most: int, what: str, advice: str) -> None:
    """Refuse what is too much.

    Raises:
        RequestError: `count` is more than `most`.
    """
    if count > most:
        raise RequestError(f"Expected {what} of at most {most:,}, got {count:,}. {advice}")
