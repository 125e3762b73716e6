/**
 * Adding: two of the values are marked; say their sum at the end (Hochreiter & Schmidhuber 1997,
 * here with values in 0..1 and the sum itself for an answer).
 */
import type { Philox } from '../cells/generator';
import document from '$taskdata/adding.json';
import { describe, ENGLISH, sampler, type Rows, type Targets, type Task } from './task';

/** One number for each step, then two for the places of the marks: each pair equally likely. */
function draw(draws: Philox, length: number): Rows {
  const values = Array.from({ length }, () => draws.uniform());
  const first = draws.integer(0, length);
  const other = draws.integer(0, length - 1);
  const second = other < first ? other : other + 1;
  return values.map((value, step) => [value, Number(step === first || step === second)]);
}

const isMarked = ([, add]: readonly number[]) => add! > 0.5;

/** The sum of what is marked, at the last step. */
function target(x: Rows): Targets {
  const sum = x.filter(isMarked).reduce((total, [value]) => total + value!, 0);
  return x.map((_, step) => (step === x.length - 1 ? sum : null));
}

export const ADDING: Task = {
  ...describe(document),
  opening: () => document.opening,
  sample: sampler(document, draw, target),
  target,
  asks: () => true,
  about: (x, { adding } = ENGLISH) => adding.about(x.length, x.filter(isMarked).length),
  stepLabels: () => null,
  outside: (x, { adding } = ENGLISH) => {
    const marked = x.filter(isMarked).length;
    return marked === document.marked ? [] : [adding.outside(document.marked, marked)];
  },
};
