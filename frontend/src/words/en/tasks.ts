import type { Own } from '../own';

/** What is said of the tasks and of their sequences. */
export const tasks = {
  /** Titles, rules, channels, answers and scores: in English as the tasks' JSON has them. */
  own: {} as Own,
  word: { letter: 'letter', symbol: 'symbol' },
  oneOf: (letters: readonly string[]) => `${letters.slice(0, -1).join(', ')} or ${letters.at(-1)}`,
  letterBetween: (first: string, last: string) => `a letter from ${first} to ${last}`,
  typed: {
    length: (least: number, most: number, word: string, got: number) =>
      `Expected ${least} to ${most} ${word}s, got ${got || 'none'}. ` +
      `Type ${got > most ? 'fewer' : 'more'}.`,
    letter: (expected: string, step: number, got: string) =>
      `Expected ${expected} at step ${step}, got “${got}”. Type another.`,
  },
  outside: {
    length: (shortest: number, longest: number, length: number) =>
      `The models were trained on ${shortest === longest ? longest : `${shortest} to ${longest}`} ` +
      `steps; this sequence has ${length}.`,
    number: (name: string, min: number, max: number, steps: readonly number[]) =>
      `The models were trained on ${name} ${min} to ${max}; step ${steps.join(', ')} is outside.`,
    flag: (name: string, min: number, max: number, steps: readonly number[]) =>
      `The models were trained on ${name} ${min} or ${max}; step ${steps.join(', ')} is outside.`,
    together: (names: readonly string[], steps: readonly number[]) =>
      `In training ${names.join(' and ')} never came together; at step ${steps.join(', ')} they do.`,
  },
  storeAndRecall: {
    about: (steps: number) => `${steps} step${steps === 1 ? '' : 's'}`,
  },
  adding: {
    about: (steps: number, marked: number) => `${steps} steps, ${marked} of them marked`,
    outside: (usual: number, marked: number) =>
      `In training ${usual} steps were marked; in this sequence ${marked} are.`,
  },
  brackets: {
    about: (count: number, depth: number, isClosed: boolean) =>
      `${count} brackets, at most ${depth} open at once, ` +
      (isClosed ? 'all of them closed' : 'not all of them closed'),
    outside: (usual: number, depth: number) =>
      `In training at most ${usual} brackets were open at once; in this string ${depth} are.`,
    expectedOne: (step: number) => `Expected one bracket at step ${step}.`,
    expectedOpening: (step: number, got: string) =>
      `Expected an opening bracket, since none is open, at step ${step}, got ${got}. ` +
      'Close what was opened last, first.',
    expectedDue: (due: string, step: number, got: string) =>
      `Expected an opening bracket or ${due} at step ${step}, got ${got}. ` +
      'Close what was opened last, first.',
  },
  counting: {
    word: (n: number) => `the word of n = ${n}`,
    beginning: (a: number, b: number) =>
      `the beginning of a word: a ${a} time${a === 1 ? '' : 's'}, b ${b} time${b === 1 ? '' : 's'}`,
    expectedOne: (step: number) => `Expected one letter at step ${step}.`,
    /** After a b; `isComplete`: there are as many b as a already. */
    expectedNoA: (step: number, isComplete: boolean) =>
      `Expected ${isComplete ? 'the end' : 'b'} at step ${step}, got a: ` +
      'in a word aⁿbⁿ no a comes after a b. Type some a, then at most as many b.',
    expectedNoB: (step: number, isComplete: boolean) =>
      `Expected ${isComplete ? 'the end' : 'a'} at step ${step}, got b: ` +
      'a word aⁿbⁿ has no more b than a. Type some a, then at most as many b.',
  },
  digits: {
    heldOut: (digit: number) => `a handwritten ${digit}, held out from training`,
    edited: 'an edited image',
  },
  names: {
    heldOut: (name: string) => `the name ${name}, held out from training`,
    typed: (name: string) => `“${name}”, typed`,
  },
  sunspots: {
    edited: 'edited years',
    trainedOn: (first: number, last: number) => `${first}–${last}, trained on`,
    heldOut: (first: number, last: number) => `${first}–${last}, held out from training`,
    heldOutFrom: (first: number, last: number, from: number) =>
      `${first}–${last}, held out from ${from} on`,
  },
};
