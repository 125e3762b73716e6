import { formatPlain } from '../../marks/format';
import type { Channel, Task } from '../../tasks';

/** What a person may set: each channel's range, and how long the sequence may be. */
export function sayRange(task: Task): string {
  return [...new Set(task.channels.map(sayChannel)), sayLength(task)].join(' · ');
}

function sayChannel({ kind, name, words, min, max }: Channel): string {
  const range = `${formatPlain(min, 0)} to ${formatPlain(max, 0)}`;
  switch (kind) {
    case 'number':
      return `${name}: ${range}, ${words}`;
    case 'flag':
      return `${name}: ${words.replace(/^1: /, '')}`;
    case 'pixel':
      return `ink of a pixel: ${range}`;
  }
}

function sayLength({ fixedLength, minLength, maxLength }: Task): string {
  return fixedLength ? `always ${fixedLength} steps` : `${minLength} to ${maxLength} steps`;
}
