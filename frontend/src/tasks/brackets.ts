/**
 * Brackets: three kinds of them, nested; say which closing one is due (a Dyck language). Where both
 * are possible, an opening bracket and a closing one are equally likely, and so are the kinds.
 */
import type { Philox } from '../cells/generator';
import document from '$taskdata/brackets.json';
import { codeOf, rowOf, spell } from './letters';
import {
  alphabetOf,
  describe,
  ENGLISH,
  sampler,
  type Rows,
  type Targets,
  type Task,
  type Texts,
} from './task';

const KINDS = 3;
const NONE = KINDS;
const DEPTH = document.depth;
const DESCRIPTION = describe(document);
const LETTERS = alphabetOf(DESCRIPTION);

/** Two numbers for each step: whether a bracket opens, and of which kind. */
function draw(draws: Philox, length: number): Rows {
  const due: number[] = [];
  return Array.from({ length }, (_, step) => {
    const [opens, kind] = [draws.uniform(), draws.uniform()];
    const isOpening =
      due.length === 0 || (due.length < Math.min(DEPTH, length - step) && opens < 0.5);
    if (!isOpening) return rowOf(KINDS + due.pop()!, 2 * KINDS);
    due.push(Math.floor(kind * KINDS));
    return rowOf(due.at(-1)!, 2 * KINDS);
  });
}

/** What is due after each step, until a bracket that no string can have; and how deep it went. */
function read(x: Rows, { brackets }: Texts = ENGLISH) {
  const due: number[] = [];
  const target: Targets = x.map(() => null);
  let depth = 0;
  for (const [step, row] of x.entries()) {
    const code = codeOf(row);
    const top = due.at(-1) ?? NONE;
    if (code < 0) return { target, depth, wrong: brackets.expectedOne(step + 1) };
    if (code < KINDS) due.push(code);
    else if (top === code - KINDS) due.pop();
    else return { target, depth, wrong: wrong(brackets, step, code, top) };
    depth = Math.max(depth, due.length);
    target[step] = due.at(-1) ?? NONE;
  }
  return { target, depth, wrong: null };
}

function wrong(texts: Texts['brackets'], step: number, code: number, top: number): string {
  const got = LETTERS[code]!;
  if (top === NONE) return texts.expectedOpening(step + 1, got);
  return texts.expectedDue(LETTERS[KINDS + top]!, step + 1, got);
}

export const BRACKETS: Task = {
  ...DESCRIPTION,
  opening: () => spell(DESCRIPTION, document.opening),
  sample: sampler(document, draw, (x) => read(x).target),
  target: (x) => read(x).target,
  asks: () => true,
  about: (x, { brackets } = ENGLISH) => {
    const { target, depth } = read(x);
    return brackets.about(x.length, depth, target.at(-1) === NONE);
  },
  stepLabels: () => null,
  refuse: (x, texts) => read(x, texts).wrong,
  outside: (x, { brackets } = ENGLISH) => {
    const { depth } = read(x);
    return depth <= DEPTH ? [] : [brackets.outside(DEPTH, depth)];
  },
};
