/** Sunspots: the yearly mean sunspot numbers, 1700 to 2008; say next year's. */
import type { Philox } from '../cells/generator';
import document from '$taskdata/sunspots.json';
import file from '$taskdata/sunspots_yearly.json';
import { describe, ENGLISH, sampler, type Rows, type Targets, type Task } from './task';

const NUMBERS: readonly number[] = file.numbers;
const FIRST_YEAR = file.first_year;

function years(start: number, count: number): Rows {
  return NUMBERS.slice(start, start + count).map((number) => [number]);
}

/** One number for the sequence: the year that it begins with; the year after it is known. */
function draw(draws: Philox, length: number): Rows {
  return years(draws.integer(0, NUMBERS.length - length), length);
}

/** Where these years begin, if they are unchanged and there is one such run; else null. */
function startOf(x: Rows): number | null {
  const starts: number[] = [];
  for (let start = 0; start + x.length < NUMBERS.length; start++) {
    if (x.every((row, step) => row[0] === NUMBERS[start + step])) starts.push(start);
  }
  return starts.length === 1 ? starts[0]! : null;
}

/** The next step's number; at the last step the next year's, if all years are unchanged. */
function target(x: Rows): Targets {
  const start = startOf(x);
  const last = start === null ? null : NUMBERS[start + x.length]!;
  return [...x.slice(1).map((row) => row[0]!), last];
}

export const SUNSPOTS: Task = {
  ...describe(document),
  opening: () => years(document.opening.first_year - FIRST_YEAR, document.opening.years),
  sample: sampler(document, draw, target),
  target,
  asks: () => true,
  about: (x, { sunspots } = ENGLISH) => {
    const start = startOf(x);
    if (start === null) return sunspots.edited;
    const [first, last] = [FIRST_YEAR + start, FIRST_YEAR + start + x.length - 1];
    const heldOut = document.held_out.first_year;
    if (last < heldOut) return sunspots.trainedOn(first, last);
    if (first >= heldOut) return sunspots.heldOut(first, last);
    return sunspots.heldOutFrom(first, last, heldOut);
  },
  stepLabels: (x) => {
    const start = startOf(x);
    return start === null ? null : x.map((_, step) => String(FIRST_YEAR + start + step));
  },
};
