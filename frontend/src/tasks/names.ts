/** Names letter by letter: given names, held out from training; say the next letter or the end. */
import type { Philox } from '../cells/generator';
import document from '$taskdata/names.json';
import { heldOut } from './heldOut';
import { lazily } from './lazily';
import { codeOf, spell, textOf } from './letters';
import { alphabetOf, describe, ENGLISH, sampler, type Rows, type Targets, type Task } from './task';

const DESCRIPTION = describe(document);
const END = alphabetOf(DESCRIPTION).length;
const held = lazily(() => {
  const all: readonly string[] = heldOut().names.names.split(' ');
  return { all, set: new Set(all) };
});

/** One number for each name. Where no name is as long, names one after another. */
function draw(draws: Philox, length: number): Rows {
  const { all } = held();
  const fitting = all.filter((name) => name.length === length);
  const names = fitting.length > 0 ? fitting : all;
  let text = '';
  while (text.length < length) text += names[draws.integer(0, names.length)]!;
  return spell(DESCRIPTION, text.slice(0, length));
}

/** The next letter, and after the last one the end. */
function target(x: Rows): Targets {
  return x.map((_, step) => (step + 1 < x.length ? codeOf(x[step + 1]!) : END));
}

export const NAMES_TASK: Task = {
  ...DESCRIPTION,
  opening: () => spell(DESCRIPTION, document.opening),
  sample: sampler(document, draw, target),
  target,
  asks: () => true,
  about: (x, { names } = ENGLISH) => {
    const text = textOf(DESCRIPTION, x);
    const name = text[0]!.toUpperCase() + text.slice(1);
    return held().set.has(text) ? names.heldOut(name) : names.typed(name);
  },
  stepLabels: () => null,
};
