import { ROLES, type Cell, type Node, type Role, type Word } from './cell';
import { checkGraph } from './checkGraph';
import { CellError } from './errors';
import { table } from './table';

const FORMAT = 1;
const MOST_NODES = 256;

type Json = Record<string, unknown>;

/**
 * Reads a cell from its JSON. A file is not trusted: names, operations and wiring are checked
 * before anything is made from it.
 *
 * @throws CellError the document is malformed; the message says where.
 */
export function parseCell(json: unknown): Cell {
  const document = object(json, 'the cell');
  if (document.format !== FORMAT) {
    throw new CellError(
      `Expected a cell of format ${FORMAT}, got ${show(document.format)}. ` +
        'Read it with the version of Gatescope that wrote it.',
    );
  }
  const cell: Cell = {
    name: text(document.name, 'name'),
    title: text(document.title, 'title'),
    nodes: list(document.nodes, 'nodes').map(readNode),
    values: texts(document.values, 'values'),
    states: texts(document.states, 'states'),
    words: readWords(document.words),
  };
  checkGraph(cell);
  return freeze(cell);
}

function readNode(json: unknown, position: number): Node {
  const where = `node ${position + 1}`;
  const row = object(json, where);
  const label = row.label === undefined ? {} : { label: text(row.label, `label of ${where}`) };
  const roles = row.roles === undefined ? {} : { roles: texts(row.roles, `roles of ${where}`) };
  const constants =
    row.constants === undefined
      ? {}
      : { constants: list(row.constants, `constants of ${where}`).map(number) };
  return {
    id: text(row.id, `id of ${where}`),
    operation: text(row.operation, `operation of ${where}`),
    arguments: texts(row.arguments ?? [], `arguments of ${where}`),
    ...label,
    ...roles,
    ...constants,
  };
}

function readWords(json: unknown): Cell['words'] {
  const words = Object.entries(object(json, 'words'));
  return table(words.map(([name, word]) => [name, readWord(word, name)] as const));
}

function readWord(json: unknown, name: string): Word {
  const row = object(json, `the words of "${name}"`);
  const read = (key: string) => text(row[key], `${key} in the words of "${name}"`);
  const role = read('role') as Role;
  if (!ROLES.includes(role)) {
    throw new CellError(
      `Expected the role of "${name}" to be one of ${ROLES.join(', ')}, got "${role}".`,
    );
  }
  const optional = ['subscript', 'low', 'high'].filter((key) => row[key] !== undefined);
  const others = Object.fromEntries(optional.map((key) => [key, read(key)]));
  return { symbol: read('symbol'), word: read('word'), role, ...others };
}

function object(json: unknown, what: string): Json {
  if (typeof json === 'object' && json !== null && !Array.isArray(json)) return json as Json;
  throw new CellError(`Expected ${what} in a cell's JSON to be an object, got ${show(json)}.`);
}

function list(json: unknown, what: string): readonly unknown[] {
  if (Array.isArray(json) && json.length <= MOST_NODES) return json;
  const came = Array.isArray(json) ? `${json.length}` : show(json);
  throw new CellError(
    `Expected ${what} in a cell's JSON to be a list of at most ${MOST_NODES}, got ${came}.`,
  );
}

function text(json: unknown, what: string): string {
  if (typeof json === 'string') return json;
  throw new CellError(`Expected ${what} in a cell's JSON to be a text, got ${show(json)}.`);
}

function number(json: unknown): number {
  if (typeof json === 'number') return json;
  throw new CellError(`Expected a constant in a cell's JSON to be a number, got ${show(json)}.`);
}

function texts(json: unknown, what: string): readonly string[] {
  return list(json, what).map((item) => text(item, `each of ${what}`));
}

function show(json: unknown): string {
  return json === undefined ? 'nothing' : (JSON.stringify(json)?.slice(0, 40) ?? typeof json);
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === 'object' && part !== null) freeze(part);
  }
  return Object.freeze(value);
}
