import { node, word, type Cell } from './graph';
import { OPERATIONS } from './operations';

/** How tightly a symbol holds together: it never needs parentheses. */
const SYMBOL = 3;

/** A part of an equation's line; `node` is the node that a symbol stands for. */
export interface Piece {
  readonly latex: string;
  readonly node?: string;
}

export interface Equation {
  readonly id: string;
  readonly pieces: readonly Piece[];
}

/** The equation of every named value, in the figures' order; pieces joined are a line of LaTeX. */
export function equations(cell: Cell): readonly Equation[] {
  return cell.values.map((id) => ({ id, pieces: equation(cell, id) }));
}

/** `f_t = \sigma(W_f \cdot [h_{t-1}, x_t] + b_f)`: other named values stay symbols. */
export function latex(cell: Cell, id: string): string {
  return join(equation(cell, id));
}

/** A node as it stands in another's line: a symbol where it has a name. */
export function term(cell: Cell, id: string, needs = 0): readonly Piece[] {
  const symbol = symbolOf(cell, id);
  if (symbol) return [{ latex: symbol, node: id }];
  const inside = operation(cell, id);
  const isLoose = OPERATIONS[node(cell, id).operation].binding < needs;
  return isLoose ? [{ latex: '(' }, ...inside, { latex: ')' }] : inside;
}

/** A named node at its step: `f_t`, `C_{t-1}`, `x_t`; null for what has no symbol of its own. */
export function symbolOf(cell: Cell, id: string): string | null {
  const { operation, label } = node(cell, id);
  if (operation === 'input') return 'x_t';
  if (operation === 'previous') return `${word(cell, label!).symbol}_{t-1}`;
  return cell.values.includes(id) ? `${word(cell, id).symbol}_t` : null;
}

/** What the parameters of an affine carry, in braces where it is longer than one character. */
export function subscriptOf(cell: Cell, label: string): string {
  const subscript = word(cell, label).subscript ?? label;
  return subscript.length === 1 ? subscript : `{${subscript}}`;
}

/** A constant as lines show it; the JSON has all of its digits. */
export function constantText(constant: number): string {
  return String(Number(constant.toPrecision(4)));
}

export function join(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.latex).join('');
}

function equation(cell: Cell, id: string): readonly Piece[] {
  const symbol: Piece = { latex: symbolOf(cell, id) ?? id, node: id };
  return merge([symbol, { latex: ' = ' }, ...operation(cell, id)]);
}

function operation(cell: Cell, id: string): readonly Piece[] {
  const { operation: name, arguments: args, label, constants = [] } = node(cell, id);
  const row = OPERATIONS[name];
  const subscript = label ? subscriptOf(cell, label) : '';
  const texts = row.latex(subscript, args.length, constants.map(constantText));
  // The one argument of an affine stands beside its matrix, as in a product.
  const needs = label && args.length === 1 ? SYMBOL : row.needs;
  return texts.flatMap((text, k) => {
    const argument = k < args.length ? term(cell, args[k], needs) : [];
    return text ? [{ latex: text }, ...argument] : argument;
  });
}

/** Neighbouring texts as one piece. */
function merge(pieces: readonly Piece[]): readonly Piece[] {
  return pieces.reduce<Piece[]>((merged, piece) => {
    const last = merged.at(-1);
    if (!last || last.node || piece.node) return [...merged, piece];
    return [...merged.slice(0, -1), { latex: last.latex + piece.latex }];
  }, []);
}
