"""The forward kernel of a cell: its graph laid out as products and pointwise stages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from gatescope.cells import OPERATIONS, Cell, Node
from gatescope.engine.edited import edited
from gatescope.engine.kernels.layout import Buffers, Graph, Term, has_bias, is_product
from gatescope.engine.kernels.program import (
    Axis,
    Matrix,
    Place,
    Pointwise,
    Product,
    Program,
)
from gatescope.engine.kernels.symbol import Symbol, Trace


@dataclass(frozen=True)
class Forward:
    """A forward kernel, and where it leaves each value that it stores."""

    program: Program
    stored: dict[str, Place]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each value is, and each state before the step."""
        buffers = {b.role: n for n, b in enumerate(self.program.buffers) if b.kind == "states"}
        before = {f"{role.split(' ')[1]}_prev": Place(n) for role, n in buffers.items()}
        return {**before, **self.stored}


def lay_out(
    cell: Cell, stored: Iterable[str], edited_nodes: Iterable[str], known: Iterable[str] = ()
) -> Forward:
    """The kernel that stores the nodes `stored` at each step and edits `edited_nodes`.

    The states `known` are given at all steps. What the cell makes of them is stored beside them.
    """
    wanted = frozenset(stored)
    graph = Graph(cell, frozenset(known), wanted)
    return _Lowering(graph, wanted, frozenset(edited_nodes)).result()


@dataclass
class _Lowering:
    graph: Graph
    wanted: frozenset[str]
    edited: frozenset[str]
    buffers: Buffers = field(default_factory=Buffers)

    def result(self) -> Forward:
        given = [a for a in self.graph.arguments if a in self.graph.given]
        before = tuple(p for a in given for p in self._products(a, self.graph.affines))
        stages: list[Product | Pointwise] = []
        for level in range(self.graph.depth + 1):
            stages += self._products_of(level)
            stages += self._pointwise(level)
        program = Program(tuple(self.buffers.all), tuple(stages), before=before)
        return Forward(program, {n: self.places[n] for n in self.wanted | self.graph.found})

    # ---- where values lie

    def block(self, affine: Node) -> Place:
        """The sum of an affine lies beside those of the others of its axis."""
        own = self.graph.block(affine)
        return self.buffers.place("steps", f"sums {own['axis']}", **own)

    def state(self, name: str, shift: int) -> Place:
        return self.buffers.place(
            "states", f"state {name}", axis=self.graph.axis(name), shift=shift
        )

    @cached_property
    def places(self) -> dict[str, Place]:
        """Where each node lies that is in memory once its stage is over."""
        before = [n for n in self.graph.nodes if n.operation == "previous"]
        places = {n.id: self.block(n) for n in self.graph.affines}
        places |= {n.id: self.state(str(n.label), 0) for n in before}
        places |= {s: self.state(s, 1) for s in self.graph.found}
        free = {n.id for n in self.graph.affines if n.id not in self.wanted}
        for node in (n for n in self.graph.nodes if n.id not in places and n.arguments):
            axis = self.graph.axis(node.id)
            if node.id in self.wanted:
                over = next((a for a in self._sums_of(node.id) if a in free), None)
                free -= {over}
                places[node.id] = (
                    places[over]
                    if over
                    else self.buffers.place("steps", f"value {node.id}", axis=axis)
                )
            elif self._is_awaited(node.id):
                places[node.id] = self.buffers.place("rows", f"value {node.id}", axis=axis)
        return places

    def _sums_of(self, node_id: str) -> list[str]:
        """The affines over which a value may be written: nothing later in the step reads them."""
        found, waiting = list[str](), [node_id]
        level = self.graph.level(node_id)
        while waiting:
            node = self.graph.cell[waiting.pop()]
            for argument in node.arguments:
                if is_product(self.graph.cell[argument]):
                    readers = self.graph.readers(argument)
                    if all(self.graph.level(r.id) == level for r in readers):
                        found.append(argument)
                elif self.graph.level(argument) == level:
                    waiting.append(argument)
        return found

    def _is_awaited(self, node_id: str) -> bool:
        """Whether a product or a later stage needs a value."""
        level = self.graph.level(node_id)
        return any(self.graph.level(r.id) > level for r in self.graph.readers(node_id))

    # ---- products

    def _products_of(self, level: int) -> list[Product]:
        if level == 0:
            return []
        graph = self.graph
        own = [a for a in graph.arguments if a not in graph.given]
        now = [a for a in own if graph.level(a) == level - 1]
        return [product for a in now for product in self._products(a, self.graph.affines)]

    def _products(self, argument: str, affines: Iterable[Node]) -> list[Product]:
        found = []
        for run in self.graph.terms(argument, affines):
            parts = [list(part) for _, part in groupby(run, self._is_first)]
            found += [self._product(argument, part) for part in parts]
        return found

    def _product(self, argument: str, run: list[Term]) -> Product:
        source = (
            self.buffers.place("steps", "x", axis="input")
            if argument == "x"
            else self.places[argument]
        )
        target, names = self.block(run[0].affine), tuple(term.parameter for term in run)
        start = self._start(run[0].affine) if self._is_first(run[0]) else None
        return Product(source, 1, Matrix(names, True), target, len(run), start)

    def _is_first(self, term: Term) -> bool:
        """Whether it is the first summand of its affine to be computed, on top of the bias."""
        order, affine = self.graph.arguments, term.affine
        summands = zip(affine.roles, affine.arguments, strict=True)
        first, _ = min(summands, key=lambda summand: order.index(summand[1]))
        return term.role == first

    def _start(self, affine: Node) -> Place:
        own = self.graph.block(affine)
        if not has_bias(affine):
            return self.buffers.place("vector", f"zeros {own['axis']}", **own)
        own["names"] = self.graph.biases(own["axis"])
        return self.buffers.place("vector", f"bias {own['axis']}", **own)

    # ---- what is computed unit by unit

    def _pointwise(self, level: int) -> list[Pointwise]:
        stages = []
        for axis in ("unit", "proj"):
            trace = Trace()
            _Stage(self, trace, level, axis).write()
            if trace.instructions:
                stages.append(Pointwise(axis, tuple(trace.instructions)))
        return stages


@dataclass
class _Stage:
    """The pointwise part of one stage of a step, on one axis."""

    of: _Lowering
    trace: Trace
    level: int
    axis: Axis
    values: dict[str, Symbol] = field(default_factory=dict)

    def write(self) -> None:
        """Compute what is to be in memory; stores come last, where all has been read."""
        graph, results = self.of.graph, list[tuple[Place, Symbol]]()
        for node in graph.nodes:
            is_mine = graph.level(node.id) == self.level and graph.axis(node.id) == self.axis
            place = self.of.places.get(node.id)
            if not is_mine or not node.arguments or place is None:
                continue
            if is_product(node) and place == self.of.block(node) and node.id not in self.of.edited:
                continue
            results.append((place, self.value(node.id)))
        for place, symbol in results:
            self.trace.store(place, symbol)

    def value(self, node_id: str) -> Symbol:
        if node_id not in self.values:
            self.values[node_id] = self._value(self.of.graph.cell[node_id])
        return self.values[node_id]

    def _value(self, node: Node) -> Symbol:
        graph = self.of.graph
        if graph.level(node.id) < self.level or not node.arguments:
            return self.trace.load(self.of.places[node.id])
        value = self.trace.load(self.of.block(node)) if is_product(node) else self._computed(node)
        if node.id not in self.of.edited:
            return value
        found: Symbol = edited(
            value, *coefficients(self.trace, self.of.buffers, node.id, self.axis)
        )
        return found

    def _computed(self, node: Node) -> Symbol:
        names = self.of.graph.cell.parameters_of(node)
        arguments = [self.value(a) for a in node.arguments]
        parameters = [parameter(self.trace, self.of.buffers, name, self.axis) for name in names]
        found: Symbol = OPERATIONS[node.operation].compute(arguments, parameters, *node.constants)
        return found


def coefficients(trace: Trace, buffers: Buffers, node: str, axis: Axis) -> tuple[Symbol, Symbol]:
    """What the edits of a node multiply it by, and add to it."""
    a, b = (trace.load(buffers.place("steps", f"{part} {node}", axis=axis)) for part in "ab")
    return a, b


def parameter(trace: Trace, buffers: Buffers, name: str, axis: Axis) -> Symbol:
    """A parameter with one number for each unit."""
    return trace.load(buffers.place("vector", f"parameter {name}", axis=axis, names=(name,)))
