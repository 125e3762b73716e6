import { sayLetters, spell, wordOf } from './letters';
import { alphabetOf, type Rows, type Task } from './task';

/** What was typed: a sequence of letters, or why the task cannot have it. */
export type Typed = { readonly rows: Rows } | { readonly complaint: string };

/** Read a text that a person typed. Spaces are nothing; capitals will do where there are none. */
export function readText(task: Task, typed: string): Typed {
  const alphabet = alphabetOf(task);
  const tidy = typed.replace(/\s/g, '');
  const text = alphabet === alphabet.toLowerCase() ? tidy.toLowerCase() : tidy;
  const complaint = complaintOf(task, alphabet, [...text]);
  if (complaint) return { complaint };
  const rows = spell(task, text);
  const refusal = task.refuse?.(rows);
  return refusal ? { complaint: refusal } : { rows };
}

function complaintOf(
  { minLength, maxLength, texts }: Task,
  alphabet: string,
  letters: readonly string[],
): string | null {
  if (letters.length < minLength || letters.length > maxLength) {
    return texts.typed.length(minLength, maxLength, wordOf(alphabet, texts), letters.length);
  }
  const wrong = letters.findIndex((letter) => !alphabet.includes(letter));
  if (wrong < 0) return null;
  return texts.typed.letter(sayLetters(alphabet, texts), wrong + 1, letters[wrong]!);
}
