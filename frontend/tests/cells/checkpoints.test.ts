import { expect, it } from 'vitest';
import { parseCheckpoints } from '../../src/cells/checkpoints';
import { table } from '../../src/cells/table';
import { readCatalogue } from '../catalogue';

const model = readCatalogue().models.digits.gru;

it('refuses a file of another format', () => {
  const file = { tensors: table<never>(), metadata: { format: 'gatescope-weights 1' } };
  expect(() => parseCheckpoints(file, model)).toThrow(/Expected a file of gatescope-checkpoints 1/);
});

it('refuses a file that lacks a checkpoint', () => {
  const file = { tensors: table<never>(), metadata: { format: 'gatescope-checkpoints 1' } };
  expect(() => parseCheckpoints(file, model)).toThrow(/Expected "r.h" of the checkpoint at step 0/);
});
