import { AxesDiffer, findAxes } from './axes';
import { OUTPUT, type Cell, type Node } from './cell';
import { CellError } from './errors';
import { OPERATIONS, parametersOf, SOURCES } from './operations';

const NAME = /^[a-z][a-z0-9_]*$/;
const NUMBERED = /^[a-z][a-z0-9_]*\.[1-9][0-9]*$/;
const TAKEN = ['x', 'y', 'length', 'time', 'batch', 'unit', 'unit_prev', 'input', 'proj', 'output'];
const TAKEN_PATTERN = /^grad_|_prev$|_pre$|0$/;

/** What makes a cell well-formed, each refusal in a sentence that says where. */
export function checkGraph(cell: Cell): void {
  const refuse = (sentence: string): never => {
    throw new CellError(`Cell "${cell.name}": ${sentence}`);
  };
  if (!NAME.test(cell.name)) refuse('its name does not match [a-z][a-z0-9_]*.');
  checkNames(cell, refuse);
  const before = new Map<string, Node>();
  for (const node of cell.nodes) {
    checkId(cell, node, before, refuse);
    checkOperation(node, refuse);
    checkConstants(node, refuse);
    checkLabel(cell, node, before, refuse);
    checkArguments(cell, node, before, refuse);
    before.set(node.id, node);
  }
  const missing = cell.values.find((value) =>
    SOURCES.includes(before.get(value)?.operation ?? SOURCES[0]),
  );
  if (missing) refuse(`expected a node that computes the value "${missing}", got none.`);
  checkAxes(cell, refuse);
}

type Refuse = (sentence: string) => never;

function checkNames({ values, states }: Cell, refuse: Refuse): void {
  for (const name of values) {
    if (!NAME.test(name))
      refuse(`"${name}" cannot name a value: it does not match [a-z][a-z0-9_]*.`);
    if (TAKEN.includes(name) || TAKEN_PATTERN.test(name)) {
      refuse(
        `"${name}" cannot name a value: x, y, the axes, *_prev, *_pre, *0, grad_* are reserved.`,
      );
    }
  }
  const twice = [values, states].map(firstTwice).find((name) => name !== undefined);
  if (twice) refuse(`expected each name once, got "${twice}" twice.`);
  const nameless = states.find((state) => !values.includes(state));
  if (nameless) refuse(`expected each state among the values, got "${nameless}", which is not.`);
  if (!states.includes(OUTPUT)) {
    refuse(`expected a state "${OUTPUT}", the layer's output, got ${states.join(', ') || 'none'}.`);
  }
}

function checkId(cell: Cell, { id, operation }: Node, before: Map<string, Node>, refuse: Refuse) {
  if (before.has(id)) refuse(`expected one node for each id, got two called "${id}".`);
  const isOwn = SOURCES.includes(operation) || id.endsWith('_pre') || cell.values.includes(id);
  if (!NUMBERED.test(id) && !(NAME.test(id) && isOwn)) {
    refuse(
      `expected the id of a node to be a value's name, one ending in _pre, or like "c.1", ` +
        `got "${id}".`,
    );
  }
}

function checkOperation({ id, operation, arguments: args, roles }: Node, refuse: Refuse): void {
  const row = OPERATIONS[operation];
  if (!row && !SOURCES.includes(operation)) {
    const known = [...SOURCES, ...Object.keys(OPERATIONS)].join(', ');
    refuse(`expected the operation of "${id}" to be one of ${known}, got "${operation}".`);
  }
  const arity = row ? (row.arity ?? roles?.length ?? 0) : 0;
  if (args.length !== arity || (row && arity === 0)) {
    const takes = row?.arity === null ? 'one argument for each role, at least one' : `${arity}`;
    refuse(`${operation} at "${id}" takes ${takes} argument(s), got ${args.length}.`);
  }
}

function checkConstants({ id, operation, constants = [] }: Node, refuse: Refuse): void {
  const takes = OPERATIONS[operation]?.constants ?? 0;
  if (constants.length !== takes || !constants.every(Number.isFinite)) {
    refuse(
      `${operation} at "${id}" takes ${takes} constant(s), finite numbers, ` +
        `got [${constants.join(', ')}].`,
    );
  }
}

function checkLabel({ states }: Cell, node: Node, before: Map<string, Node>, refuse: Refuse): void {
  const { id, operation, label, roles = [] } = node;
  if (operation === 'input' && id !== 'x') refuse(`expected the input to be "x", got "${id}".`);
  if (operation === 'previous' && (!label || !states.includes(label) || id !== `${label}_prev`)) {
    refuse(
      `expected "${id}" to be called after the state that it reads, one of ` +
        `${states.map((state) => `${state}_prev`).join(', ')}, got the label "${label}".`,
    );
  }
  if (!OPERATIONS[operation]?.weights) {
    if (node.roles) refuse(`${operation} at "${id}" takes no roles, which name weights.`);
    return;
  }
  if (roles.length !== node.arguments.length) {
    refuse(`${operation} at "${id}" takes a role for each argument, got ${roles.length}.`);
  }
  const bad = [label ?? '', ...roles].find((name) => !NAME.test(name));
  if (bad !== undefined) refuse(`"${bad}" at "${id}" does not match [a-z][a-z0-9_]*.`);
  const twice = firstTwice([...roles, 'b']);
  if (twice) refuse(`expected each role of "${id}" once, and none "b", got "${twice}" again.`);
  const own = new Set(parametersOf(node));
  const other = [...before.values()].find((n) => parametersOf(n).some((name) => own.has(name)));
  if (other) {
    refuse(`expected each parameter at one node, "${other.id}" and "${id}" are "${label}".`);
  }
}

function checkArguments(
  cell: Cell,
  { id, operation, arguments: args }: Node,
  before: Map<string, Node>,
  refuse: Refuse,
): void {
  for (const argument of args) {
    if (!before.has(argument)) {
      const isLater = cell.nodes.some((n) => n.id === argument);
      refuse(
        isLater
          ? `"${id}" needs "${argument}", which does not come before it: expected nodes in ` +
              'evaluation order and a graph without a cycle.'
          : `"${id}" needs a node "${argument}", and there is none.`,
      );
    }
    if (operation !== 'affine' && before.get(argument)?.operation === 'input') {
      refuse(
        `${operation} at "${id}" joins the input with values of the layer's size. ` +
          "Bring the input to the layer's size by an affine first.",
      );
    }
  }
}

function checkAxes({ nodes }: Cell, refuse: Refuse): void {
  try {
    const axes = findAxes(nodes);
    for (const { id, operation, arguments: args } of nodes) {
      const axis = axes.get(args[0]) ?? 'unit';
      if (operation === 'projection' && axis !== 'unit') {
        refuse(
          `expected the projection at "${id}" to take values of the layer's units, ` +
            `got "${args[0]}", which is (${axis}).`,
        );
      }
    }
  } catch (error) {
    if (error instanceof AxesDiffer) refuse(error.message);
    throw error;
  }
}

function firstTwice(names: readonly string[]): string | undefined {
  return names.find((name, position) => names.indexOf(name) !== position);
}
