import { beforeEach, expect, it } from 'vitest';
import { Sequence } from '../../src/state/sequence.svelte';
import { loadTask } from '../../src/tasks';

const task = loadTask('store_and_recall');
let sequence: Sequence;

beforeEach(() => {
  sequence = new Sequence(task);
});

it('keeps a number within its channel and leaves the other rows alone', () => {
  const [, second] = sequence.rows;
  sequence.set(0, 0, 9);
  expect(sequence.rows[0]![0]).toBe(1);
  expect(sequence.rows[1]).toBe(second);
});

it('finds the way back to the original', () => {
  sequence.set(0, 0, 0.25);
  sequence.add();
  expect(sequence.isChanged).toBe(true);
  sequence.restore();
  expect(sequence.rows).toEqual(task.opening());
  expect(sequence.isChanged).toBe(false);
});

it('never becomes shorter or longer than the task allows', () => {
  for (let k = 0; k < 2 * task.maxLength; k++) sequence.add();
  expect(sequence.length).toBe(task.maxLength);
  for (let k = 0; k < 2 * task.maxLength; k++) sequence.remove(0);
  expect(sequence.length).toBe(task.minLength);
});

it('does not change its length where the task fixes it', () => {
  const digits = loadTask('digits');
  const rows = new Sequence(digits);
  rows.add();
  rows.remove(0);
  expect(rows.length).toBe(digits.fixedLength);
});
