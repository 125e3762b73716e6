"""How a stage of the way back passes gradients on, unit by unit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gatescope.cells import OPERATIONS, Node
from gatescope.engine.edited import edited
from gatescope.engine.kernels.laid_out import coefficients, parameter
from gatescope.engine.kernels.layout import is_product
from gatescope.engine.kernels.program import Axis, Place
from gatescope.engine.kernels.symbol import Symbol, Trace, late

if TYPE_CHECKING:
    from gatescope.engine.kernels.adjoint import Lowering


@dataclass
class Stage:
    """The pointwise part of one stage of a step, on one axis."""

    of: Lowering
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
        stores: list[tuple[Place, Symbol]] = []
        if not self.of.by_parameters:
            return stores
        for name, part in zip(names, own, strict=True):
            place = buffers.place("rows", f"gradient {name}", axis=self.axis)
            stores.append((place, self.trace.load(place) + part))
        return stores

    def _multiplied(self, node: Node) -> list[tuple[Place, Symbol]]:
        """What a product multiplies has to lie in memory for the weights' gradients."""
        of, cell = self.of, self.of.graph.cell
        is_there = node.id in cell.values or node.id in cell.states
        if (
            is_there
            or not of.by_parameters
            or not any(is_product(reader) for reader in of.graph.readers(node.id))
        ):
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


def _sum(parts: list[Symbol]) -> Symbol:
    total, *others = parts
    for part in others:
        total = total + part
    return total
