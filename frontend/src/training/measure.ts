import type { Output } from '../tasks';

/** How networks are measured: each answer by itself, then the mean of what comes of it. */
export interface Measure {
  /** What an answer is worth, where `right` is the number or the class that was asked for. */
  readonly judge: (answer: Float64Array, right: number) => number;
  /** Whether a sequence counts as one, with the worth of its worst answer. */
  readonly isBySequence?: boolean;
  /** What is made of the mean. */
  readonly finish?: (mean: number) => number;
}

export const SQUARED_ERROR: Measure = { judge: ([y], right) => (y - right) ** 2 };

export const ROOT_SQUARED_ERROR: Measure = { ...SQUARED_ERROR, finish: Math.sqrt };

/** The share of classes that are the most probable where they are right. */
export const SHARE_RIGHT: Measure = {
  judge: (answer, right) => {
    const isLargest = answer.every((value, k) => k === right || value < answer[right]);
    return Number(isLargest);
  },
};

/** The share of sequences with every answer right. */
export const SHARE_WHOLLY_RIGHT: Measure = { ...SHARE_RIGHT, isBySequence: true };

/** −ln of the probability that the right class is given. */
export const CROSS_ENTROPY: Measure = { judge: (answer, right) => -Math.log(answer[right]) };

/** The measure of a task that has none of its own. */
export function usualMeasure({ kind }: Output): Measure {
  return kind === 'classes' ? SHARE_RIGHT : SQUARED_ERROR;
}

/** What the answers of one sequence come to: their worths, or the worst one's. */
export function worths({ judge, isBySequence }: Measure, answers: readonly Answer[]): number[] {
  const all = answers.map(({ answer, right }) => judge(answer, right));
  return isBySequence ? [Math.min(...all)] : all;
}

export interface Answer {
  readonly answer: Float64Array;
  readonly right: number;
}
