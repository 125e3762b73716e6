import { formatScientific, powerOfTen } from '../../marks/small';
import { FLOOR_EXPONENT, type Curve } from './curves';
import { words } from '../../words/words.svelte';

/** What the figure shows now, for who cannot see it. */
export function describeFade(curves: readonly Curve[], lags: number, weights: string): string {
  if (curves.length === 0) return words.gradient.computing;
  const ends = curves
    .filter(({ isDirect }) => !isDirect)
    .map(({ label, band }) => words.gradient.end(label, sayShare(band.median[lags - 1])));
  return words.gradient.describe(weights, lags, ends);
}

function sayShare(value: number): string {
  const isBelow = value < 10 ** FLOOR_EXPONENT;
  return isBelow ? words.gradient.belowFloor(powerOfTen(FLOOR_EXPONENT)) : formatScientific(value);
}
