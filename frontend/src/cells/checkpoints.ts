import { WeightsError } from './errors';
import type { Model } from './model';
import type { Safetensors } from './safetensors';
import { table } from './table';
import { makeWeights, type Tensor } from './weights';

const FORMAT = 'gatescope-checkpoints 1';

/**
 * A model as it was at each of its record's checkpoints, from untrained to trained.
 *
 * @throws WeightsError the file is of another format, or lacks a checkpoint.
 */
export function parseCheckpoints({ tensors, metadata }: Safetensors, model: Model) {
  if (metadata.format !== FORMAT) {
    throw new WeightsError(`Expected a file of ${FORMAT}, got ${metadata.format}.`);
  }
  const at = (step: number, name: string): Tensor => {
    const tensor = tensors[`${step}/${name}`];
    if (tensor) return tensor;
    throw new WeightsError(`Expected "${name}" of the checkpoint at step ${step}, found none.`);
  };
  return (model.record?.checkpoints.step ?? []).map((step): Model => {
    const names = Object.keys(model.weights.parameters);
    const own = table(names.map((name) => [name, at(step, name)] as const));
    const [weight, bias] = [at(step, 'readout.weight').data, at(step, 'readout.bias').data];
    const weights = makeWeights(model.weights.cell, own);
    return { ...model, weights, readout: { ...model.readout, weight, bias } };
  });
}
