import { expect, it } from 'vitest';
import { readLink } from '../../../src/state/link';
import { readCatalogue } from '../../catalogue';

const catalogue = readCatalogue();

it.each([
  ['task=counting&text=ba', 'text', 'expected a at step 1, got b'],
  ['task=counting&text=', 'text', 'expected 1 to 128 letters, got none'],
  ['task=brackets&text=([)]', 'text', 'expected an opening bracket or ] at step 3, got )'],
  ['task=names&text=zo%C3%AB', 'text', 'expected a letter from a to z at step 3, got “ë”'],
  ['task=names&rows=0,1', 'rows', 'expected text= for a task of letters'],
])('of %s is refused with the reason', (pieces, key, why) => {
  const { chosen, complaints } = readLink(`#v=1&${pieces}`, catalogue);
  expect(complaints).toHaveLength(1);
  expect(complaints[0]).toMatchObject({ key, problem: expect.stringContaining(why) });
  expect([chosen.text, chosen.rows]).toEqual([null, null]);
});

it('may have its brackets as they are, or as numbers', () => {
  for (const text of ['([]{', '(%5B%5D%7B', '%28%5B%5D%7B']) {
    const { chosen, complaints } = readLink(`#v=1&task=brackets&text=${text}`, catalogue);
    expect(complaints).toEqual([]);
    expect(chosen.text).toBe('([]{');
  }
});
