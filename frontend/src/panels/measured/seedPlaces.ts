import { scaleLinear, scaleLog } from 'd3-scale';
import type { Seeds } from './compare';

const LOG_FROM = 20;

/** Places within 0..1 for the numbers of a strip; those not reached stand at the end. */
export function seedPlaces(values: readonly Seeds[]): readonly (readonly number[])[] {
  const numbers = values.flat().filter((value) => value !== null);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const isMissing = numbers.length < values.flat().length;
  const end = isMissing ? 0.86 : 1;
  const scale = low > 0 && high / low > LOG_FROM ? scaleLog : scaleLinear;
  const place = scale([low, high], low < high ? [0, end] : [end / 2, end / 2]);
  return values.map((row) => row.map((value) => (value === null ? 1 : place(value))));
}
