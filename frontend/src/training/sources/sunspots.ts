/** Sunspots: trained on the years before the held-out ones, scored on these. */
import type { Philox } from '../../cells/generator';
import type { Sample } from '../../tasks';
import document from '$taskdata/sunspots.json';
import file from '$taskdata/sunspots_yearly.json';
import { ROOT_SQUARED_ERROR } from '../measure';
import type { Source } from '../source';

const NUMBERS: readonly number[] = file.numbers;
const HELD_OUT = document.held_out.first_year - file.first_year;

/** Years in order; at each the next one's number is right, from `asked` on. */
function years(start: number, length: number, asked = 0): Sample {
  const numbers = NUMBERS.slice(start, start + length);
  const next = numbers.map((_, step) => (step < asked ? null : NUMBERS[start + step + 1]!));
  return { x: numbers.map((number) => [number]), target: next };
}

export const sunspots = (): Source => ({
  draw: (draws: Philox, length) => years(draws.integer(0, HELD_OUT - length), length),
  scored: () => {
    const { context } = document.held_out;
    const starts = NUMBERS.slice(HELD_OUT).map((_, year) => HELD_OUT + year - context);
    return starts.map((start) => years(start, context, context - 1));
  },
  measure: ROOT_SQUARED_ERROR,
});
