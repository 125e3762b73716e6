/** The tasks, the default first. Their words and numbers are Python's, from the same JSON. */
import { GatescopeError } from '../cells/errors';
import { ADDING } from './adding';
import { BRACKETS } from './brackets';
import { COUNTING } from './counting';
import { DIGITS } from './digits';
import { NAMES_TASK } from './names';
import { STORE_AND_RECALL } from './storeAndRecall';
import { SUNSPOTS } from './sunspots';
import type { Task } from './task';

export { giveHeldOut, heldOut, type HeldOut, type Images, type Names } from './heldOut';
export { inLanguage } from './inLanguage';
export { lazily } from './lazily';
export { outside } from './outside';
export { rowOf, sayLetters, spell, textOf, wordOf } from './letters';
export { readText } from './readText';
export { alphabetOf, flatten } from './task';
export type { Channel, Output, Rows, Sample, Score, Targets, Task, Texts } from './task';

export const TASKS: readonly Task[] = [
  STORE_AND_RECALL,
  ADDING,
  COUNTING,
  BRACKETS,
  DIGITS,
  SUNSPOTS,
  NAMES_TASK,
];

export const DEFAULT_TASK = STORE_AND_RECALL.name;

export function loadTask(name: string): Task {
  const task = TASKS.find((candidate) => candidate.name === name);
  if (task) return task;
  const names = TASKS.map((candidate) => candidate.name).join(', ');
  throw new GatescopeError(`Expected one of the tasks ${names}, got "${name}".`);
}
