"""The backward kernel of a cell: the adjoint of its graph, from the last stage to the first.

At each step it reads the values that the forward kernel stored, and leaves the gradient by every
affine. Those by the weights and the input are products over all steps, which come after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from gatescope.cells import Cell, Node
from gatescope.engine.kernels.laid_out import Forward
from gatescope.engine.kernels.layout import Buffers, Graph, Term, has_bias
from gatescope.engine.kernels.passing import Stage
from gatescope.engine.kernels.program import (
    Matrix,
    Outer,
    Place,
    Pointwise,
    Product,
    Program,
)
from gatescope.engine.kernels.symbol import Trace


@dataclass(frozen=True)
class Adjoint:
    """A backward kernel; `needed` are the nodes that it reads as the forward kernel stored them.

    `gradients` says where the gradient by a node lies, where it does at every step.
    """

    program: Program
    needed: frozenset[str]
    gradients: dict[str, Place]
    parameters: dict[str, Place]
    """Where the gradients by matrices and biases lie."""
    by_x: bool
    by_parameters: bool


def adjoint(
    cell: Cell,
    seeds: Iterable[str],
    edited_nodes: Iterable[str],
    wanted: Iterable[str],
    forward: Forward | None = None,
    *,
    by_x: bool = True,
    by_parameters: bool = True,
) -> Adjoint:
    """The kernel for a loss of the values `seeds`, which stores the gradients by `wanted`.

    `forward` is the kernel whose values it reads; without one, it is to find out which it needs.
    Gradients `by_x` and `by_parameters` are left out where they are not needed.
    """
    names = (frozenset(seeds), frozenset(edited_nodes), frozenset(wanted))
    return Lowering(Graph(cell), *names, forward, by_x, by_parameters).result()


@dataclass
class Lowering:
    graph: Graph
    seeds: frozenset[str]
    edited: frozenset[str]
    wanted: frozenset[str]
    forward: Forward | None
    by_x: bool
    by_parameters: bool
    buffers: Buffers = field(default_factory=Buffers)
    needed: set[str] = field(default_factory=set)
    gradients: dict[str, Place] = field(default_factory=dict)
    arguments: dict[str, Place] = field(default_factory=dict)
    parameters: dict[str, Place] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)
    """The nodes whose gradient from later stages lies in memory."""

    def result(self) -> Adjoint:
        stages: list[Product | Pointwise] = []
        for level in reversed(range(self.graph.depth + 1)):
            for axis in ("proj", "unit"):
                trace = Trace()
                Stage(self, trace, level, axis).write()
                if trace.instructions:
                    stages.append(Pointwise(axis, tuple(trace.instructions)))
            stages += self._products(level)
        after = tuple(self._product("x", run) for run in self._terms("x") if self.by_x)
        if after:
            self.gradients["x"] = after[0].target
        outer = tuple(
            self._outer(argument, run)
            for argument in self.graph.arguments
            for run in self._terms(argument)
            if self.by_parameters
        )
        buffers = tuple(self.buffers.all)
        program = Program(buffers, tuple(stages), after=after, outer=outer, is_reverse=True)
        found = self.gradients, self.parameters, self.by_x, self.by_parameters
        return Adjoint(program, frozenset(self.needed), *found)

    def _terms(self, argument: str) -> list[list[Term]]:
        return self.graph.terms(argument, self.graph.affines)

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

    def _outer(self, argument: str, run: list[Term]) -> Outer:
        """The product over all steps that gives the gradients by matrices side by side, and with
        them those by the biases of their affines."""
        axis, first = self.graph.axis(argument), run[0]
        form: dict[str, Any] = {"axis": self.graph.axis(first.affine.id), "blocks": len(run)}
        matrix = self.buffers.place("matrix", f"gradients {first.parameter}", columns=axis, **form)
        total = self.buffers.place("vector", f"totals {first.parameter}", **form)
        for block, term in enumerate(run):
            self.parameters[term.parameter] = replace(matrix, block=block)
            if has_bias(term.affine):
                self.parameters[f"{term.affine.label}.b"] = replace(total, block=block)
        zeros = self.buffers.place("vector", f"zeros {axis}", axis=axis)
        places = self.block(first.affine), len(run), self.argument(argument)
        return Outer(*places, matrix, zeros, total)

    # ---- where things lie

    def argument(self, node: str) -> Place:
        """What is multiplied by matrices, at all steps."""
        if node == "x":
            return self.buffers.place("steps", "x", axis="input")
        return self.arguments.get(node) or self.stored(node)

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


def _parameters(run: Iterable[Term]) -> tuple[str, ...]:
    return tuple(term.parameter for term in run)
