import { expect, it } from 'vitest';
import { loadTask, outside, readText, spell } from '../../src/tasks';

const task = loadTask('brackets');

it('says what is due', () => {
  expect(task.target(spell(task, '([]{'))).toEqual([0, 1, 0, 2]);
});

it.each([
  [')', 'Expected an opening bracket, since none is open, at step 1, got ).'],
  ['([)', 'Expected an opening bracket or ] at step 3, got ).'],
  ['()}', 'since none is open, at step 3, got }.'],
])('refuses %s', (text, why) => {
  expect((readText(task, text) as { complaint: string }).complaint).toContain(why);
});

it('says where a string is deeper than any in training', () => {
  expect(outside(task, spell(task, '((((('))).toEqual([
    'In training at most 4 brackets were open at once; in this string 5 are.',
  ]);
  expect(task.about(spell(task, '([])'))).toBe(
    '4 brackets, at most 2 open at once, all of them closed',
  );
});
