import { formatScientific } from '../../marks/small';
import type { Model } from '../../cells/model';
import type { SeedRecord } from '../../cells/record';
import { PERFORMANCE_CLAIMS } from '../../lessons/comparison';
import {
  spread,
  verdict,
  winner,
  type Better,
  type Seeds,
  type Spread,
  type Verdict,
} from './compare';
import { called } from '../../words/own';
import { words } from '../../words/words.svelte';

/** A network as it was trained: at the LSTM's number of units, or of parameters. */
export interface Trained {
  readonly title: string;
  readonly units: number;
  readonly parameters: number;
  readonly seeds: readonly SeedRecord[];
}

/** One thing that was measured, of two networks. */
export interface Measure {
  readonly name: string;
  /** The name in a word. */
  readonly short: string;
  readonly better: Better;
  readonly values: readonly [Seeds, Seeds];
  readonly spreads: readonly [Spread, Spread];
  readonly verdict: Verdict;
  readonly format: (value: number) => string;
}

/** The networks that a record holds; null where it holds none of that kind. */
export function atEqualUnits({ weights, record }: Model): Trained | null {
  if (!record) return null;
  const { cell, hiddenSize: units } = weights;
  return { title: cell.title, units, parameters: record.parameters, seeds: record.seeds };
}

export function atEqualParameters({ weights, record }: Model): Trained | null {
  const other = record?.equal_parameters;
  if (!other) return null;
  const { hidden_size: units, parameters, seeds } = other;
  return { title: weights.cell.title, units, parameters, seeds };
}

/** Score, steps to the stated error and time a step, of two networks. */
export function measures(model: Model, first: Trained, second: Trained): readonly Measure[] {
  const { score, stated_error: stated } = model.record!;
  const both = (of: (seed: SeedRecord) => number | null) =>
    [first.seeds.map(of), second.seeds.map(of)] as const;
  const titles = [first.title, second.title] as const;
  const measure = (
    key: keyof typeof PERFORMANCE_CLAIMS,
    name: string,
    better: Better,
    values: readonly [Seeds, Seeds],
    format: (value: number) => string,
  ): Measure => {
    const spreads = [spread(values[0]), spread(values[1])] as const;
    const measured = winner(spreads[0], spreads[1], better);
    const judged = verdict(measured, PERFORMANCE_CLAIMS[key], titles);
    return {
      name,
      short: words.measured.short[key],
      better,
      values,
      spreads,
      verdict: judged,
      format,
    };
  };
  const reach = words.measured.reach(formatScientific(stated));
  return [
    measure(
      'score',
      called(words.tasks.own, score.name),
      score.better,
      both((s) => s.score),
      formatScientific,
    ),
    measure(
      'steps',
      reach,
      'lower',
      both((s) => s.steps_to_error),
      String,
    ),
    measure(
      'seconds',
      words.measured.time,
      'lower',
      both((s) => s.seconds_per_step),
      formatTime,
    ),
  ];
}

/** `0.0002` and `0.0001 – 0.0004`; seeds that did not get there are counted. */
export function saySpread({ median, low, high, seeds, missed }: Spread, format: Format) {
  const texts = words.measured;
  if (missed === seeds) return { middle: texts.notReached, range: texts.inSeeds(seeds) };
  const end = missed > 0 ? texts.missed(missed, seeds) : format(high);
  const middle = Number.isFinite(median) ? format(median) : texts.notReached;
  return { middle, range: low === high ? texts.onEverySeed : `${format(low)} – ${end}` };
}

type Format = (value: number) => string;

function formatTime(seconds: number): string {
  return `${(seconds * 1000).toFixed(1)} ms`;
}
