/**
 * Counting: words aⁿbⁿ, letter by letter; say what may come next (Gers & Schmidhuber 2001).
 * To know when a word can only end, a network has to count (Weiss, Goldberg & Yahav 2018).
 */
import type { Philox } from '../cells/generator';
import document from '$taskdata/counting.json';
import { codeOf, rowOf, spell } from './letters';
import { describe, ENGLISH, sampler, type Rows, type Targets, type Task, type Texts } from './task';

const [A, B] = [0, 1];
const [A_OR_B, ONLY_B, END] = [0, 1, 2];
const DESCRIPTION = describe(document);

/** The one word of that length; where that is odd, without its last b. Nothing is drawn. */
function draw(_: Philox, length: number): Rows {
  return Array.from({ length }, (__, step) => rowOf(2 * step < length ? A : B, 2));
}

/** How far a word goes: what may come next after each step, until one that no word can have. */
function read(x: Rows, { counting }: Texts = ENGLISH) {
  let [a, b] = [0, 0];
  const target: Targets = x.map(() => null);
  const stopped = (wrong: string) => ({ a, b, target, wrong });
  for (const [step, row] of x.entries()) {
    const code = codeOf(row);
    if (code < 0) return stopped(counting.expectedOne(step + 1));
    if (code === A && b > 0) return stopped(counting.expectedNoA(step + 1, a === b));
    if (code === B && b === a) return stopped(counting.expectedNoB(step + 1, a > 0));
    if (code === A) a++;
    else b++;
    target[step] = b === 0 ? A_OR_B : b < a ? ONLY_B : END;
  }
  return { a, b, target, wrong: null };
}

export const COUNTING: Task = {
  ...DESCRIPTION,
  opening: () => spell(DESCRIPTION, document.opening),
  sample: sampler(document, draw, (x) => read(x).target),
  target: (x) => read(x).target,
  asks: () => true,
  about: (x, { counting } = ENGLISH) => {
    const { a, b } = read(x);
    return a === b ? counting.word(a) : counting.beginning(a, b);
  },
  stepLabels: () => null,
  refuse: (x, texts) => read(x, texts).wrong,
};
