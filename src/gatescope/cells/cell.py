"""The cell: one graph from which numbers, equations, diagram, gradients and edits come."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import zip_longest
from typing import Any

from gatescope.cells.axes import Axis, axes
from gatescope.cells.checks import check_expressions, check_sizes
from gatescope.cells.expression import Expression
from gatescope.cells.graph import Node, arrange
from gatescope.cells.latex import equation
from gatescope.cells.operations import OPERATIONS
from gatescope.errors import CellError
from gatescope.names import Word

FORMAT = 1


@dataclass(frozen=True, init=False, repr=False)
class Cell:
    """A recurrent cell, written once as expressions. Two are equal when their graphs are.

    `values` names the values of a step, `next` gives each state after it; every node that
    `previous` reads must be there, and one state is `h`, the layer's output.

    Raises:
        CellError: the graph is malformed; the message says where.
    """

    name: str = field(compare=False)
    title: str = field(compare=False)
    nodes: tuple[Node, ...]
    values: tuple[str, ...]
    states: tuple[str, ...]
    words: Mapping[str, Word] = field(compare=False)

    def __init__(
        self,
        name: str,
        *,
        values: Mapping[str, Expression],
        next: Mapping[str, Expression],
        words: Mapping[str, Word] | None = None,
        title: str | None = None,
    ) -> None:
        check_expressions(name, values, next)
        table = arrange(values, next)
        check_sizes(name, table.nodes)
        attributes = {
            "name": name,
            "title": title or name,
            "nodes": tuple(table.nodes.values()),
            "values": table.order,
            "states": tuple(next),
            "words": dict(words or {}),
        }
        for attribute, value in attributes.items():
            object.__setattr__(self, attribute, value)

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # Kernels are looked up by their cell at every run.
        return hash((self.nodes, self.values, self.states))

    def __repr__(self) -> str:
        values, states = ", ".join(self.values), ", ".join(self.states)
        return f"<Cell {self.name}: {values}; carries {states}>"

    def _repr_latex_(self) -> str:
        """Its equations, which a notebook shows in place of the repr."""
        lines = [self.latex(value).replace("=", "&=", 1) for value in self.values]
        return "\n".join([r"$$\begin{aligned}", r" \\ ".join(lines), r"\end{aligned}$$"])

    def __getitem__(self, node: str) -> Node:
        """The node of that id."""
        return self._by_id[node]

    @cached_property
    def _by_id(self) -> dict[str, Node]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def gates(self) -> tuple[str, ...]:
        """The values whose operation has the range 0..1."""
        return tuple(v for v in self.values if self.range(v) == (0.0, 1.0))

    @cached_property
    def editable(self) -> tuple[str, ...]:
        """What an edit can act on: every named value and every pre-activation."""
        pre = [n.id for n in self.nodes if n.id.endswith("_pre")]
        return (*self.values, *pre)

    @cached_property
    def _axes(self) -> dict[str, Axis]:
        return axes(self.name, self.nodes)

    @cached_property
    def is_projected(self) -> bool:
        """Whether some of its values have the axis `proj`, which has a size of its own."""
        return "proj" in self._axes.values()

    @cached_property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameters' names and axes: `f.h` (unit, unit_prev), `f.x` (unit, input), `f.b`.

        Where h is projected, `f.h` is (unit, proj) and the projection `h.m` (proj, unit).
        """
        found: dict[str, tuple[str, ...]] = {}
        for node in self.nodes:
            operation = OPERATIONS.get(node.operation)
            for name, argument in zip_longest(self.parameters_of(node), node.arguments):
                if operation is not None and operation.weights == "matrix" and argument:
                    found[name] = self._matrix_axes(node.id, argument)
                elif name is not None:
                    found[name] = (self.axis(node.id),)
        return found

    def _matrix_axes(self, node: str, argument: str) -> tuple[str, str]:
        rows, columns = self.axis(node), self.axis(argument)
        return (rows, f"{rows}_prev" if columns == rows else columns)

    def axis(self, node: str) -> Axis:
        """The axis of a node's values beside time and batch: `unit`, `proj` or `input`."""
        return self._axes[node]

    def range(self, node: str) -> tuple[float, float] | None:
        """The range of a node's values, or None where they are not bounded."""
        operation = OPERATIONS.get(self[node].operation)
        return operation.range if operation else None

    def shapes(
        self, input_size: int, hidden_size: int, proj_size: int | None = None
    ) -> dict[str, tuple[int, ...]]:
        """The parameters' shapes; `proj_size` belongs to a cell with projections, and to it alone.

        Raises:
            CellError: `proj_size` is missing, or is given to a cell without projections.
        """
        if (proj_size is not None) != self.is_projected:
            wanted = "a proj_size" if self.is_projected else "no proj_size"
            raise CellError(f"Expected {wanted} for the cell {self.name!r}, got {proj_size}.")
        sizes = {
            "unit": hidden_size,
            "unit_prev": hidden_size,
            "input": input_size,
            "proj": proj_size or 0,
        }
        return {name: tuple(sizes[a] for a in own) for name, own in self.parameters.items()}

    def count(self, input_size: int, hidden_size: int, proj_size: int | None = None) -> int:
        """How many numbers the parameters hold."""
        shapes = self.shapes(input_size, hidden_size, proj_size)
        return sum(math.prod(shape) for shape in shapes.values())

    def parameters_of(self, node: Node) -> tuple[str, ...]:
        """The names of a node's own parameters: its weights, then the bias of an affine."""
        operation = OPERATIONS.get(node.operation)
        bias = ("b",) if operation and operation.has_bias else ()
        return tuple(f"{node.label}.{role}" for role in (*node.roles, *bias))

    def word(self, name: str) -> Word:
        """How a value, or the label of an affine, is written and called."""
        return self.words.get(name) or Word(symbol=name, word=name, role="hidden")

    def latex(self, value: str) -> str:
        """The equation of a named value, as the paper writes it."""
        return equation(self, value)

    def to_json(self) -> dict[str, Any]:
        """The cell as plain data; `Cell.from_json` reads it back."""
        return {
            "format": FORMAT,
            "name": self.name,
            "title": self.title,
            "nodes": [_node_to_json(node) for node in self.nodes],
            "values": list(self.values),
            "states": list(self.states),
            "words": {name: word.to_json() for name, word in self.words.items()},
        }

    @classmethod
    def from_json(cls, document: Any) -> Cell:
        """Read a cell from plain data, validated before anything is made from it."""
        from gatescope.cells.document import read

        return read(document)


def _node_to_json(node: Node) -> dict[str, Any]:
    row: dict[str, Any] = {"id": node.id, "operation": node.operation}
    if node.arguments:
        row["arguments"] = list(node.arguments)
    if node.label is not None:
        row["label"] = node.label
    if node.roles:
        row["roles"] = list(node.roles)
    if node.constants:
        row["constants"] = list(node.constants)
    return row
