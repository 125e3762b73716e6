import { forward } from '../cells/forward';
import { OUTPUT } from '../cells/graph';
import { output, type Model } from '../cells/model';
import type { Sample, Task } from '../tasks';
import { batchOf, type Batch } from './batch';
import { byLength } from './byLength';
import { usualMeasure, worths, type Answer, type Measure } from './measure';
import { sourceOf } from './source';

/** How networks do on sequences that training never sees. */
export class Scoring {
  readonly #measure: Measure;
  /** The sequences, those of one length together. */
  readonly #samples: readonly (readonly Sample[])[];
  #batches: readonly Batch[] | null = null;

  constructor(task: Task) {
    const source = sourceOf(task);
    this.#measure = source.measure ?? usualMeasure(task.output);
    this.#samples = [...byLength(source.scored(), ({ x }) => x.length).values()];
  }

  /** What the task's score names, of a network. */
  score(model: Model): number {
    // All networks of a task have one encoding.
    this.#batches ??= this.#samples.map((samples) => batchOf(samples, model.encoding));
    const all = this.#batches.flatMap((batch) =>
      answersTo(batch, model).flatMap((answers) => worths(this.#measure, answers)),
    );
    const mean = all.reduce((a, b) => a + b, 0) / all.length;
    return this.#measure.finish?.(mean) ?? mean;
  }
}

/** What a network answers where it is asked, sequence by sequence. */
function answersTo({ time, x, rights }: Batch, model: Model): readonly (readonly Answer[])[] {
  const size = rights.length / time;
  const run = forward(model.weights, x, { time, batch: size });
  const y = output(model, run.values[OUTPUT]);
  const outputs = y.length / rights.length;
  return Array.from({ length: size }, (_, sequence) =>
    Array.from({ length: time }, (_, step) => step * size + sequence)
      .filter((row) => !Number.isNaN(rights[row]))
      .map((row) => ({
        answer: y.subarray(row * outputs, (row + 1) * outputs),
        right: rights[row],
      })),
  );
}
