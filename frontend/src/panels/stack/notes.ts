import { formatPlain } from '../../marks/format';
import { alphabetOf, sayLetters, type Channel, type Task } from '../../tasks';
import { words } from '../../words/words.svelte';

/** What a person may set: each channel's range, and how long the sequence may be. */
export function sayRange(task: Task): string {
  return [
    ...new Set(task.channels.map((channel) => sayChannel(channel, task))),
    sayLength(task),
  ].join(' · ');
}

function sayChannel({ kind, name, words: own, min, max }: Channel, task: Task): string {
  const texts = words.input;
  const range = texts.range(formatPlain(min, 0), formatPlain(max, 0));
  switch (kind) {
    case 'number':
      return texts.numbers(name, range, own);
    case 'flag':
      return texts.flag(name, own.replace(/^1: /, ''));
    case 'pixel':
      return texts.pixels(range);
    case 'letter':
      return texts.letters(sayLetters(alphabetOf(task), task.texts));
  }
}

function sayLength({ fixedLength, minLength, maxLength }: Task): string {
  if (fixedLength) return words.input.alwaysLong(fixedLength);
  return words.input.long(minLength, maxLength);
}
