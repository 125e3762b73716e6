/** What a task is: its words, how to draw a sequence, the right answer. */
import { InputError } from '../cells/errors';
import { Philox } from '../cells/generator';
import { tasks as ENGLISH } from '../words/en/tasks';

/** What tasks say, in one language. */
export type Texts = typeof ENGLISH;

/** A sequence in the task's units: a row of one number per channel for each step. */
export type Rows = readonly (readonly number[])[];

/** The right answer at each step, a number or a class; null where there is none. */
export type Targets = (number | null)[];

/** One number of each step's input; `step` is how finely a person sets it. */
export interface Channel {
  readonly name: string;
  readonly words: string;
  readonly kind: 'number' | 'flag' | 'pixel' | 'letter';
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The letters of which a task's sequences are spelled, by their channels; none where they are not. */
export function alphabetOf({ channels }: { readonly channels: readonly Channel[] }): string {
  return channels.flatMap(({ kind, name }) => (kind === 'letter' ? [name] : [])).join('');
}

/** What is answered: a number in `unit`, or the probabilities of the classes `labels`. */
export interface Output {
  readonly words: string;
  readonly unit: string;
  readonly kind: 'number' | 'classes';
  readonly min: number;
  readonly max: number;
  readonly labels: readonly string[];
}

/** What is measured, and which of two scores is the better. */
export interface Score {
  readonly name: string;
  readonly better: 'lower' | 'higher';
  readonly main: string;
  readonly baseline?: string;
}

/** A task's words and numbers, as its JSON gives them to Python and to the page. */
export interface Description {
  readonly name: string;
  readonly title: string;
  readonly rule: string;
  readonly channels: readonly Channel[];
  readonly output: Output;
  readonly score: Score;
  /** The lengths that a sequence may have; `fixedLength` where a person cannot change it. */
  readonly minLength: number;
  readonly maxLength: number;
  readonly fixedLength?: number;
  readonly trainedOn: readonly [number, number];
  /** The longest that a sample is drawn without being asked for a length. */
  readonly sampleLength: number;
  /** The language in which it says all this, and more. */
  readonly texts: Texts;
}

export interface Sample {
  readonly x: Rows;
  readonly target: Targets;
}

export interface Task extends Description {
  /** The sequence to begin with. */
  opening(): Rows;
  /** The sequence that Python draws first for the same seed and length. */
  sample(seed: number, length?: number): Sample;
  target(x: Rows): Targets;
  /** Whether a step asks for an answer that is worth watching. */
  asks(row: readonly number[]): boolean;
  /** A few words on what a sequence is: "years 1944–2007", "an edited image". */
  about(x: Rows, texts?: Texts): string;
  /** What to write under a step, where it has a name of its own; else null. */
  stepLabels(x: Rows): string[] | null;
  /** Why the task cannot have a sequence: what was expected, what came; null where it can. */
  readonly refuse?: (x: Rows, texts?: Texts) => string | null;
  /** In which ways of the task's own a sequence leaves what the models were trained on. */
  readonly outside?: (x: Rows, texts?: Texts) => readonly string[];
}

/** The random stream of a task's samples; Python draws the same numbers from it. */
const TASK_STREAM = 3;

interface Lengths {
  min: number;
  max: number;
  fixed?: number;
  trained_on: number[];
  /** A length, or the first, the last and the distance of those that are drawn. */
  sample: number | number[];
}

interface Document {
  name: string;
  title: string;
  rule: string;
  channels: unknown;
  output: object;
  lengths: Lengths;
  score: unknown;
}

export { ENGLISH };

/** A task's words and numbers from its JSON, which is committed and checked by Python's tests. */
export function describe(document: Document): Description {
  const { name, title, rule, lengths } = document;
  return {
    name,
    title,
    rule,
    channels: document.channels as Channel[],
    output: { labels: [], ...document.output } as unknown as Output,
    score: document.score as Score,
    minLength: lengths.fixed ?? lengths.min,
    maxLength: lengths.fixed ?? lengths.max,
    fixedLength: lengths.fixed,
    trainedOn: lengths.trained_on as [number, number],
    sampleLength: rangeOf(lengths)[1],
    texts: ENGLISH,
  };
}

/** `sample` for a task that can draw rows and knows their target. */
export function sampler(
  { name, lengths }: { name: string; lengths: Lengths },
  draw: (draws: Philox, length: number) => Rows,
  target: (x: Rows) => Targets,
): (seed: number, length?: number) => Sample {
  return (seed, asked) => {
    const draws = new Philox(seed, TASK_STREAM);
    const length = asked ?? lengthOf(lengths, draws);
    if (!Number.isInteger(length) || length < lengths.min || length > lengths.max) {
      throw new InputError(
        `Expected ${lengths.min} to ${lengths.max} steps of "${name}", got ${length}.`,
      );
    }
    const x = draw(draws, length);
    return { x, target: target(x) };
  };
}

function rangeOf({ sample }: Lengths): readonly [number, number, number] {
  return typeof sample === 'number' ? [sample, sample, 1] : (sample as [number, number, number]);
}

/** The length of a sample; nothing is drawn where it can be but one. */
function lengthOf(lengths: Lengths, draws: Philox): number {
  const [first, last, by] = rangeOf(lengths);
  return first === last
    ? first
    : first + by * draws.integer(0, Math.floor((last - first) / by) + 1);
}

/** Rows one after another, as the cells take them: (time, batch = 1, input). */
export function flatten(x: Rows): Float64Array {
  return Float64Array.from(x.flat());
}
