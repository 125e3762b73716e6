import type { Model } from '../cells/model';
import { table } from '../cells/table';

/** All numbers that training changes, one after another: the cell's, then the readout's. */
function arraysOf({ weights, readout }: Model): readonly Float64Array[] {
  return [...Object.values(weights.parameters), readout.weight, readout.bias];
}

export function countOf(model: Model): number {
  return arraysOf(model).reduce((sum, { length }) => sum + length, 0);
}

/** A model's numbers in one array. */
export function toFlat(model: Model): Float64Array {
  const flat = new Float64Array(countOf(model));
  let place = 0;
  for (const array of arraysOf(model)) {
    flat.set(array, place);
    place += array.length;
  }
  return flat;
}

/** A model of the same kind whose numbers are those in `flat`: it sees them as they change. */
export function fromFlat(like: Model, flat: Float64Array): Model {
  let place = 0;
  const take = ({ length }: Float64Array) => flat.subarray(place, (place += length));
  const { weights, readout } = like;
  const names = Object.entries(weights.parameters);
  const parameters = table(names.map(([name, array]) => [name, take(array)] as const));
  const [weight, bias] = [take(readout.weight), take(readout.bias)];
  return {
    ...like,
    weights: { ...weights, parameters },
    readout: { ...readout, weight, bias },
  };
}
