import { formatPlain } from '../../marks/format';
import { alphabetOf, sayLetters, type Channel, type Task } from '../../tasks';

/** What a person may set: each channel's range, and how long the sequence may be. */
export function sayRange(task: Task): string {
  return [
    ...new Set(task.channels.map((channel) => sayChannel(channel, task))),
    sayLength(task),
  ].join(' · ');
}

function sayChannel({ kind, name, words, min, max }: Channel, task: Task): string {
  const range = `${formatPlain(min, 0)} to ${formatPlain(max, 0)}`;
  switch (kind) {
    case 'number':
      return `${name}: ${range}, ${words}`;
    case 'flag':
      return `${name}: ${words.replace(/^1: /, '')}`;
    case 'pixel':
      return `ink of a pixel: ${range}`;
    case 'letter':
      return `each step ${sayLetters(alphabetOf(task))}`;
  }
}

function sayLength({ fixedLength, minLength, maxLength }: Task): string {
  return fixedLength ? `always ${fixedLength} steps` : `${minLength} to ${maxLength} steps`;
}
