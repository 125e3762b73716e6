import { describe, expect, it } from 'vitest';
import { checkEdits, composeEdits, type Edit } from '../../src/cells/edits';
import { EditError } from '../../src/cells/errors';
import { forward } from '../../src/cells/forward';
import { LSTM, numbers, someWeights } from './fixtures';

const sizes = { time: 3, batch: 1, unit: 2 };
const compose = (...edits: Edit[]) => composeEdits(edits, () => sizes);

describe('composeEdits', () => {
  it('puts edits after each other, in list order', () => {
    const { f } = compose(
      { kind: 'shift', name: 'f', amount: 1 },
      { kind: 'scale', name: 'f', amount: 3, unit: [1] },
      { kind: 'clamp', name: 'f', amount: 9, time: [1] },
      { kind: 'shift', name: 'f', amount: -4, time: { start: 1 } },
    );
    expect([...f.a]).toEqual([1, 3, 0, 0, 1, 3]);
    expect([...f.b]).toEqual([1, 3, 5, 5, -3, -1]);
  });

  it('swaps in values of another run', () => {
    const amount = [[[1, 2]], [[3, 4]], [[5, 6]]];
    for (const given of [amount, Float64Array.from(amount.flat(2))]) {
      const { h } = compose({ kind: 'swap', name: 'h', amount: given, time: { stop: 2 } });
      expect([...h.a]).toEqual([0, 0, 0, 0, 1, 1]);
      expect([...h.b]).toEqual([1, 2, 3, 4, 0, 0]);
    }
  });

  it('keeps values apart and leaves others out', () => {
    const found = compose(
      { kind: 'clamp', name: 'f', amount: 1, time: null, unit: null },
      { kind: 'clamp', name: 'i', amount: 0, time: { start: -1 }, unit: [-1] },
    );
    expect(Object.keys(found)).toEqual(['f', 'i']);
    expect([...found.i.a]).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it.each<[string, Partial<Record<keyof Edit, unknown>>, RegExp]>([
    ['a kind', { kind: 'freeze' }, /clamp, swap, scale, shift, got "freeze"/],
    ['a step', { time: [3] }, /time of the edit on "f" within 0\.\.2, got \[3\]; .* 3 steps/],
    ['a part of a step', { time: [0.5] }, /got \[0\.5\]/],
    ['a span that ends too late', { time: { start: 1, stop: 4 } }, /"stop":4/],
    ['an empty span', { time: { start: 2, stop: 2 } }, /time of the edit/],
    ['no step', { time: [] }, /got \[\]/],
    ['a backward span', { time: { step: -1 } }, /"step":-1/],
    ['a unit', { unit: [0, 2] }, /2 units/],
    ['a sequence', { batch: [1] }, /has 1 sequence,/],
    ['an amount that is no number', { amount: NaN }, /clamp on "f" to be a finite number, got NaN/],
    ['values for a number', { amount: [[[1, 2]]] }, /a finite number/],
    ['values of another shape', { kind: 'swap', amount: [[[1, 2]]] }, /finite values \(3, 1, 2\)/],
    ['a number for values', { kind: 'swap' }, /finite values.*got 1/],
  ])('refuses %s that does not exist', (_, spoiled, message) => {
    const edit = { kind: 'clamp', name: 'f', amount: 1, ...spoiled } as Edit;
    expect(() => compose(edit)).toThrow(EditError);
    expect(() => compose(edit)).toThrow(message);
  });

  it.each(['q', 'c.1', 'h_prev', 'x', 'constructor'])('refuses to edit %s', (name) => {
    const edits: Edit[] = [{ kind: 'clamp', name, amount: 1 }];
    expect(() => checkEdits(LSTM, edits)).toThrow(/one of f, i, g, c, o, h, f_pre.*got "/);
    const weights = someWeights(LSTM, 1, 2);
    expect(() => forward(weights, numbers(3, 1), { time: 3, batch: 1, edits })).toThrow(EditError);
  });
});
