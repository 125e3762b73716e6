import { expect, it } from 'vitest';
import { forward } from '../../src/cells/forward';
import { GRU_FORMS, turnZ } from '../../src/cells/gruForms';
import { randomWeights } from '../../src/cells/weights';
import { readCells } from '../catalogue';

const cells = readCells();
const SIZES = { inputSize: 3, hiddenSize: 4, seed: 5 };
const x = Float64Array.from({ length: 5 * 3 }, (_, k) => Math.sin(k));

it.each(['before', 'after'] as const)('the reset %s: z turned is 1 − z, h is the same', (reset) => {
  const { new: name, old } = GRU_FORMS[reset];
  const weights = randomWeights(cells[name], SIZES);
  const here = forward(weights, x, { time: 5, batch: 1 });
  const there = forward(turnZ(weights, cells[old]), x, { time: 5, batch: 1 });
  there.values.h.forEach((h, k) => expect(h).toBeCloseTo(here.values.h[k], 14));
  there.values.z.forEach((z, k) => expect(z).toBeCloseTo(1 - here.values.z[k], 14));
});

it('refuses a form with other parameters', () => {
  const weights = randomWeights(cells.gru, SIZES);
  expect(() => turnZ(weights, cells.gru_reset_after)).toThrow(/Expected the parameters .*n_x.x/);
});
