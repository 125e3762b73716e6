import { EditError } from './errors';
import { editable, type Cell } from './graph';
import { positions, type Axis3, type Positions } from './positions';
import { table, type Table } from './table';

export type { Positions } from './positions';

export type EditKind = 'clamp' | 'scale' | 'shift' | 'swap';

/** Values (time, batch, unit), nested as JSON has them or flat. */
export type Amounts = Float64Array | readonly (readonly (readonly number[])[])[];

/**
 * A change of the value `name` at `unit`, `time` and `batch`. All that comes after, the next step
 * and the run's values see the changed value. Positions count from 0; none means all.
 */
export interface Edit {
  readonly kind: EditKind;
  readonly name: string;
  readonly amount: number | Amounts;
  readonly unit?: Positions;
  readonly time?: Positions;
  readonly batch?: Positions;
}

export interface Sizes {
  readonly time: number;
  readonly batch: number;
  readonly unit: number;
}

/** A value's edits as v' = a·v + b, each (time, batch, unit). Where a is 0, b is selected. */
export interface Coefficients {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

type Apply = (coefficients: Coefficients, position: number, amount: number) => void;

const select: Apply = ({ a, b }, k, amount) => {
  a[k] = 0;
  b[k] = amount;
};

/** Each kind of edit, put after those already in the coefficients. */
const KINDS: Table<Apply> = table<Apply>([
  ['clamp', select],
  ['swap', select],
  [
    'scale',
    ({ a, b }, k, amount) => {
      a[k] *= amount;
      b[k] *= amount;
    },
  ],
  ['shift', ({ b }, k, amount) => void (b[k] += amount)],
]);

/**
 * All edits of each value, in order, composed; `sizesOf` gives the sizes of a value. A value
 * without edits has no entry.
 *
 * @throws EditError a position does not exist, or an amount is not a finite number.
 */
export function composeEdits(
  edits: readonly Edit[],
  sizesOf: (name: string) => Sizes,
): Table<Coefficients> {
  const composed = table<Coefficients>();
  for (const edit of edits) {
    const sizes = sizesOf(edit.name);
    composed[edit.name] ??= identity(sizes.time * sizes.batch * sizes.unit);
    applyEdit(edit, composed[edit.name], sizes);
  }
  return composed;
}

/** Whether a cell has the values that the edits name. */
export function checkEdits(cell: Cell, edits: readonly Edit[]): void {
  const names = editable(cell);
  const unknown = edits.find((edit) => !names.includes(edit.name));
  if (!unknown) return;
  throw new EditError(
    `Expected an edit to name one of ${names.join(', ')} of "${cell.name}", ` +
      `got "${unknown.name}".`,
  );
}

function identity(length: number): Coefficients {
  return { a: new Float64Array(length).fill(1), b: new Float64Array(length) };
}

function applyEdit(edit: Edit, coefficients: Coefficients, sizes: Sizes): void {
  const apply = KINDS[edit.kind];
  if (!apply) {
    const known = Object.keys(KINDS).join(', ');
    throw new EditError(`Expected an edit of the kind ${known}, got "${edit.kind}".`);
  }
  const amount = amountsOf(edit, sizes);
  const at = (axis: Axis3) => positions(edit[axis], axis, sizes[axis], edit.name);
  const [batches, units] = [at('batch'), at('unit')];
  for (const time of at('time')) {
    for (const batch of batches) {
      for (const unit of units) {
        const k = (time * sizes.batch + batch) * sizes.unit + unit;
        apply(coefficients, k, amount(k));
      }
    }
  }
}

function amountsOf(edit: Edit, sizes: Sizes): (position: number) => number {
  const { amount, kind, name } = edit;
  const length = sizes.time * sizes.batch * sizes.unit;
  const isNumber = typeof amount === 'number';
  const values = isNumber ? [amount] : flatten(amount, sizes);
  const fits = isNumber ? kind !== 'swap' : kind === 'swap' && values?.length === length;
  if (!values || !fits || !values.every(Number.isFinite)) {
    const { time, batch, unit } = sizes;
    const expected =
      kind === 'swap' ? `finite values (${time}, ${batch}, ${unit})` : 'a finite number';
    const came = isNumber ? amount : 'values that are not';
    throw new EditError(
      `Expected the amount of ${kind} on "${name}" to be ${expected}, got ${came}.`,
    );
  }
  return isNumber ? () => amount : (k) => values[k];
}

/** Nested values as a flat array, or null where the nesting is not that of `sizes`. */
function flatten(
  amount: Amounts,
  { time, batch, unit }: Sizes,
): readonly number[] | Float64Array | null {
  if (amount instanceof Float64Array) return amount;
  const isFull =
    Array.isArray(amount) &&
    amount.length === time &&
    amount.every(
      (step) =>
        step.length === batch && step.every((row: readonly number[]) => row.length === unit),
    );
  return isFull ? (amount.flat(2) as number[]) : null;
}
