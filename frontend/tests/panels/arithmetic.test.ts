import { describe, expect, it } from 'vitest';
import { answerArithmetic } from '../../src/cells/answerArithmetic';
import { arithmetic, type Place } from '../../src/cells/arithmetic';
import { forward, type Run } from '../../src/cells/forward';
import { encode, type Model } from '../../src/cells/model';
import { atStep, equationAt } from '../../src/panels/arithmetic/equation';
import { DIGITS, linesOf, namesOf } from '../../src/panels/arithmetic/lines';
import { sayPlace, shortName, type Network } from '../../src/panels/arithmetic/places';
import { flatten, loadTask } from '../../src/tasks';
import { readCatalogue } from '../catalogue';

const { store_and_recall: models } = readCatalogue().models;
const task = loadTask('store_and_recall');
const channels = task.channels.map(({ name }) => name);

function runOf(model: Model): Run {
  const rows = task.opening();
  return forward(model.weights, encode(model, flatten(rows)), { time: rows.length, batch: 1 });
}

function networkOf({ weights: { cell, hiddenSize } }: Model): Network {
  return { cell, units: hiddenSize, channels, answers: ['0'] };
}

const HALF = 0.5 * 10 ** -DIGITS;

describe.each(['lstm', 'gru', 'gru_reset_after', 'rnn'] as const)('the lines of %s', (name) => {
  const run = runOf(models![name]!);
  const { cell, hiddenSize } = run.weights;

  it('with the one for rounding add up to the sum as it is shown, at every node', () => {
    for (const { id, operation } of cell.nodes) {
      if (operation === 'input') continue;
      for (let unit = 0; unit < hiddenSize; unit++) {
        const shown = arithmetic(run, { node: id, step: 3, unit });
        if (!shown.terms.length) continue;
        const { lines, rounding } = linesOf(shown);
        const total = lines.reduce((so, line) => so + line.shown, rounding);
        expect(Math.abs(total - shown.sum)).toBeLessThanOrEqual(HALF + 1e-12);
      }
    }
  });

  it('stand in order of size', () => {
    for (const value of cell.values) {
      const { lines } = linesOf(arithmetic(run, { node: value, step: 2, unit: 1 }));
      const sizes = lines.map((line) => Math.abs(line.term.value));
      expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    }
  });
});

describe('names, with units and steps from 1', () => {
  const run = runOf(models!.lstm!);
  const network = networkOf(models!.lstm!);
  const name = (place: Place) =>
    arithmetic(run, place).terms.map((term) => namesOf(network, term).map((named) => named.name));

  it('of what an affine multiplies', () => {
    const names = name({ node: 'f', step: 1, unit: 0 }).flat();
    expect(names.slice(0, 2)).toEqual(['h₁ unit 1', 'h₁ unit 2']);
    expect(names.slice(-4)).toEqual(['value', 'store', 'recall', 'bias']);
  });

  it('of a product of one unit', () => {
    expect(name({ node: 'c', step: 1, unit: 2 })).toEqual([
      ['f₂', 'C₁'],
      ['i₂', 'C̃₂'],
    ]);
    expect(name({ node: 'h', step: 0, unit: 2 })).toEqual([['o₁', 'tanh(C₁)']]);
  });

  it('of a state at the start', () => {
    expect(shortName(network, { node: 'c_prev', step: 0, unit: 0 })).toBe('C₀');
  });

  it('in the equation', () => {
    expect(equationAt(network, arithmetic(run, { node: 'f', step: 3, unit: 0 }))).toBe(
      'f_{4} = \\sigma(W_f \\cdot [h_{3}, x_{4}] + b_f)',
    );
    const { readout } = models!.lstm!;
    const answer = answerArithmetic(run, readout, { node: 'y', step: 4, unit: 0 });
    expect(equationAt(network, answer)).toBe('y_{5} = W_y \\cdot h_{5} + b_y');
    expect(sayPlace(network, answer.place)).toBe('output, step 5');
    expect(atStep('C_t = f_t * C_{t-1}', 0)).toBe('C_{1} = f_{1} * C_{0}');
  });
});
