import { LinkError } from '../../cells/errors';
import { alphabetOf, readText, textOf, type Rows, type Task } from '../../tasks';
import { SPEEDS, STAGES } from '../playback.svelte';
import { MOST_SEED } from '../choice.svelte';
import { isChange, type Pieces } from './piece';
import { readNumber, readPlace, readWhole, readWord, refuse, writePlace } from './read';
import { words } from '../../words/words.svelte';

const SAMPLE = 'sample:';

/** The input, and where in it we are. */
export const INPUT: Pieces<'x' | 'rows' | 'text' | 'step' | 'stage' | 'speed'> = {
  x: {
    opening: () => 0,
    write: (seed) => `${SAMPLE}${seed}`,
    read: readSample,
    isTurn: isChange,
  },
  rows: {
    opening: () => null,
    write: (rows) => (rows ?? []).map((row) => row.join(',')).join(';'),
    read: (text, { task }) => readRows(text, task),
  },
  text: {
    opening: () => null,
    // An address cannot hold every bracket as it is.
    write: (text) => encodeURIComponent(text ?? ''),
    read: (text, { task }) => readLetters(text, task),
  },
  step: {
    opening: () => 0,
    write: writePlace,
    read: (text, { rows }) => readPlace(text, words.link.step, rows.length),
  },
  stage: {
    opening: () => null,
    write: String,
    read: (text) => readWord(text, STAGES),
  },
  speed: {
    opening: () => 1,
    write: String,
    read: (text) => Number(readWord(text, SPEEDS.map(String))),
  },
};

function readSample(text: string): number {
  if (!text.startsWith(SAMPLE)) refuse(words.link.sample(SAMPLE), text);
  return readWhole(text.slice(SAMPLE.length), 1, MOST_SEED, words.link.seed);
}

function readRows(text: string, task: Task): Rows {
  if (alphabetOf(task)) refuse(words.link.textForLetters, text);
  const rows = text.split(';');
  const { minLength, maxLength } = task;
  if (rows.length < minLength || rows.length > maxLength) {
    refuse(words.link.steps(minLength, maxLength), text);
  }
  return rows.map((row) => readRow(row, task));
}

function readRow(text: string, { channels }: Task): readonly number[] {
  const numbers = text.split(',');
  if (numbers.length !== channels.length) {
    refuse(words.link.channels(channels.map(({ name }) => name)), text);
  }
  return numbers.map((number, k) => readNumber(number, channels[k].min, channels[k].max));
}

function readLetters(text: string, task: Task): string {
  if (!alphabetOf(task)) return refuse(words.link.rowsForNumbers, text);
  const typed = readText(task, text);
  if ('rows' in typed) return textOf(task, typed.rows);
  throw new LinkError(typed.complaint.replace(/^E/, 'e'));
}
