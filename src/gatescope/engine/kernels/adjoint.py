"""The backward kernel of a cell: the adjoint of its graph, from the last stage to the first.

At each step it reads the values that the forward kernel stored, and leaves the gradient by every
affine. Those by the weights and the input are products over all steps, which come after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from gatescope.cells import OPERATIONS, Cell, Node
from gatescope.engine.edited import edited
from gatescope.engine.kernels.laid_out import Forward, coefficients, parameter
from gatescope.engine.kernels.layout import Buffers, Graph, Term, has_bias, is_product
from gatescope.engine.kernels.program import (
    Axis,
    Matrix,
    Place,
    Pointwise,
    Product,
    Program,
)
from gatescope.engine.kernels.symbol import Symbol, Trace, late


@dataclass(frozen=True)
class Outer:
    """Gradients by matrices side by side: those by their sums times what they multiply.

    `argument` is the node multiplied, which lies at `place` where the forward kernel has not kept
    it; `names` are the matrices, the gradients by whose sums begin at `sums`.
    """

    argument: str
    place: Place | None
    names: tuple[str, ...]
    sums: Place


@dataclass(frozen=True)
class Adjoint:
    """A backward kernel; `needed` are the nodes that it reads as the forward kernel stored them.

    `gradients` says where the gradient by a node lies, where it does at every step.
    """

    program: Program
    needed: frozenset[str]
    gradients: dict[str, Place]
    outer: tuple[Outer, ...]
    """The products over all steps that give the gradients by the matrices."""
    biases: dict[str, Place]
    """The sums over all steps that give those by the biases."""


def adjoint(
    cell: Cell,
    seeds: Iterable[str],
    edited_nodes: Iterable[str],
    wanted: Iterable[str],
    forward: Forward | None = None,
) -> Adjoint:
    """The kernel for a loss of the values `seeds`, which stores the gradients by `wanted`.

    `forward` is the kernel whose values it reads; without one, it is to find out which it needs.
    """
    names = (frozenset(seeds), frozenset(edited_nodes), frozenset(wanted))
    return _Lowering(Graph(cell), *names, forward).result()


@dataclass
class _Lowering:
    graph: Graph
    seeds: frozenset[str]
    edited: frozenset[str]
    wanted: frozenset[str]
    forward: Forward | None
    buffers: Buffers = field(default_factory=Buffers)
    needed: set[str] = field(default_factory=set)
    gradients: dict[str, Place] = field(default_factory=dict)
    arguments: dict[str, Place] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)
    """The nodes whose gradient from later stages lies in memory."""

    def result(self) -> Adjoint:
        stages: list[Product | Pointwise] = []
        for level in reversed(range(self.graph.depth + 1)):
            for axis in ("proj", "unit"):
                trace = Trace()
                _Stage(self, trace, level, axis).write()
                if trace.instructions:
                    stages.append(Pointwise(axis, tuple(trace.instructions)))
            stages += self._products(level)
        after = tuple(self._product("x", run) for run in self.graph.terms("x", self.graph.affines))
        if after:
            self.gradients["x"] = after[0].target
        buffers = tuple(self.buffers.all)
        program = Program(buffers, tuple(stages), after=after, is_reverse=True)
        outer = tuple(
            Outer(
                argument, self.arguments.get(argument), _parameters(run), self.block(run[0].affine)
            )
            for argument in self.graph.arguments
            for run in self.graph.terms(argument, self.graph.affines)
        )
        biases = {f"{n.label}.b": self.block(n) for n in self.graph.affines if has_bias(n)}
        return Adjoint(program, frozenset(self.needed), self.gradients, outer, biases)

    def _products(self, level: int) -> list[Product]:
        affines = [n for n in self.graph.affines if self.graph.level(n.id) == level]
        arguments = [a for a in self.graph.arguments if a != "x"]
        return [self._product(a, run) for a in arguments for run in self.graph.terms(a, affines)]

    def _product(self, argument: str, run: list[Term]) -> Product:
        axis, source = self.graph.axis(argument), self.block(run[0].affine)
        zeros = self.buffers.place("vector", f"zeros {axis}", axis=axis)
        start = None if argument in self.started else zeros
        self.started.add(argument)
        matrix = Matrix(_parameters(run), False)
        return Product(source, len(run), matrix, self.onward(argument), 1, start)

    # ---- where things lie

    def block(self, affine: Node) -> Place:
        """The gradient by an affine's sum lies as the sum itself does."""
        own = self.graph.block(affine)
        return self.buffers.place("steps", f"passed {own['axis']}", **own)

    def onward(self, node: str) -> Place:
        """Where the gradient by a node waits for its stage, or for the step before."""
        axis = self.graph.axis(node)
        if node == "x":
            return self.buffers.place("steps", "gradient x", axis=axis)
        if self.graph.cell[node].operation == "previous":
            state = self.graph.cell[node].label
            return self.buffers.place("turns", f"carried {state}", axis=axis)
        return self.buffers.place("rows", f"onward {node}", axis=axis)

    def stored(self, node: str) -> Place:
        """A value as the forward kernel left it."""
        axis, source = self.graph.axis(node), self.graph.cell[node]
        if source.operation == "previous":
            return self.buffers.place("states", f"state {source.label}", axis=axis)
        if node in self.graph.cell.states:
            return self.buffers.place("states", f"state {node}", axis=axis, shift=1)
        self.needed.add(node)
        if self.forward is None:
            return self.buffers.place("steps", f"value {node}", axis=axis)
        place = self.forward.stored[node]
        buffer = self.forward.program.buffers[place.buffer]
        return self.buffers.place(
            buffer.kind,
            buffer.role,
            axis=axis,
            blocks=buffer.blocks,
            block=place.block,
            shift=place.shift,
        )


@dataclass
class _Stage:
    """The pointwise part of one stage of a step, on one axis."""

    of: _Lowering
    trace: Trace
    level: int
    axis: Axis
    totals: dict[str, Symbol] = field(default_factory=dict)

    def write(self) -> None:
        graph, stores = self.of.graph, list[tuple[Place, Symbol]]()
        for node in reversed(graph.cell.nodes):
            if graph.axis(node.id) != self.axis or node.operation == "input":
                continue
            if node.operation != "previous" and graph.level(node.id) == self.level:
                stores += self._passed(node)
        stores += self._onward()
        for place, symbol in stores:
            self.trace.store(place, symbol)

    def _passed(self, node: Node) -> list[tuple[Place, Symbol]]:
        """Pass the gradient by a node to its arguments; what of it is to be stored."""
        total, stores = self._total(node), self._multiplied(node)
        if node.id in self.of.wanted:
            own = self.of.buffers.place("steps", f"gradient {node.id}", axis=self.axis)
            self.of.gradients[node.id] = own
            stores.append((own, total))
        if node.id in self.of.edited:
            total = coefficients(self.trace, self.of.buffers, node.id, self.axis)[0] * total
        if is_product(node):
            return [*stores, (self.of.block(node), total)]
        return stores + self._pointwise(node, total)

    def _total(self, node: Node) -> Symbol:
        """The gradient by a node as it is after its edits: all that reads it has been passed."""
        of, parts = self.of, list[Symbol]()
        if node.id in self.totals:
            parts.append(self.totals[node.id])
        if node.id in of.started:
            parts.append(self.trace.load(of.onward(node.id)))
        if node.id in of.graph.cell.states:
            carried = of.buffers.place("turns", f"carried {node.id}", axis=self.axis, shift=1)
            parts.append(self.trace.load(carried))
        if node.id in of.seeds:
            parts.append(
                self.trace.load(of.buffers.place("steps", f"seed {node.id}", axis=self.axis))
            )
        if not parts:
            return self.trace.add("constant", constant=0.0)
        return _sum(parts)

    def _pointwise(self, node: Node, total: Symbol) -> list[tuple[Place, Symbol]]:
        names = self.of.graph.cell.parameters_of(node)
        buffers = self.of.buffers
        of_arguments, own = OPERATIONS[node.operation].backward(
            total,
            late(self.trace, lambda: self._raw(node)),
            [self._late(a) for a in node.arguments],
            [parameter(self.trace, buffers, name, self.axis) for name in names],
            *node.constants,
        )
        for argument, part in zip(node.arguments, of_arguments, strict=True):
            known = self.totals.get(argument)
            self.totals[argument] = part if known is None else known + part
        stores = []
        for name, part in zip(names, own, strict=True):
            place = buffers.place("rows", f"gradient {name}", axis=self.axis)
            stores.append((place, self.trace.load(place) + part))
        return stores

    def _multiplied(self, node: Node) -> list[tuple[Place, Symbol]]:
        """What a product multiplies has to lie in memory for the weights' gradients."""
        of, cell = self.of, self.of.graph.cell
        is_there = node.id in cell.values or node.id in cell.states
        if is_there or not any(is_product(reader) for reader in of.graph.readers(node.id)):
            return []
        place = of.buffers.place("steps", f"argument {node.id}", axis=self.axis)
        of.arguments[node.id] = place
        return [(place, self.value(node.id))]

    def _onward(self) -> list[tuple[Place, Symbol]]:
        """What earlier stages, and the step before, are still to get."""
        graph, of = self.of.graph, self.of
        last = self.level == 0
        stores = []
        for node in graph.cell.nodes:
            is_previous = node.operation == "previous" and graph.axis(node.id) == self.axis
            is_earlier = is_previous or graph.level(node.id) < self.level
            if node.id in self.totals and is_earlier and node.operation != "input":
                parts = [self.totals[node.id]]
                if node.id in of.started:
                    parts.append(self.trace.load(of.onward(node.id)))
                stores.append((of.onward(node.id), _sum(parts)))
                of.started.add(node.id)
            elif is_previous and last and node.id not in of.started:
                stores.append((of.onward(node.id), self.trace.add("constant", constant=0.0)))
                of.started.add(node.id)
        return stores

    # ---- the values of the forward run

    def _late(self, node: str) -> Symbol:
        return late(self.trace, lambda: self.value(node))

    def value(self, node_id: str) -> Symbol:
        """A value after its edits: loaded, or computed again where that takes no product."""
        node = self.of.graph.cell[node_id]
        is_kept = node_id in self.of.graph.cell.values or node_id in self.of.graph.cell.states
        if is_kept or not node.arguments or is_product(node):
            return self.trace.load(self.of.stored(node_id))
        value = self._raw(node)
        if node_id not in self.of.edited:
            return value
        found: Symbol = edited(
            value, *coefficients(self.trace, self.of.buffers, node_id, self.axis)
        )
        return found

    def _raw(self, node: Node) -> Symbol:
        """A value before its edits."""
        if node.id not in self.of.edited and node.id in self.of.graph.cell.values:
            return self.value(node.id)
        names = self.of.graph.cell.parameters_of(node)
        parameters = [parameter(self.trace, self.of.buffers, n, self.axis) for n in names]
        arguments = [self.value(a) for a in node.arguments]
        found: Symbol = OPERATIONS[node.operation].compute(arguments, parameters, *node.constants)
        return found


def _parameters(run: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.parameter for term in run)


def _sum(parts: list[Symbol]) -> Symbol:
    total, *others = parts
    for part in others:
        total = total + part
    return total
