import { forward } from '../cells/forward';
import { OUTPUT } from '../cells/graph';
import { output, type Model } from '../cells/model';
import type { Output, Sample, Task } from '../tasks';
import { batchOf, type Batch } from './batch';
import { sourceOf, type Source } from './source';

/** How networks do on sequences that training never sees. */
export class Scoring {
  readonly #task: Task;
  readonly #source: Source;
  readonly #samples: readonly Sample[];
  #batch: Batch | null = null;

  constructor(task: Task) {
    this.#task = task;
    this.#source = sourceOf(task);
    this.#samples = this.#source.scored();
  }

  /** The measure that `scoreName` names. */
  score(model: Model): number {
    // All networks of a task have its encoding.
    this.#batch ??= batchOf(this.#samples, model.encoding);
    const { time, x, rights } = this.#batch;
    const run = forward(model.weights, x, { time, batch: rights.length / time });
    const mean = measure(this.#task.output, output(model, run.values[OUTPUT]), rights);
    return this.#source.finish?.(mean) ?? mean;
  }
}

/** The share of right classes, or the mean squared error in the task's units. */
export function measure({ kind }: Output, y: Float64Array, rights: Float64Array): number {
  const outputs = y.length / rights.length;
  let [sum, asked] = [0, 0];
  rights.forEach((right, row) => {
    if (Number.isNaN(right)) return;
    asked++;
    const answer = y.subarray(row * outputs, (row + 1) * outputs);
    sum += kind === 'classes' ? Number(isLargest(answer, right)) : (answer[0] - right) ** 2;
  });
  return sum / asked;
}

function isLargest(answer: Float64Array, right: number): boolean {
  return answer.every((value, k) => k === right || value < answer[right]);
}
