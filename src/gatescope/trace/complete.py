"""How far a recording has got: all that a reader may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from gatescope.errors import TraceError


@dataclass(frozen=True)
class Node:
    """What is there of a layer: steps, sequences, and attributes as they are now."""

    time: int
    batch: int
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Complete:
    """How many batches are there, whether the recording came to its end, and its layers by path."""

    batches: int = 0
    finished: bool = False
    nodes: Mapping[str, Node] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        nodes = {path: {**vars(node)} for path, node in self.nodes.items()}
        return {"batches": self.batches, "finished": self.finished, "nodes": nodes}

    @classmethod
    def from_json(cls, document: Any, where: str) -> Complete:
        """Read it back, from a store that anyone may have made.

        Raises:
            TraceError: it is something else.
        """
        try:
            nodes = {_path(p): _node(node) for p, node in document["nodes"].items()}
            return cls(_count(document["batches"]), bool(document["finished"]), nodes)
        except (AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise TraceError(
                f"Expected {where} to say how far it has got, got an attribute `complete` that "
                f"cannot be read ({error}). The store is damaged."
            ) from error


def _node(document: Any) -> Node:
    attributes = document["attributes"]
    return Node(_count(document["time"]), _count(document["batch"]), {**attributes})


def _count(number: Any) -> int:
    if not isinstance(number, int) or number < 0:
        raise ValueError(f"{number!r} is no count")
    return number


def _path(path: str) -> str:
    """A path within the store: whoever made it may wish for another."""
    if not path or any(part in ("", ".", "..") for part in path.split("/")) or "\\" in path:
        raise ValueError(f"{path!r} is no path of a layer")
    return path
