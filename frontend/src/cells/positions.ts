import { EditError } from './errors';

/** A half-open range, as a slice of Python's. */
export interface Span {
  readonly start?: number | null;
  readonly stop?: number | null;
  readonly step?: number | null;
}

/** Which positions of an axis: several, a range, or (null) all. Counted from 0. */
export type Positions = readonly number[] | Span | null | undefined;

export type Axis3 = 'time' | 'batch' | 'unit';

const WORDS: Record<Axis3, readonly [string, string]> = {
  time: ['step', 'steps'],
  batch: ['sequence', 'sequences'],
  unit: ['unit', 'units'],
};

/**
 * The positions as numbers; negative ones count from the end.
 *
 * @throws EditError one is beyond the axis, or there is none.
 */
export function positions(
  given: Positions,
  axis: Axis3,
  size: number,
  name: string,
): readonly number[] {
  const found = isList(given) ? fromList(given, size) : fromSpan(given ?? {}, size);
  if (found && found.length > 0) return found;
  throw new EditError(
    `Expected ${axis} of the edit on "${name}" within 0..${size - 1}, got ` +
      `${JSON.stringify(given)}; the run has ${size} ${WORDS[axis][size === 1 ? 0 : 1]}, ` +
      'counted from 0.',
  );
}

function isList(given: Positions): given is readonly number[] {
  return Array.isArray(given);
}

function fromList(given: readonly number[], size: number): readonly number[] | null {
  const isWithin = (p: number) => Number.isInteger(p) && p >= -size && p < size;
  return given.every(isWithin) ? given.map((p) => (p < 0 ? p + size : p)) : null;
}

function fromSpan({ start, stop, step }: Span, size: number): readonly number[] | null {
  const bounds = [start ?? 0, stop ?? size];
  const by = step ?? 1;
  if (!bounds.every((p) => Number.isInteger(p) && Math.abs(p) <= size)) return null;
  if (!Number.isInteger(by) || by < 1) return null;
  const [first, end] = bounds.map((p) => (p < 0 ? p + size : p));
  const count = Math.max(0, Math.ceil((end - first) / by));
  return Array.from({ length: count }, (_, k) => first + k * by);
}
