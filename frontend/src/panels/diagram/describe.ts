import { cellWord } from '../../marks/cellWord';
import { constantText } from '../../cells/equations';
import { isInput, node, word, type Cell } from '../../cells/graph';
import { formatPlain, formatShort, formatSigned } from '../../marks/format';
import type { View } from './view';
import { isControl } from './wires';
import { words } from '../../words/words.svelte';

const TILDE = /^\\tilde\{(.)\}$/;

/** A node in words, as in `forget gate f` or `product f ∗ C₋₁`. */
export function nameOf(cell: Cell, id: string): string {
  const { operation, label, arguments: args } = node(cell, id);
  const texts = words.diagram;
  if (operation === 'input') return texts.inputNode;
  if (operation === 'previous')
    return texts.named(texts.before(cellWord(cell, label!).word), textOf(cell, id));
  if (cell.values.includes(id)) return texts.named(cellWord(cell, id).word, textOf(cell, id));
  if (operation === 'affine') return texts.preActivation(cellWord(cell, label!).word);
  const { product, sum, peephole } = texts;
  const say = { multiply: product, add: sum, diagonal: peephole }[operation];
  return say?.(textOf(cell, id)) ?? texts.from(textOf(cell, id), nameOf(cell, args[0]));
}

/** A node's value in words, and what it was if an edit has changed it. */
export function valueText(
  cell: Cell,
  id: string,
  { value, before, unitOf, inputNames }: View,
): string {
  const now = value(id);
  if (!now) return words.diagram.noValue;
  if (isInput(cell, id)) return inputText(now, inputNames);
  const [text, was] = [now, before(id) ?? now].map((v) => numberText(cell, id, v[unitOf(id)]));
  if (was === text) return words.diagram.value(unitOf(id) + 1, text);
  return words.diagram.valueWas(unitOf(id) + 1, text, was);
}

function inputText(values: Float64Array, names: readonly string[]): string {
  return Array.from(values, (v, k) => `${names[k] ?? k + 1} ${formatSigned(v)}`).join(', ');
}

export function numberText(cell: Cell, id: string, value: number): string {
  return isControl(cell, id) ? formatPlain(value) : formatShort(value);
}

/** What a node computes, in symbols: `C₋₁`, `1 − z`, `i ∗ C̃`. */
function textOf(cell: Cell, id: string): string {
  const { operation, label, arguments: args, constants = [] } = node(cell, id);
  if (cell.values.includes(id)) return plain(word(cell, id).symbol);
  if (operation === 'previous') return `${plain(word(cell, label!).symbol)}₋₁`;
  if (operation === 'affine') return `W${word(cell, label!).subscript ?? label}`;
  const [a, b] = args.map((arg) => textOf(cell, arg));
  switch (operation) {
    case 'diagonal':
      return `p${word(cell, label!).subscript ?? label} ∗ ${a}`;
    case 'projection':
      return `W${word(cell, label!).subscript ?? label} · ${a}`;
    case 'scale':
      return `${constants.map(constantText).join('')} · ${a}`;
    case 'offset':
      return [a, ...constants.map(constantText)].join(' + ');
    case 'multiply':
      return `${a} ∗ ${b}`;
    case 'add':
      return `${a} + ${b}`;
    case 'one_minus':
      return `1 − ${a}`;
    default:
      return `${operation.replaceAll('_', ' ')}(${a})`;
  }
}

function plain(symbol: string): string {
  return symbol.replace(TILDE, '$1\u0303');
}
