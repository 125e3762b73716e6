import { describe, expect, it } from 'vitest';
import { randomModel } from '../../src/cells/model';
import { mapTable } from '../../src/cells/table';
import { toFlat } from '../../src/training/flat';
import type { Report, Setting } from '../../src/training/protocol';
import type { Recipe } from '../../src/training/recipe';
import { Session } from '../../src/training/session';
import { readCatalogue } from '../catalogue';

const { models } = readCatalogue();
const TASK = 'store_and_recall';
const RECIPE: Recipe = { optimiser: 'Adam', rate: 0.02, clip: 1, batch: 16 };
const NAMES = ['lstm', 'gru', 'rnn'];

function setting(change: Partial<Recipe> = {}): Setting {
  const { lstm, gru, rnn } = models[TASK]!;
  const starts = mapTable({ lstm: lstm!, gru: gru!, rnn: rnn! }, (like) =>
    randomModel(like, like.weights.cell, { hiddenSize: 4, seed: 3 }),
  );
  return { task: TASK, seed: 3, recipe: { ...RECIPE, ...change }, starts };
}

/** A session on a clock that moves on by so much whenever it is read. */
function open(change: Partial<Recipe> = {}, tick = 5) {
  const reports: Report[] = [];
  let time = 0;
  const session = new Session(
    setting(change),
    {},
    (report) => reports.push(report),
    () => (time += tick),
  );
  const of = <K extends Report['kind']>(kind: K) =>
    reports.filter((report) => report.kind === kind) as Extract<Report, { kind: K }>[];
  return { session, reports, of };
}

describe('a session', () => {
  it('trains all networks the same number of steps, and tells each loss once', () => {
    const { session, of } = open();
    for (let k = 0; k < 4; k++) session.slice();
    const progress = of('progress');
    expect(progress).toHaveLength(4);
    let step = 0;
    for (const report of progress) {
      expect(Object.keys(report.losses)).toEqual(NAMES);
      const lengths = Object.values(report.losses).map(({ length }) => length);
      expect(new Set(lengths).size).toBe(1);
      step += lengths[0]!;
      expect(report.step).toBe(step);
      expect(report.sequences).toBe(step * RECIPE.batch);
    }
  });

  it('reports no more often than thirty times a second, weights about twice', () => {
    const { session, of } = open({ batch: 2 }, 12);
    while ((of('progress').at(-1)?.seconds ?? 0) < 3) session.slice();
    const { length } = of('progress');
    expect(length).toBeGreaterThan(40);
    expect(length).toBeLessThanOrEqual(91);
    expect(of('snapshot').length).toBeGreaterThanOrEqual(5);
    expect(of('snapshot').length).toBeLessThanOrEqual(9);
  });

  it('gives the same for the same seed, in slices or step by step', () => {
    const [sliced, single] = [open(), open()];
    sliced.session.slice();
    const count = sliced.of('progress')[0]!.step;
    for (let k = 0; k < count; k++) single.session.once();
    for (const name of NAMES) {
      const losses = single.of('progress').map((report) => report.losses[name]![0]);
      expect(losses).toEqual([...sliced.of('progress')[0]!.losses[name]!]);
    }
    sliced.session.snapshot(true);
    expect(sliced.of('snapshot').at(-1)).toEqual(single.of('snapshot').at(-1));
  });

  it('goes on by another recipe, with as many sequences as it says', () => {
    const { session, of } = open();
    session.once();
    session.change({ ...RECIPE, batch: 5 });
    session.once();
    expect(of('progress').map(({ sequences }) => sequences)).toEqual([16, 21]);
  });

  it('brings scores with the weights when one step is asked for', () => {
    const { session, of } = open();
    session.once();
    const [snapshot] = of('snapshot');
    expect(snapshot!.step).toBe(1);
    for (const name of NAMES) {
      expect(snapshot!.scores![name]).toBeGreaterThan(0.01);
      expect(snapshot!.numbers[name]).not.toEqual(toFlat(setting().starts[name]!));
    }
  });
});

describe('a run that diverges', () => {
  const { session, of } = open({ optimiser: 'SGD', rate: 10, clip: 1000 });
  for (let k = 0; k < 400 && !session.isOver; k++) session.slice();
  session.snapshot(true);

  it('says so, once for each network, and is over', () => {
    expect(session.isOver).toBe(true);
    expect(
      of('diverged')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...NAMES].sort());
  });

  it('goes back to weights that were good', () => {
    const { numbers, scores } = of('snapshot').at(-1)!;
    const start = open();
    start.session.snapshot(true);
    for (const { name, step, goodStep } of of('diverged')) {
      expect(goodStep).toBeLessThanOrEqual(step);
      expect(numbers[name]!.every(Number.isFinite)).toBe(true);
      expect(scores![name]).toBeLessThan(3 * start.of('snapshot')[0]!.scores![name]!);
    }
  });

  it('has no loss any more', () => {
    const before = of('progress').length;
    session.slice();
    const [last] = of('progress').slice(before);
    for (const name of NAMES) expect([...last!.losses[name]!]).toEqual([NaN]);
  });
});
