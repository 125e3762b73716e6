import { word, type Cell } from '../cells/graph';

const TILDE = '̃';

/** A value's symbol as text, for where LaTeX cannot go: `C̃` from `\tilde{C}`. */
export function symbolText(cell: Cell, name: string): string {
  return word(cell, name).symbol.replace(/\\tilde\{(.)\}/, `$1${TILDE}`);
}
