import { describe, expect, it } from 'vitest';
import { answerArithmetic } from '../../src/cells/answerArithmetic';
import type { Arithmetic } from '../../src/cells/arithmetic';
import { forward } from '../../src/cells/forward';
import { encode, output } from '../../src/cells/model';
import { flatten, loadTask } from '../../src/tasks';
import { readCatalogue } from '../catalogue';

const models = Object.values(readCatalogue().models).flatMap((byCell) => Object.values(byCell));

/** The answer, computed again from nothing but what is shown. */
function again({ around, terms, answer }: Arithmetic): number {
  const sum = terms.reduce((so, term) => so + term.value, 0);
  const total = answer!.beside.reduce((so, other) => so + Math.exp(other.sum), Math.exp(sum));
  const activated = {
    none: sum,
    softmax: Math.exp(sum) / total,
  }[around ?? 'none']!;
  return activated * answer!.scale + answer!.offset;
}

describe.each(models.map((model) => [`${model.task} ${model.weights.cell.name}`, model] as const))(
  'every output of %s',
  (_, model) => {
    const rows = loadTask(model.task).opening().slice(0, 8);
    const x = encode(model, flatten(rows));
    const run = forward(model.weights, x, { time: rows.length, batch: 1 });
    const y = output(model, run.values.h!);
    const outputs = model.readout.bias.length;

    it('adds up', () => {
      y.forEach((value, k) => {
        const place = { node: 'y', step: Math.floor(k / outputs), unit: k % outputs };
        const shown = answerArithmetic(run, model.readout, place);
        expect(shown.value).toBe(value);
        expect(Math.abs(again(shown) - value)).toBeLessThan(1e-10 * Math.max(1, Math.abs(value)));
      });
    });

    it('opens into the hidden state of its step', () => {
      const shown = answerArithmetic(run, model.readout, { node: 'y', step: 2, unit: 0 });
      const opened = shown.terms.flatMap(({ factors }) =>
        factors.flatMap((factor) => (factor.kind === 'node' ? [factor.place] : [])),
      );
      expect(opened).toEqual(
        Array.from({ length: model.weights.hiddenSize }, (__, unit) => ({
          node: 'h',
          step: 2,
          unit,
        })),
      );
    });
  },
);
