import { describe, expect, it } from 'vitest';
import { GatescopeError } from '../../src/cells/errors';
import { Philox } from '../../src/cells/generator';
import { encode, output, parseModel, randomModel } from '../../src/cells/model';
import { parse } from '../../src/cells/safetensors';
import { safetensors, tensorsOf } from './files';
import { GRU, LSTM, lstm, someWeights } from './fixtures';

const weights = someWeights(LSTM, 2, 3);
const metadata = { format: 'gatescope-weights 1', cell: JSON.stringify(lstm()) };
const file = (tensors: object = {}, meta: object = {}) =>
  parse(safetensors({ ...tensorsOf(weights, 2), ...tensors }, { ...metadata, ...meta }));
const document = {
  format: 1,
  task: 'sunspots',
  cell: 'lstm',
  hidden_size: 3,
  encoding: { offset: [1, 2], scale: [10, 0.5] },
  readout: { activation: 'identity', offset: 5, scale: 2 },
  record: { parameters: 72 },
};
const softmax = { ...document, readout: { activation: 'softmax', offset: 0, scale: 1 } };

describe('parseModel', () => {
  const model = parseModel(file(), document);

  it('joins weights and the data beside them', () => {
    expect(model.task).toBe('sunspots');
    expect(model.weights.cell).toEqual(LSTM);
    expect(model.weights.parameters['f.h']).toEqual(weights.parameters['f.h']);
    expect(model.record?.parameters).toBe(72);
  });

  it('encodes what the cell sees', () => {
    expect([...encode(model, Float64Array.of(1, 2, 2, 4))]).toEqual([0, 0, 10, 1]);
  });

  it('gives the output in the units of the task', () => {
    const y = output(model, Float64Array.of(1, 0, 0, 0, 1, 1));
    const expected = [0.25, 0.3 + 0.25, 0.3 + 0.25, 0.9 + 0.25].map((v) => v * 2 + 5);
    expected.forEach((v, k) => expect(y[k]).toBeCloseTo(v, 13));
  });

  it('gives shares by softmax, however large the numbers are', () => {
    const y = output(parseModel(file(), softmax), Float64Array.of(1, 0, 0, 0, 0, 1e6));
    const share = 1 / (1 + Math.exp(0.3));
    [share, 1 - share, 0, 1].forEach((v, k) => expect(y[k]).toBeCloseTo(v, 13));
  });

  it.each<[string, object, object, object, RegExp]>([
    ['another format', {}, {}, { format: 2 }, /format of a model to be 1, got 2/],
    ['other weights', {}, { format: 'x' }, {}, /"?gatescope-weights 1"?, got x/],
    ['no cell', {}, { cell: 'not json' }, {}, /their cell as JSON/],
    ['another cell', {}, {}, { cell: 'gru' }, /cell of the weights to be gru, got lstm/],
    ['another size', {}, {}, { hidden_size: 4 }, /hidden size to be 4, got 3/],
    [
      'an encoding of other channels',
      {},
      {},
      { encoding: { offset: [0], scale: [1] } },
      /channels/,
    ],
    [
      'a readout of another size',
      { 'readout.weight': { shape: [1], data: [0] } },
      {},
      {},
      /2,3, got 1/,
    ],
    ['an unknown activation', {}, {}, { readout: { activation: 'relu' } }, /got "relu"/],
  ])('refuses %s', (_, tensors, meta, changed, message) => {
    const read = () => parseModel(file(tensors, meta), { ...document, ...changed });
    expect(read).toThrow(GatescopeError);
    expect(read).toThrow(message);
  });

  it('makes an untrained model for the same task', () => {
    const random = randomModel(model, GRU, { hiddenSize: 4, seed: 9 });
    expect(random.weights.cell).toBe(GRU);
    expect(random.record).toBeNull();
    expect([...random.readout.weight]).toEqual([...new Philox(9, 2).uniforms(8, -0.5, 0.5)]);
    expect([...random.readout.bias]).toEqual([0, 0]);
    expect(random.encoding).toBe(model.encoding);
  });
});
