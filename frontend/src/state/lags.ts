import type { Task } from '../tasks';

export const LEAST_LAGS = 2;
const MOST_LAGS = 100;

/** How far back one can look: a task of fixed length has no more steps. */
export function mostLags(task: Task): number {
  return Math.min(MOST_LAGS, (task.fixedLength ?? task.maxLength) - 1);
}
