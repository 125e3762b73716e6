import { Philox } from '../cells/generator';
import type { Encoding } from '../cells/model';
import type { Sample, Task } from '../tasks';
import type { Examples } from './examples';
import type { Rights } from './loss';
import { sourceOf, type Source } from './source';

/** Sequences of one length, as the networks see them. */
export interface Batch {
  readonly time: number;
  /** (time, batch, input) */
  readonly x: Float64Array;
  /** (time, batch) */
  readonly rights: Rights;
}

/** The random stream that training draws from; Python's training draws from the same. */
const TRAINING_STREAM = 4;

/** Batches of a task without end; a seed gives the same ones each time. */
export class Batches {
  readonly #task: Task;
  readonly #source: Source;
  readonly #encoding: Encoding;
  readonly #draws: Philox;

  constructor(task: Task, encoding: Encoding, seed: number, examples: Examples = {}) {
    this.#task = task;
    this.#source = sourceOf(task, examples);
    this.#encoding = encoding;
    this.#draws = new Philox(seed, TRAINING_STREAM);
  }

  /** The next one, of so many sequences. */
  next(size: number): Batch {
    const [shortest, longest] = this.#task.trainedOn;
    const time = this.#source.length?.(this.#draws) ?? this.#draws.integer(shortest, longest + 1);
    const samples = Array.from({ length: size }, () => this.#source.draw(this.#draws, time));
    return batchOf(samples, this.#encoding);
  }
}

/** Sequences of the same length side by side. */
export function batchOf(samples: readonly Sample[], { offset, scale }: Encoding): Batch {
  const [time, batch, inputs] = [samples[0]!.x.length, samples.length, offset.length];
  const x = new Float64Array(time * batch * inputs);
  const rights = new Float64Array(time * batch);
  samples.forEach((sample, sequence) => {
    for (let step = 0; step < time; step++) {
      const row = step * batch + sequence;
      rights[row] = sample.target[step] ?? NaN;
      sample.x[step]!.forEach((value, k) => {
        x[row * inputs + k] = (value - offset[k]!) * scale[k]!;
      });
    }
  });
  return { time, x, rights };
}
