import type { Rows, Targets, Task } from '../tasks';

/** The step whose answer is watched: the next one, from here on, at which the task asks. */
export function askedStep(task: Task, rows: Rows, target: Targets, from: number): number | null {
  const asks = (step: number) => target[step] !== null && task.asks(rows[step]);
  const steps = rows.map((_, step) => step).filter(asks);
  return steps.find((step) => step >= from) ?? steps.at(-1) ?? null;
}
