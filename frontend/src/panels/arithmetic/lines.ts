import type { Arithmetic, Factor, Term } from '../../cells/arithmetic';
import { formatPlain, formatSigned } from '../../marks/format';
import { placeName, shortName, type Network } from './places';
import { words } from '../../words/words.svelte';

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
export function namesOf(network: Network, { factors }: Term) {
  const isWeighted = factors.some(({ kind }) => kind === 'parameter');
  const named = isWeighted && factors.length > 1 ? factors.filter(isNode) : factors;
  const nameOf = isWeighted ? placeName : shortName;
  return named.map((factor) => ({
    factor,
    name: isNode(factor) ? nameOf(network, factor.place) : sayGiven(factor),
  }));
}

function sayGiven({ kind, value }: Factor): string {
  return kind === 'parameter' ? words.arithmetic.bias : String(value).replace('-', '−');
}

function isNode(factor: Factor): factor is Factor & { kind: 'node' } {
  return factor.kind === 'node';
}

/** What a product was made of, in numbers: `+2.0400 × +0.8000`. */
export function sayFactors({ factors }: Term): string {
  return factors.length < 2
    ? ''
    : factors.map(({ value }) => formatSigned(value, DIGITS)).join(' × ');
}

/** What an edit does with the number: `0.5000 × +0.9612 + 0.1000`. */
export function sayEdit({ a, b, raw }: NonNullable<Arithmetic['edit']>): string {
  if (a === 0) return words.arithmetic.clamped;
  return `${formatSigned(a, DIGITS)} × ${formatSigned(raw, DIGITS)} ${formatSigned(b, DIGITS)}`;
}

/** What brings an output into the task's units: `+1.8102 × 62.1000 + 50.3000`. */
export function sayUnits({ activated, scale, offset }: NonNullable<Arithmetic['answer']>): string {
  const scaled = `${formatSigned(activated, DIGITS)} × ${formatPlain(scale, DIGITS)}`;
  return offset === 0 ? scaled : `${scaled} ${formatSigned(offset, DIGITS)}`;
}

/** The sign of a nonlinearity. */
export function signOf(around: string): string {
  return around === 'sigma' ? 'σ' : around.replaceAll('_', ' ');
}
