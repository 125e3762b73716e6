import { join, term } from '../../cells/equations';
import { band, directFactor, type Band } from '../../cells/gradient';
import type { Cell } from '../../cells/graph';
import type { Found } from './fading.svelte';

/** Below this a number is drawn as "below". */
export const FLOOR_EXPONENT = -16;
const FLOOR = 10 ** FLOOR_EXPONENT;
const DECADES = 4;

/** One network's gradient, or its direct path alone. */
export interface Curve {
  readonly id: string;
  readonly label: string;
  readonly ink: string;
  readonly isDirect: boolean;
  readonly isCurrent: boolean;
  readonly band: Band;
}

/** The curves of what was found: for each network the gradient, then what its direct path leaves. */
export function curvesOf(found: readonly Found[]): readonly Curve[] {
  return found.flatMap(({ request, fade, isCurrent }) => {
    const { cell } = request.model.weights;
    const own = { ink: request.ink, isCurrent };
    const label = cell.title;
    const full: Curve = { ...own, id: label, label, isDirect: false, band: bandOf(fade.full) };
    const direct = Object.entries(fade.direct).map(([state, values]): Curve => {
      const path = `∏${factorOf(cell, state)}`;
      return { ...own, id: `${label} ${path}`, label: path, isDirect: true, band: bandOf(values) };
    });
    return [full, ...direct];

    function bandOf(values: Float64Array): Band {
      return band(values, fade.sequences);
    }
  });
}

/** What the direct path multiplies with, in letters: `f`, `(1 − z)`. */
function factorOf(cell: Cell, state: string): string {
  const factor = directFactor(cell, state);
  if (!factor) return '';
  const text = join(term(cell, factor)).replaceAll('_t', '').replaceAll('-', '−');
  return text.length > 1 ? `(${text})` : text;
}

/** The powers of ten that the axis runs over, as far as the curves go within the first `lags`. */
export function exponents(curves: readonly Curve[], lags: number): readonly [number, number] {
  const shown = curves.flatMap(({ band: { median } }) => [...median.subarray(0, lags)]);
  const least = shown.reduce((a, b) => Math.min(a, Math.max(b, FLOOR)), 1);
  const most = shown.reduce((a, b) => Math.max(a, b), 1);
  const low = Math.floor(Math.log10(least) / DECADES) * DECADES;
  return [Math.min(low, -DECADES), Math.max(0, Math.ceil(Math.log10(most)))];
}

/** The powers of ten that carry a line: every one, every second or every fourth. */
export function ticks([low, high]: readonly [number, number]): readonly number[] {
  const step = high - low <= 5 ? 1 : high - low <= 9 ? 2 : DECADES;
  const count = Math.floor(-low / step);
  const down = Array.from({ length: count + 1 }, (_, k) => -k * step);
  const up = Array.from({ length: Math.floor(high / step) }, (_, k) => (k + 1) * step);
  return [...up.reverse(), ...down];
}

/** Labels that stand at least `gap` apart, as near to their places as that allows, within 0..end. */
export function apart(places: readonly number[], gap: number, end: number): readonly number[] {
  const order = places.map((_, k) => k).sort((a, b) => places[a] - places[b]);
  const found = [...places];
  let least = 0;
  for (const k of order) {
    found[k] = Math.max(found[k], least);
    least = found[k] + gap;
  }
  let most = end;
  for (const k of order.toReversed()) {
    found[k] = Math.min(found[k], most);
    most = found[k] - gap;
  }
  return found;
}
