import type { Arithmetic, Factor, Place, Term } from '../../cells/arithmetic';
import { join, latex, term } from '../../cells/equations';
import { isInput, node, word, type Cell } from '../../cells/graph';
import { formatSigned } from '../../marks/format';
import { symbolText } from '../../marks/symbols';

/** Every number is shown to as many decimals as were used: the rest is a line of its own. */
export const DIGITS = 4;

/** One line of the sum. */
export interface Line {
  readonly key: string;
  readonly term: Term;
  /** As it is shown, rounded. */
  readonly shown: number;
}

/** The terms, the largest first, and what rounding them leaves over. */
export function linesOf({ terms, sum }: Arithmetic): { lines: readonly Line[]; rounding: number } {
  const lines = terms
    .map((t, k) => ({ key: String(k), term: t, shown: rounded(t.value) }))
    .sort((a, b) => Math.abs(b.term.value) - Math.abs(a.term.value));
  const total = lines.reduce((so, { shown }) => so + shown, 0);
  return { lines, rounding: rounded(rounded(sum) - total) };
}

function rounded(value: number): number {
  return Number(value.toFixed(DIGITS));
}

/** A term's numbers by name. Beside a weight stands one unit of many; elsewhere it is the own one. */
export function namesOf(cell: Cell, { factors }: Term, channels: readonly string[]) {
  const isWeighted = factors.some(({ kind }) => kind === 'parameter');
  const named = isWeighted && factors.length > 1 ? factors.filter(isNode) : factors;
  return named.map((factor) => ({
    factor,
    name: nameOf(factor, (place) =>
      isWeighted ? placeName(cell, place, channels) : shortName(cell, place),
    ),
  }));
}

function nameOf(factor: Factor, ofPlace: (place: Place) => string): string {
  if (isNode(factor)) return ofPlace(factor.place);
  return factor.kind === 'parameter' ? 'bias' : String(factor.value).replace('-', '−');
}

function isNode(factor: Factor): factor is Factor & { kind: 'node' } {
  return factor.kind === 'node';
}

/** A place in few letters: `C₃ unit 4`; an input's channel by its name. */
export function placeName(cell: Cell, place: Place, channels: readonly string[]): string {
  if (isInput(cell, place.node)) return channels[place.unit] ?? `x unit ${place.unit + 1}`;
  return `${shortName(cell, place)} unit ${place.unit + 1}`;
}

/** A place without its unit, with the step as it is shown: `C₃`; of a node without a name, its sign. */
export function shortName(cell: Cell, { node: id, step }: Place): string {
  const { operation, label, arguments: args } = node(cell, id);
  if (operation === 'input') return `x${below(step + 1)}`;
  if (operation === 'previous') return `${symbolText(cell, label!)}${below(step)}`;
  if (cell.values.includes(id)) return `${symbolText(cell, id)}${below(step + 1)}`;
  const inside = args.map((argument) => shortName(cell, { node: argument, step, unit: 0 }));
  switch (operation) {
    case 'affine':
      return `W${label === undefined ? '' : ` ${word(cell, label).subscript ?? label}`}·[…]`;
    case 'multiply':
      return inside.join(' ∗ ');
    case 'one_minus':
      return `1 − ${inside[0]}`;
    case 'add':
      return inside.join(' + ');
    default:
      return `${operation}(${inside[0]})`;
  }
}

/** The equation of a place as LaTeX, with its steps as they are shown. */
export function equationAt(cell: Cell, { node: id, step }: Place): string {
  const isNamed = cell.values.includes(id);
  return atStep(isNamed ? latex(cell, id) : join(term(cell, id)), step);
}

/** `f_t` becomes `f_{3}`, `h_{t-1}` becomes `h_{2}`: steps are shown from 1. */
export function atStep(line: string, step: number): string {
  return line.replaceAll('_{t-1}', `_{${step}}`).replaceAll('_t', `_{${step + 1}}`);
}

/** What a product was made of, in numbers: `+2.0400 × +0.8000`. */
export function sayFactors({ factors }: Term): string {
  return factors.length < 2
    ? ''
    : factors.map(({ value }) => formatSigned(value, DIGITS)).join(' × ');
}

/** What an edit does with the number: `0.5000 × +0.9612 + 0.1000`. */
export function sayEdit({ a, b, raw }: NonNullable<Arithmetic['edit']>): string {
  if (a === 0) return 'clamped: what was computed is not used';
  return `${formatSigned(a, DIGITS)} × ${formatSigned(raw, DIGITS)} ${formatSigned(b, DIGITS)}`;
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

function below(step: number): string {
  return [...String(step)].map((digit) => SUBSCRIPTS[Number(digit)]).join('');
}
