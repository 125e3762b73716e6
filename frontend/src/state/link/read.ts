import { LinkError } from '../../cells/errors';

/** A number as JavaScript writes one: no spaces, no hexadecimal, nothing that is not finite. */
const NUMBER = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/;

const LONGEST = 32;

/** What came, short enough for a sentence. */
export function quote(text: string): string {
  return `“${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}”`;
}

export function refuse(expected: string, text: string): never {
  throw new LinkError(`expected ${expected}, got ${quote(text)}`);
}

/** One of a few words. */
export function readWord<T extends string>(text: string, words: readonly T[]): T {
  const found = words.find((word) => word === text);
  return found ?? refuse(`one of ${words.join(', ')}`, text);
}

export function readNumber(text: string, min = -Infinity, max = Infinity): number {
  const value = NUMBER.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value) && value >= min && value <= max) return value;
  const bounds = Number.isFinite(max) ? ` from ${min} to ${max}` : '';
  return refuse(`a number${bounds}`, text);
}

export function readWhole(text: string, min: number, max: number, what = 'a whole number'): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  return refuse(`${what} from ${min} to ${max}`, text);
}

/** A step, unit or place in a list, which people count from 1; here it counts from 0. */
export function readPlace(text: string, what: string, count: number): number {
  return readWhole(text, 1, count, what) - 1;
}

export function writePlace(place: number): string {
  return String(place + 1);
}
