import { cellWord } from './cellWord';
import { node, type Cell } from '../cells/graph';
import { hue } from './colour';
import { words } from '../words/words.svelte';

/** The plain word of a symbol: `forget gate`, `cell state before the step`, `input`. */
export function nodeWords(cell: Cell, id: string): string {
  const { operation, label } = node(cell, id);
  if (operation === 'input') return words.diagram.input;
  if (operation === 'previous') return words.diagram.before(cellWord(cell, label!).word);
  return cellWord(cell, id).word;
}

/** The hue of a symbol: a state has it before the step too; the input is ink. */
export function nodeHue(cell: Cell, id: string): string {
  const { operation, label } = node(cell, id);
  if (operation === 'input') return 'var(--ink)';
  return hue(cell, operation === 'previous' ? label! : id);
}
