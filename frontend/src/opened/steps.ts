import { arithmetic, type Arithmetic, type Factor, type Place } from '../cells/arithmetic';
import { composeEdits, type Edit } from '../cells/edits';
import { plan } from '../cells/forward';
import type { Span } from '../cells/positions';
import { makeRun, type Run } from '../cells/run';
import type { Safetensors } from '../cells/safetensors';
import type { Table } from '../cells/table';
import { sizeOf, type Weights } from '../cells/weights';

/** Some steps of a recorded run, one after the other, as the server gives them. */
export interface Steps {
  readonly start: number;
  readonly stop: number;
  readonly tensors: Safetensors['tensors'];
}

/** One step computed here from what was recorded, with the step that the layer read before it. */
export interface StepRun {
  readonly run: Run;
  /** The place in the input of each step of the run, in the order in which the layer read them. */
  readonly positions: readonly number[];
}

/** The step that a layer has read before this one, or null where it began with it. */
export function stepBefore(position: number, count: number, isReverse: boolean): number | null {
  const before = isReverse ? position + 1 : position - 1;
  return before >= 0 && before < count ? before : null;
}

/**
 * Every node of a step, computed from the recorded states before it; of what was recorded itself,
 * the recorded numbers stand.
 */
export function computeStep(
  weights: Weights,
  steps: Steps,
  positions: readonly number[],
  edits: readonly Edit[],
): StepRun {
  const { cell } = weights;
  const time = positions.length;
  const rows = (name: string) => gather(steps, name, positions);
  const initial = Object.fromEntries(
    cell.states.map((state) => [state, rows(`${state}_prev`).slice(0, sizeOf(weights, state))]),
  ) as Table<Float64Array>;
  const here = edits
    .map((edit) => ({ ...edit, time: placesIn(edit, positions) }))
    .filter(({ time: places }) => places.length > 0);
  const coefficients = composeEdits(here, (name) => ({
    time,
    batch: 1,
    unit: sizeOf(weights, name),
  }));
  const run = makeRun({ weights, time, batch: 1, x: rows('x'), coefficients }, initial);
  const instructions = plan(run);
  const befores = cell.nodes
    .filter(({ operation }) => operation === 'previous')
    .map(({ id, label }) => [id, `${label}_prev`] as const);
  const recorded = cell.values.map((id) => [id, id] as const);
  for (let row = 0; row < time; row++) {
    write(run, befores, rows, row);
    for (const instruction of instructions) instruction(row, row + 1);
    write(run, recorded, rows, row);
  }
  return { run, positions };
}

function write(
  run: Run,
  names: readonly (readonly [string, string])[],
  rows: (name: string) => Float64Array,
  row: number,
): void {
  for (const [id, name] of names) {
    const unit = sizeOf(run.weights, id);
    run.values[id].set(rows(name).subarray(row * unit, (row + 1) * unit), row * unit);
  }
}

/** The rows of a recorded value at some places of the input. */
function gather({ start, tensors }: Steps, name: string, positions: readonly number[]) {
  const { data, shape } = tensors[name];
  const size = shape[1];
  const values = new Float64Array(positions.length * size);
  positions.forEach((position, row) => {
    values.set(data.subarray((position - start) * size, (position - start + 1) * size), row * size);
  });
  return values;
}

/** Which of the run's steps an edit acts on. */
function placesIn({ time }: Edit, positions: readonly number[]): readonly number[] {
  const isThere = (position: number): boolean => {
    if (!time) return true;
    if (Array.isArray(time)) return time.includes(position);
    const { start, stop } = time as Span;
    return position >= (start ?? 0) && position < (stop ?? Infinity);
  };
  return positions.flatMap((position, row) => (isThere(position) ? [row] : []));
}

/** The arithmetic of a number of the last step, with its steps as places of the input. */
export function arithmeticOf({ run, positions }: StepRun, place: Place): Arithmetic {
  const shown = arithmetic(run, { ...place, step: positions.length - 1 });
  const moved = (own: Place): Place => ({ ...own, step: positions[own.step] });
  const move = (factor: Factor): Factor =>
    factor.kind === 'node' ? { ...factor, place: moved(factor.place) } : factor;
  const terms = shown.terms.map((term) => ({ ...term, factors: term.factors.map(move) }));
  return { ...shown, place: moved(shown.place), terms };
}
