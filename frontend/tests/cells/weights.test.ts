import { describe, expect, it } from 'vitest';
import { WeightsError } from '../../src/cells/errors';
import { Philox } from '../../src/cells/generator';
import { makeWeights, randomWeights } from '../../src/cells/weights';
import { GRU, LSTM, RNN } from './fixtures';

describe('randomWeights', () => {
  it('draws matrices in order from one stream; biases draw nothing', () => {
    const { parameters } = randomWeights(RNN, { inputSize: 2, hiddenSize: 4, seed: 3 });
    const draws = new Philox(3, 1);
    expect([...parameters['h.h']]).toEqual([...draws.uniforms(16, -0.5, 0.5)]);
    expect([...parameters['h.x']]).toEqual([...draws.uniforms(8, -0.5, 0.5)]);
    expect([...parameters['h.b']]).toEqual([0, 0, 0, 0]);
  });

  it('sets the forget bias and nothing else by it', () => {
    const options = { inputSize: 1, hiddenSize: 2, seed: 0 };
    const plain = randomWeights(LSTM, options).parameters;
    const biased = randomWeights(LSTM, { ...options, forgetBias: 2 }).parameters;
    expect([...biased['f.b']]).toEqual([2, 2]);
    expect({ ...biased, 'f.b': plain['f.b'] }).toEqual({ ...plain });
  });

  it('refuses a forget bias without a forget gate, and sizes that are none', () => {
    const options = { inputSize: 1, hiddenSize: 2, seed: 0 };
    expect(() => randomWeights(GRU, { ...options, forgetBias: 1 })).toThrow(/forget gate.*"gru/);
    expect(() => randomWeights(GRU, { ...options, forgetBias: null })).not.toThrow();
    expect(() => randomWeights(GRU, { ...options, hiddenSize: 0 })).toThrow(WeightsError);
    expect(() => randomWeights(GRU, { ...options, inputSize: 1.5 })).toThrow(/1\.5 inputs/);
  });
});

describe('makeWeights', () => {
  const tensor = (...shape: number[]) => ({
    shape,
    data: new Float64Array(shape.reduce((a, b) => a * b, 1)),
  });
  const tensors = { 'h.h': tensor(3, 3), 'h.x': tensor(3, 2), 'h.b': tensor(3) };

  it('takes the sizes from the tensors', () => {
    const weights = makeWeights(RNN, { ...tensors, 'readout.bias': tensor(1) });
    expect([weights.inputSize, weights.hiddenSize]).toEqual([2, 3]);
    expect(Object.keys(weights.parameters)).toEqual(['h.h', 'h.x', 'h.b']);
  });

  it.each([
    ['a missing tensor', { 'h.h': tensor(3, 3), 'h.x': tensor(3, 2) }, /"h.b".*no such tensor/],
    ['another shape', { ...tensors, 'h.b': tensor(4) }, /"h.b" of "rnn".*\(3\), got \(4\)/],
    ['no inputs', { ...tensors, 'h.x': tensor(3, 0) }, /"h.x"/],
    ['nothing', {}, /"h.h"/],
  ])('refuses %s', (_, given, message) => {
    expect(() => makeWeights(RNN, given)).toThrow(WeightsError);
    expect(() => makeWeights(RNN, given)).toThrow(message);
  });
});
