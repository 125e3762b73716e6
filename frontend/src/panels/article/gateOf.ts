import type { Cell, Role, Word } from '../../cells/graph';
import { cellWord } from '../../marks/cellWord';

/** The value of a cell that does a kind of work, with its words; null where there is none. */
export function gateOf(cell: Cell, role: Role): (Word & { readonly name: string }) | null {
  const name = cell.values.find((value) => cell.words[value]?.role === role);
  return name === undefined ? null : { ...cellWord(cell, name), name };
}
