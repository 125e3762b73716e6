import type { Philox } from '../cells/generator';
import { Philox as Draws } from '../cells/generator';
import { table, type Table } from '../cells/table';
import type { Sample, Task } from '../tasks';
import type { Examples } from './examples';
import type { Measure } from './measure';
import { counting } from './sources/counting';
import { digits } from './sources/digits';
import { names } from './sources/names';
import { sunspots } from './sources/sunspots';

/** Where a task's sequences come from: those to train on, and those that measure. */
export interface Source {
  /** How long the sequences of a batch are; any of the task's lengths alike, where left out. */
  readonly length?: (draws: Philox) => number;
  /** A sequence to train on, of that many steps. */
  readonly draw: (draws: Philox, length: number) => Sample;
  /** The sequences by which networks are scored; training never sees them. */
  readonly scored: () => readonly Sample[];
  /** How they are measured, where not as usual. */
  readonly measure?: Measure;
}

/** The random stream of the scored sequences. */
const SCORE_STREAM = 5;
const SCORED = 200;

/** Tasks of which a part is held out. The sequences of all others are made as they are needed. */
const SOURCES: Table<(examples: Examples) => Source> = table([
  ['counting', counting],
  ['digits', digits],
  ['names', names],
  ['sunspots', sunspots],
]);

/** A task's source; one that is to be scored alone needs no examples. */
export function sourceOf(task: Task, examples: Examples = {}): Source {
  return SOURCES[task.name]?.(examples) ?? made(task);
}

function made(task: Task): Source {
  const length = Number(task.score.main) || task.sampleLength;
  return {
    draw: (draws, steps) => task.sample(draws.word(), steps),
    scored: () => {
      const seeds = new Draws(0, SCORE_STREAM);
      return Array.from({ length: SCORED }, () => task.sample(seeds.word(), length));
    },
  };
}
