import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/cells/errors';
import { forward } from '../../src/cells/forward';
import { CELLS, LSTM, numbers, RNN, someEdits, someWeights } from './fixtures';
import { lstmLoop } from './loop';

const weights = someWeights(LSTM, 2, 3);
const x = numbers(6 * 2, 1);

function expectClose(found: Float64Array, expected: readonly number[]): void {
  expect(found.length).toBe(expected.length);
  found.forEach((v, k) => expect(v).toBeCloseTo(expected[k], 13));
}

describe('forward', () => {
  it('computes what a loop written out by hand does', () => {
    const run = forward(weights, x, { time: 6, batch: 1 });
    const expected = lstmLoop(weights, x, 6, (_, value) => value);
    for (const name of LSTM.values) expectClose(run.values[name], expected[name].flat());
  });

  it('applies edits as that loop does, and everything downstream sees them', () => {
    const run = forward(weights, x, {
      time: 6,
      batch: 1,
      edits: [
        { kind: 'clamp', name: 'f', amount: 0, time: { start: 3, stop: 5 } },
        { kind: 'shift', name: 'o_pre', amount: -2, unit: [1] },
        { kind: 'scale', name: 'c', amount: 2, time: [2] },
        { kind: 'shift', name: 'c', amount: 0.5, time: [2], unit: [0] },
      ],
    });
    const expected = lstmLoop(weights, x, 6, (name, value, step, unit) => {
      if (name === 'f' && (step === 3 || step === 4)) return 0;
      if (name === 'o_pre' && unit === 1) return value - 2;
      if (name === 'c' && step === 2) return 2 * value + (unit === 0 ? 0.5 : 0);
      return value;
    });
    for (const name of LSTM.values) expectClose(run.values[name], expected[name].flat());
  });

  it('keeps the value before its edits, of edited nodes only', () => {
    const edits = [{ kind: 'clamp', name: 'f', amount: 0 } as const];
    const run = forward(weights, x, { time: 6, batch: 1, edits });
    const plain = forward(weights, x, { time: 6, batch: 1 });
    expect(Object.keys(run.raw)).toEqual(['f']);
    expectClose(run.raw.f.slice(0, 3), [...plain.values.f.slice(0, 3)]);
    expect(run.values.f.every((v) => v === 0)).toBe(true);
    expect(Object.keys(plain.raw)).toEqual([]);
  });

  it('selects the amount of a clamp where the value is infinite', () => {
    const huge = someWeights(RNN, 1, 1);
    huge.parameters['h.x'].fill(Number.MAX_VALUE);
    huge.parameters['h.h'].fill(0);
    const edits = [{ kind: 'clamp', name: 'h_pre', amount: 0 } as const];
    const run = forward(huge, Float64Array.of(10), { time: 1, batch: 1, edits });
    expect(run.raw.h_pre[0]).toBe(Infinity);
    expect(run.values.h[0]).toBe(0);
  });

  it.each(CELLS.map((cell) => [cell.name, cell] as const))(
    'runs sequences of a batch of %s apart from each other',
    (_, cell) => {
      const [own, time, batch] = [someWeights(cell, 2, 3), 5, 4];
      const together = numbers(time * batch * 2, 2);
      const run = forward(own, together, { time, batch });
      const one = together.filter((_, k) => Math.floor(k / 2) % batch === 2);
      const alone = forward(own, one, { time, batch: 1 });
      const found = run.values.h.filter((_, k) => Math.floor(k / 3) % batch === 2);
      expectClose(found, [...alone.values.h]);
    },
  );

  it.each(CELLS.map((cell) => [cell.name, cell] as const))(
    'goes on with %s where a run ended',
    (_, cell) => {
      const own = someWeights(cell, 2, 3);
      const whole = forward(own, x, { time: 6, batch: 1 });
      const start = forward(own, x.slice(0, 8), { time: 4, batch: 1 });
      const initial = Object.fromEntries(cell.states.map((s) => [s, start.values[s].slice(-3)]));
      const end = forward(own, x.slice(8), { time: 2, batch: 1, initial });
      expect([...end.values.h]).toEqual([...whole.values.h.slice(-6)]);
      for (const s of cell.states) {
        expect([...end.values[`${s}_prev`].slice(0, 3)]).toEqual([...initial[s]]);
        expect([...end.initial[s]]).toEqual([...initial[s]]);
      }
    },
  );

  it('shows the state before each step as it was after the last', () => {
    const edits = someEdits(LSTM).map((edit) => ({ ...edit, batch: null }));
    const run = forward(weights, x, { time: 6, batch: 1, edits });
    expect([...run.values.h_prev.slice(3)]).toEqual([...run.values.h.slice(0, -3)]);
  });

  it.each<[string, Float64Array, object, RegExp]>([
    ['NaN', Float64Array.of(0, NaN), {}, /finite numbers in x, got NaN at step 1, input 0/],
    ['infinity', Float64Array.of(-Infinity, 0), {}, /got -Infinity at step 0/],
    ['a wrong width', Float64Array.of(1, 2, 3), {}, /1 input\(s\), got 3 numbers for 2 step\(s\)/],
    ['an empty sequence', new Float64Array(), { time: 0 }, /at least one step/],
    [
      'an unknown state',
      numbers(2, 1),
      { initial: { c: numbers(1, 1) } },
      /states h of "rnn", got "c"/,
    ],
    [
      'a short state',
      numbers(2, 1),
      { initial: { h: numbers(3, 1) } },
      /to be 1 finite numbers, got 3/,
    ],
    [
      'a state of NaN',
      numbers(2, 1),
      { initial: { h: Float64Array.of(NaN) } },
      /not all of them finite/,
    ],
  ])('refuses %s', (_, given, options, message) => {
    const run = () => forward(someWeights(RNN, 1, 1), given, { time: 2, batch: 1, ...options });
    expect(run).toThrow(InputError);
    expect(run).toThrow(message);
  });
});
