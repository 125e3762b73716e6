/**
 * Store and recall: keep the last stored value, say it when asked. A sequence begins with a store
 * and ends with a recall; in between, the task's JSON says how probable each is.
 */
import type { Philox } from '../cells/generator';
import document from '$taskdata/store_and_recall.json';
import { describe, ENGLISH, sampler, type Rows, type Targets, type Task } from './task';

/** Two numbers for each step: the value, and what is to be done with it. */
function draw(draws: Philox, length: number): Rows {
  const chance = document.probabilities;
  return Array.from({ length }, (_, step) => {
    const value = draws.uniform(-1, 1);
    const action = draws.uniform();
    if (step === 0) return [value, 1, 0];
    if (step === length - 1) return [value, 0, 1];
    if (action < chance.store) return [value, 1, 0];
    return [value, 0, action < chance.store + chance.recall ? 1 : 0];
  });
}

/** What is held, at a recall; otherwise 0. A step that stores and recalls says its own value. */
function target(x: Rows): Targets {
  let held = 0;
  return x.map(([value, store, recall]) => {
    if (store! > 0.5) held = value!;
    return recall! > 0.5 ? held : 0;
  });
}

export const STORE_AND_RECALL: Task = {
  ...describe(document),
  opening: () => document.opening,
  sample: sampler(document, draw, target),
  target,
  asks: ([, , recall]) => recall! > 0.5,
  about: (x, { storeAndRecall } = ENGLISH) => storeAndRecall.about(x.length),
  stepLabels: () => null,
};
