import { constantText, symbolOf } from '../../cells/equations';
import { node, type Cell } from '../../cells/graph';
import { OPERATIONS } from '../../cells/operations';
import { formatPlain } from '../../marks/format';

/** A part of a line of numbers; `node` is the node whose number it is. */
export interface NumberPiece {
  readonly text: string;
  readonly node?: string;
}

/** The number of a node at the step and unit that are shown. */
export type Read = (id: string) => number;

/**
 * The right side of a value's equation with numbers in place of symbols: `0.02 × −0.55 + …`. What
 * a matrix makes is one number, since its terms are many; of a value that is nothing else, as a
 * projected h, there is none besides the value.
 */
export function substituted(cell: Cell, id: string, read: Read): readonly NumberPiece[] {
  if (OPERATIONS[node(cell, id).operation].weights === 'matrix') return [];
  return withoutPlusMinus(inside(cell, id, read));
}

function inside(cell: Cell, id: string, read: Read): readonly NumberPiece[] {
  const { operation, arguments: args, constants = [] } = node(cell, id);
  const { latex, needs } = OPERATIONS[operation];
  return latex('', args.length, constants.map(constantText)).flatMap((text, k) => {
    const argument = k < args.length ? term(cell, args[k], needs, read) : [];
    return text ? [{ text: plain(text) }, ...argument] : argument;
  });
}

function term(cell: Cell, id: string, needs: number, read: Read): readonly NumberPiece[] {
  const { operation } = node(cell, id);
  const isOneNumber = symbolOf(cell, id) !== null || OPERATIONS[operation].weights !== undefined;
  if (isOneNumber) return [{ text: formatPlain(read(id)), node: id }];
  const pieces = inside(cell, id, read);
  if (OPERATIONS[operation].binding >= needs) return pieces;
  return [{ text: '(' }, ...pieces, { text: ')' }];
}

/** `+ −0.3` is written `− 0.3`. */
function withoutPlusMinus(pieces: readonly NumberPiece[]): readonly NumberPiece[] {
  return pieces.map((piece, k) => {
    const [before, after] = [pieces[k - 1], pieces[k + 1]];
    if (piece.text === PLUS && after?.text.startsWith(MINUS)) return { text: ` ${MINUS} ` };
    if (before?.text !== PLUS || !piece.text.startsWith(MINUS)) return piece;
    return { ...piece, text: piece.text.slice(MINUS.length) };
  });
}

/** The text of an operation as the table writes it in LaTeX, in letters. */
function plain(latex: string): string {
  return latex
    .replace('\\sigma', 'σ')
    .replace('\\tanh', 'tanh')
    .replace(/\\mathrm\{(\w+)\}/, '$1')
    .replace(/_(?:\{(.*?)\}|(\w))(?:\^(?:\{(.*?)\}|(\w)))?/, subscript)
    .replace(' \\, ', ' × ')
    .replace('*', '×')
    .replace('-', MINUS);
}

/** What stands below and above a function, in a line: `clip[−3, 3]`, `relu[0.01]`. */
function subscript(_: string, ...parts: readonly (string | number | undefined)[]): string {
  const [low, ownLow, high, ownHigh] = parts;
  const bounds = [low ?? ownLow, high ?? ownHigh].filter((bound) => bound !== undefined);
  return `[${bounds.join(', ')}]`;
}

const PLUS = ' + ';
const MINUS = '−';
