"""Where a cell's values lie in memory, and at which stage of a step each is computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import Any

from gatescope.cells import OPERATIONS, SOURCES, Cell, Node
from gatescope.engine.kernels.program import Axis, Buffer, Kind, Place


@dataclass(frozen=True)
class Term:
    """One summand of an affine: a matrix, the value that it multiplies, whose affine it is."""

    affine: Node
    role: str
    argument: str

    @property
    def parameter(self) -> str:
        return f"{self.affine.label}.{self.role}"


@dataclass(frozen=True)
class Graph:
    """A cell's graph as kernels see it: products on one side, what is unit by unit on the other.

    `known` are states whose values are given at all steps, and so no recurrence. Where `wanted`
    names what is to be computed, the rest of the graph is left out.
    """

    cell: Cell
    known: frozenset[str] = frozenset()
    wanted: frozenset[str] | None = None

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes that are needed, in evaluation order."""
        if self.wanted is None:
            return self.cell.nodes
        needed, waiting = set[str](), [*self.wanted]
        while waiting:
            node = self.cell[waiting.pop()]
            if node.id not in needed:
                needed.add(node.id)
                waiting += node.arguments
                if node.operation == "previous" and node.label not in self.known:
                    waiting.append(str(node.label))
        return tuple(node for node in self.cell.nodes if node.id in needed)

    @cached_property
    def found(self) -> frozenset[str]:
        """The states that have to be found step by step."""
        there = {node.id for node in self.nodes}
        return frozenset(s for s in self.cell.states if s not in self.known and s in there)

    @cached_property
    def given(self) -> frozenset[str]:
        """What is there at all steps before the first."""
        return frozenset({"x", *(f"{state}_prev" for state in self.known)})

    @cached_property
    def affines(self) -> tuple[Node, ...]:
        """In the order in which their blocks lie side by side.

        Those of what is given come first and those without it last, so that its products and those
        of the step each write to blocks that are neighbours.
        """
        found = [n for n in self.nodes if is_product(n)]
        return tuple(sorted(found, key=lambda n: (self._kind(n), self.level(n.id))))

    @cached_property
    def arguments(self) -> list[str]:
        """What the affines multiply by matrices, in the order in which it is there."""
        found = dict.fromkeys(a for n in self.affines for a in n.arguments)
        return sorted(found, key=lambda a: (a not in self.given, self.level(a)))

    def _kind(self, node: Node) -> int:
        given = self.given.intersection(node.arguments)
        return 2 if not given else 0 if given == {*node.arguments} else 1

    def block(self, affine: Node) -> dict[str, Any]:
        """The place of an affine's sum beside those of the others of its axis."""
        axis = self.axis(affine.id)
        same = [n for n in self.affines if self.axis(n.id) == axis]
        return {"axis": axis, "blocks": len(same), "block": same.index(affine)}

    def biases(self, axis: Axis) -> tuple[str, ...]:
        """The biases of the affines of an axis, in the order of their blocks."""
        return tuple(f"{n.label}.b" for n in self.affines if self.axis(n.id) == axis)

    def terms(self, argument: str, affines: Iterable[Node]) -> list[list[Term]]:
        """The affines' products of one argument, those of neighbouring blocks together."""
        mine = [
            (self.affines.index(n), Term(n, role, a))
            for n in affines
            for role, a in zip(n.roles, n.arguments, strict=True)
            if a == argument
        ]
        mine.sort(key=lambda pair: pair[0])
        runs = groupby(enumerate(mine), lambda pair: (pair[1][0] - pair[0], self._axis_of(pair[1])))
        return [[term for _, (_, term) in run] for _, run in runs]

    def _axis_of(self, pair: tuple[int, Term]) -> Axis:
        return self.axis(pair[1].affine.id)

    def axis(self, node: str) -> Axis:
        return self.cell.axis(node)

    def level(self, node_id: str) -> int:
        """How many products of the step lie on the longest path to a node."""
        return self._levels[node_id]

    @cached_property
    def depth(self) -> int:
        return max(self._levels.values())

    @cached_property
    def _levels(self) -> dict[str, int]:
        levels: dict[str, int] = {}
        for node in self.nodes:
            deeper = int(is_product(node))
            found = [levels[a] + deeper for a in node.arguments if a not in self.given]
            levels[node.id] = max(found, default=0)
        # What needs no product of the step is there from its start: computed where it is used.
        for node in reversed(self.nodes):
            if levels[node.id] == 0 and node.arguments:
                readers = self.readers(node.id)
                levels[node.id] = min((levels[n.id] - is_product(n) for n in readers), default=0)
        return levels

    def pointwise(self, level: int) -> list[Node]:
        """The nodes of a level that are computed unit by unit, in evaluation order."""
        return [
            n
            for n in self.nodes
            if self.level(n.id) == level and n.operation not in SOURCES and not is_product(n)
        ]

    def readers(self, node_id: str) -> list[Node]:
        return [n for n in self.nodes if node_id in n.arguments]


def is_product(node: Node) -> bool:
    """Whether a node needs all units of its arguments, not just its own."""
    row = OPERATIONS.get(node.operation)
    return row is not None and row.weights == "matrix"


def has_bias(node: Node) -> bool:
    return OPERATIONS[node.operation].has_bias


@dataclass
class Buffers:
    """The buffers of a program, while it is put together."""

    all: list[Buffer] = field(default_factory=list)

    def place(
        self,
        kind: Kind,
        role: str,
        *,
        axis: Axis = "unit",
        blocks: int = 1,
        block: int = 0,
        shift: int = 0,
        names: tuple[str, ...] = (),
        columns: Axis = "input",
    ) -> Place:
        """A place in the buffer of that role, which is made where it is new."""
        roles = [buffer.role for buffer in self.all]
        if role not in roles:
            self.all.append(Buffer(kind, role, blocks, axis, names, columns))
            roles.append(role)
        return Place(roles.index(role), block, shift)
