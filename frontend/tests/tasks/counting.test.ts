import { expect, it } from 'vitest';
import { loadTask, readText, spell } from '../../src/tasks';

const task = loadTask('counting');
const target = (text: string) => task.target(spell(task, text));

it('says what may come next', () => {
  expect(target('aabb')).toEqual([0, 0, 1, 2]);
  expect(target('aaab')).toEqual([0, 0, 0, 1]);
});

it.each([
  ['b', 'Expected a at step 1, got b'],
  ['abb', 'Expected the end at step 3, got b'],
  ['aba', 'Expected the end at step 3, got a'],
  ['aaba', 'Expected b at step 4, got a'],
])('refuses %s', (text, why) => {
  expect((readText(task, text) as { complaint: string }).complaint).toContain(why);
});

it('takes capitals, and says what a text is', () => {
  expect(readText(task, 'AB')).toEqual({ rows: spell(task, 'ab') });
  expect(task.about(spell(task, 'aabb'))).toBe('the word of n = 2');
  expect(task.about(spell(task, 'aab'))).toBe('the beginning of a word: a 2 times, b 1 time');
});
