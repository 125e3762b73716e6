import { isSource, node, word, type Cell } from '../../cells/graph';

/** A symbol with what stands under it, as in C̃ₜ, hₜ₋₁ or W_hx. */
export interface SymbolText {
  /** LaTeX of the letter, with or without a tilde. */
  readonly letter: string;
  readonly below: string;
}

/** What is written on a layer, beside a pill or over a port. */
export function symbolOf(cell: Cell, id: string): SymbolText {
  const { operation, label } = node(cell, id);
  if (operation === 'input') return { letter: 'x', below: 't' };
  if (isSource(cell, id)) return { letter: word(cell, label!).symbol, below: 't−1' };
  if (operation === 'affine') return { letter: 'W', below: word(cell, label!).subscript ?? label! };
  if (operation === 'diagonal')
    return { letter: 'p', below: word(cell, label!).subscript ?? label! };
  return { letter: word(cell, id).symbol, below: 't' };
}

/** What the shape itself says that it does. */
export function signOf(cell: Cell, id: string): string {
  const signs: Readonly<Record<string, string>> = {
    sigma: 'σ',
    multiply: '×',
    add: '+',
    one_minus: '1 −',
    affine: '',
    diagonal: 'p ×',
    projection: 'W ·',
    hard_sigmoid: 'hard σ',
  };
  const { operation } = node(cell, id);
  return signs[operation] ?? operation.replaceAll('_', ' ');
}
