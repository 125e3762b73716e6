"""From expressions to a table of nodes in evaluation order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from gatescope.cells.expression import Expression
from gatescope.cells.operations import OPERATIONS
from gatescope.errors import CellError


@dataclass(frozen=True)
class Node:
    """One row of a cell's graph.

    `label` is the state of a `previous` node and the parameters' prefix of an `affine` or a
    `diagonal`, whose `roles` name its weights, one for each argument. `constants` are the numbers
    that the operation takes besides, in the order of its table.
    """

    id: str
    operation: str
    arguments: tuple[str, ...] = ()
    label: str | None = None
    roles: tuple[str, ...] = ()
    constants: tuple[float, ...] = ()


@dataclass
class Table:
    """The nodes found so far, in evaluation order. `names` are the values that have one."""

    names: Mapping[Expression, str]
    inside: Mapping[str, Expression]
    """What stands inside the function of a value: `f_pre`."""
    nodes: dict[str, Node] = field(default_factory=dict)
    _ids: dict[Expression, str] = field(default_factory=dict)

    @property
    def order(self) -> tuple[str, ...]:
        """The named values in evaluation order."""
        named = set(self.names.values())
        return tuple(node_id for node_id in self.nodes if node_id in named)

    def add(self, expression: Expression, owner: str, suggested: str | None = None) -> str:
        """Put an expression, after all that it needs, into the table; gives its id.

        A node without a name is called after what it is: `x`, `h_prev`, `f_pre`; failing that,
        after the value `owner` in whose line it stands: `c.1`.
        """
        if expression not in self._ids:
            name = self.names.get(expression)
            owner = name or owner
            pre = f"{name}_pre" if name and _is_function(expression) else None
            arguments = tuple(self.add(a, owner, pre) for a in expression.arguments)
            node_id = name or self._own_id(expression) or suggested or self._numbered(owner)
            self._put(_node(node_id, expression, arguments))
            self._ids[expression] = node_id
        return self._ids[expression]

    def _own_id(self, expression: Expression) -> str | None:
        """The id that an expression brings with it, whoever uses it."""
        match expression.operation:
            case "input":
                return "x"
            case "previous":
                return f"{expression.label}_prev"
            case "affine":
                own = f"{expression.label}_pre"
                # With a peephole or a limit the affine is a part of what goes into the function.
                return own if self.inside.get(own, expression) is expression else None
        return None

    def _numbered(self, owner: str) -> str:
        return f"{owner}.{sum(key.startswith(f'{owner}.') for key in self.nodes) + 1}"

    def _put(self, node: Node) -> None:
        if self.nodes.setdefault(node.id, node) != node:
            raise CellError(
                f"Expected one node for each name, got two different ones called {node.id!r}. "
                "Rename a value, or the label of an affine."
            )


def arrange(values: Mapping[str, Expression], states: Mapping[str, Expression]) -> Table:
    """Lay a cell's expressions out in the order in which the paper would write them.

    First the input and the states before the step; then the values as listed, each state as soon
    as everything that it needs is there (so C comes before o, and h last).
    """
    named = {**values, **states}
    names = {expression: name for name, expression in named.items()}
    inside = {
        f"{name}_pre": e.arguments[0]
        for name, e in named.items()
        if _is_function(e) and e.arguments[0] not in names
    }
    table = Table(names, inside)
    for source in _sources(named):
        table.add(source, owner="")
    waiting = dict(states)
    for name, value in values.items():
        table.add(value, name)
        for state in [s for s, e in waiting.items() if _is_ready(e, table)]:
            table.add(waiting.pop(state), state)
    for name, value in waiting.items():
        table.add(value, name)
    return table


def walk(expression: Expression, seen: set[Expression]) -> Iterator[Expression]:
    """An expression after all that it needs, each once, left to right."""
    if expression not in seen:
        seen.add(expression)
        for argument in expression.arguments:
            yield from walk(argument, seen)
        yield expression


def _sources(named: Mapping[str, Expression]) -> list[Expression]:
    seen: set[Expression] = set()
    found = [e for root in named.values() for e in walk(root, seen) if not e.arguments]
    states = list(named)
    return sorted(found, key=lambda e: -1 if e.label is None else states.index(e.label))


def _is_ready(state: Expression, table: Table) -> bool:
    """Whether every named value that a state's line mentions is in the table already."""
    mentioned = [e for e in walk(state, set()) if e in table.names and e is not state]
    return all(table.names[e] in table.nodes for e in mentioned)


def _is_function(expression: Expression) -> bool:
    operation = OPERATIONS.get(expression.operation)
    return operation is not None and operation.is_function


def _node(node_id: str, of: Expression, arguments: tuple[str, ...]) -> Node:
    return Node(node_id, of.operation, arguments, of.label, of.roles, of.constants)
