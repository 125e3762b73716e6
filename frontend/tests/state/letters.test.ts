import { beforeEach, expect, it } from 'vitest';
import { Sequence } from '../../src/state/sequence.svelte';
import { loadTask, spell, textOf } from '../../src/tasks';

const brackets = loadTask('brackets');
const text = (rows: Sequence) => textOf(brackets, rows.rows);
let letters: Sequence;

beforeEach(() => {
  letters = new Sequence(brackets);
  letters.rows = spell(brackets, '()');
});

it('goes on with the first letter that may follow', () => {
  letters.add();
  expect(text(letters)).toBe('()(');
});

it('keeps what is there where the task cannot have the other', () => {
  expect(letters.remove(0)).toContain('Expected an opening bracket');
  expect(letters.setRow(1, spell(brackets, ']')[0]!)).toContain('got ]');
  expect(text(letters)).toBe('()');
  expect(letters.setRow(1, spell(brackets, '{')[0]!)).toBeNull();
  expect(letters.remove(0)).toBeNull();
  expect(text(letters)).toBe('{');
});

it('cannot grow where a word has ended', () => {
  const counting = loadTask('counting');
  const word = new Sequence(counting);
  expect(word.canGrow).toBe(false);
  word.remove(7);
  expect(word.canGrow).toBe(true);
  word.add();
  expect(textOf(counting, word.rows)).toBe('aaaabbbb');
});
