/** The experiments: links, with what to predict of them and what they show. In the order of the page. */
import type { Experiment } from './experiment';
import { GATE_EXPERIMENTS } from './gates';
import { INNOVATION_EXPERIMENTS } from './innovations';
import { TAKEAWAY_EXPERIMENTS } from './takeaways';

export type { Experiment } from './experiment';

const ALL = { ...INNOVATION_EXPERIMENTS, ...GATE_EXPERIMENTS, ...TAKEAWAY_EXPERIMENTS };

export type ExperimentId = keyof typeof ALL;

export const EXPERIMENTS: readonly Experiment[] = Object.values(ALL);
export const EXPERIMENT_IDS: readonly string[] = EXPERIMENTS.map(({ id }) => id);

export function experimentOf(id: string): Experiment | null {
  return EXPERIMENTS.find((experiment) => experiment.id === id) ?? null;
}
