import { WeightsError } from './errors';
import { parameterAxes, type Cell } from './graph';
import { mapTable } from './table';
import type { Weights } from './weights';

/** The names of the GRU's four forms: where the reset acts, and what an open z does. */
export const GRU_FORMS = {
  before: { new: 'gru', old: 'gru_z_old' },
  after: { new: 'gru_reset_after_z_new', old: 'gru_reset_after' },
} as const;

/**
 * The same layer as a GRU whose z has the other sense: since 1 − σ(a) = σ(−a), the parameters of z
 * are negated, and nothing else changes.
 *
 * @throws WeightsError the target has other parameters.
 */
export function turnZ(weights: Weights, target: Cell): Weights {
  const expected = Object.keys(parameterAxes(target)).join(', ');
  const came = Object.keys(weights.parameters).join(', ');
  if (came !== expected) {
    throw new WeightsError(`Expected the parameters ${expected} of "${target.name}", got ${came}.`);
  }
  const update = target.values.find((value) => target.words[value]?.role === 'update');
  const parameters = mapTable(weights.parameters, (values, name) =>
    name.startsWith(`${update}.`) ? values.map((v) => -v) : values,
  );
  return { ...weights, cell: target, parameters };
}
