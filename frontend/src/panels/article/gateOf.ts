import type { Cell, Role, Word } from '../../cells/graph';

/** The value of a cell that does a kind of work, with its words; null where there is none. */
export function gateOf(cell: Cell, role: Role): (Word & { readonly name: string }) | null {
  const name = cell.values.find((value) => cell.words[value]?.role === role);
  return name === undefined ? null : { ...cell.words[name], name };
}
