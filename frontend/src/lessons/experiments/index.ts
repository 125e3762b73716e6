/** The experiments: links, with what to predict of them and what they show. In the order of the page. */
import { words } from '../../words/words.svelte';
import { told } from '../told';
import type { Choice, Experiment, Plan } from './experiment';
import { GATE_EXPERIMENTS } from './gates';
import { INNOVATION_EXPERIMENTS } from './innovations';
import { TAKEAWAY_EXPERIMENTS } from './takeaways';

export type { Experiment } from './experiment';

const ALL = { ...INNOVATION_EXPERIMENTS, ...GATE_EXPERIMENTS, ...TAKEAWAY_EXPERIMENTS };

export type ExperimentId = keyof typeof ALL;

/** A plan with the texts that the catalogue has under its name. */
function withTexts(id: ExperimentId, plan: Plan): Experiment {
  const texts = () => words.experiments[id];
  const choices = plan.choices.map((interval, k) =>
    told(interval, () => ({ text: texts().choices[k] })),
  ) as unknown as readonly [Choice, Choice, Choice];
  const { others = 0 } = plan;
  return told({ ...plan, id, choices }, () => {
    const { title, question, explanation } = texts();
    const asked = typeof question === 'function' ? question(others) : question;
    return { title, question: asked, explanation };
  });
}

export const EXPERIMENTS: readonly Experiment[] = Object.entries(ALL).map(([id, plan]) =>
  withTexts(id as ExperimentId, plan),
);
export const EXPERIMENT_IDS: readonly string[] = EXPERIMENTS.map(({ id }) => id);

export function experimentOf(id: string): Experiment | null {
  return EXPERIMENTS.find((experiment) => experiment.id === id) ?? null;
}
