import { formatScientific, powerOfTen } from '../../marks/small';
import { FLOOR_EXPONENT, type Curve } from './curves';

/** What the figure shows now, for who cannot see it. */
export function describeFade(curves: readonly Curve[], lags: number, weights: string): string {
  if (curves.length === 0) return 'The gradients are being computed.';
  const ends = curves
    .filter(({ isDirect }) => !isDirect)
    .map(({ label, band }) => `${label} ${sayShare(band.median[lags - 1])}`);
  return `Median gradient of ${weights} networks ${lags} steps back, 1 at one step: ${ends.join(', ')}.`;
}

function sayShare(value: number): string {
  const isBelow = value < 10 ** FLOOR_EXPONENT;
  return isBelow ? `below ${powerOfTen(FLOOR_EXPONENT)}` : formatScientific(value);
}
