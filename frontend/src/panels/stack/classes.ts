import type { Targets } from '../../tasks';

/** The class that is right wherever an answer is asked for; null where that changes. */
export function onlyClass(target: Targets): number | null {
  const [first, ...others] = new Set(target.filter((right) => right !== null));
  return first !== undefined && others.length === 0 ? first : null;
}

/** The probability of a class at each step, of the outputs (time, output); null where it is none. */
export function probabilities(
  output: Float64Array,
  outputs: number,
  classes: Targets,
): (number | null)[] {
  return classes.map((index, step) => (index === null ? null : output[step * outputs + index]));
}
