import { LinkError } from '../../cells/errors';
import { words } from '../../words/words.svelte';

/** A number as JavaScript writes one: no spaces, no hexadecimal, nothing that is not finite. */
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

const LONGEST = 32;

/** What came, short enough for a sentence. */
export function quote(text: string): string {
  return words.link.quoted(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
}

export function refuse(expected: string, text: string): never {
  throw new LinkError(words.link.expected(expected, quote(text)));
}

/** One of a few words. */
export function readWord<T extends string>(text: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === text);
  return found ?? refuse(words.link.oneOf(allowed), text);
}

export function readNumber(text: string, min = -Infinity, max = Infinity): number {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value) && value >= min && value <= max) return value;
  const { number, within } = words.link;
  return refuse(Number.isFinite(max) ? within(number, min, max) : number, text);
}

export function readWhole(text: string, min: number, max: number, what = words.link.whole): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  return refuse(words.link.within(what, min, max), text);
}

/** A step, unit or place in a list, which people count from 1; here it counts from 0. */
export function readPlace(text: string, what: string, count: number): number {
  return readWhole(text, 1, count, what) - 1;
}

export function writePlace(place: number): string {
  return String(place + 1);
}
