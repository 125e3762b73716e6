/** Sequences of letters: each step one letter, as a row that is 1 in the letter's place. */
import { InputError } from '../cells/errors';
import { alphabetOf, ENGLISH, type Description, type Rows } from './task';

/** The row of the letter at that place of an alphabet. */
export function rowOf(code: number, letters: number): readonly number[] {
  return Array.from({ length: letters }, (_, place) => Number(place === code));
}

/** The letter of a row by its place; −1 where the row is no letter. */
export function codeOf(row: readonly number[]): number {
  const code = row.indexOf(1);
  return row.every((value, place) => value === Number(place === code)) ? code : -1;
}

type Spelled = Pick<Description, 'channels'>;

/**
 * The sequence of a text.
 *
 * @throws InputError it has a letter that the task does not.
 */
export function spell(task: Spelled, text: string): Rows {
  const alphabet = alphabetOf(task);
  return [...text].map((letter, step) => {
    const code = alphabet.indexOf(letter);
    if (code >= 0) return rowOf(code, alphabet.length);
    throw new InputError(`Expected ${sayLetters(alphabet)} at step ${step + 1}, got “${letter}”.`);
  });
}

/** The text of a sequence of letters; of a row that is no letter, a question mark. */
export function textOf(task: Spelled, x: Rows): string {
  const alphabet = alphabetOf(task);
  return x.map((row) => alphabet[codeOf(row)] ?? '?').join('');
}

/** The letters as a sentence has them: `a or b`, `a letter from a to z`. */
export function sayLetters(alphabet: string, texts = ENGLISH): string {
  const letters = [...alphabet];
  if (letters.length > MOST_NAMED) return texts.letterBetween(letters[0]!, letters.at(-1)!);
  return texts.oneOf(letters);
}

const MOST_NAMED = 8;

/** What one of an alphabet is called. */
export function wordOf(alphabet: string, { word } = ENGLISH): string {
  return /^\p{L}+$/u.test(alphabet) ? word.letter : word.symbol;
}
