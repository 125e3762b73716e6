import type {
  Experiment,
  Interval,
  Measure,
  Outcome,
  Reading,
} from '../../lessons/experiments/experiment';
import type { Catalogue } from '../../state/catalogue';
import { Explorer } from '../../state/explorer.svelte';
import { readLink } from '../../state/link';
import { show } from '../../state/link/explorer';
import { leadOf, readingOf, type When } from './readings';

/** The numbers of an outcome, computed, and what of them decides. Of a single one both are that. */
export interface Found {
  readonly outcome: Outcome;
  readonly numbers: readonly [number, number];
  readonly decides: number;
}

/** What an experiment gives when it is carried out. */
export interface Findings {
  /** What its link shows, apart from the page. */
  readonly shown: Explorer;
  readonly main: Found;
  readonly also: readonly Found[];
  /** The place of the choice that is true; of those that are not, none. */
  readonly right: number;
}

type Looked = Pick<Experiment, 'outcome' | 'measure'>;

/** Carry an experiment out: its links are opened apart from the page, and its numbers read. */
export async function carryOut(catalogue: Catalogue, experiment: Experiment): Promise<Findings> {
  const [shown, against] = await Promise.all([
    open(catalogue, experiment.link),
    experiment.against === undefined ? null : open(catalogue, experiment.against),
  ]);
  const find = async ({ outcome, measure }: Looked): Promise<Found> => {
    const numbers = await numbersOf(outcome, shown, against);
    return { outcome, numbers, decides: decisive(measure, outcome, numbers, shown) };
  };
  const main = await find(experiment);
  const right = experiment.choices.findIndex((choice) => isWithin(main.decides, choice));
  return { shown, main, also: await Promise.all((experiment.also ?? []).map(find)), right };
}

export function isWithin(value: number, { from, to }: Interval): boolean {
  return value >= from && value < to;
}

async function open(catalogue: Catalogue, link: string): Promise<Explorer> {
  const { chosen } = readLink(link, catalogue);
  const explorer = new Explorer(catalogue, chosen.task);
  show(explorer, chosen);
  await explorer.setCheckpoint(chosen.checkpoint);
  return explorer;
}

async function numbersOf(
  outcome: Outcome,
  shown: Explorer,
  against: Explorer | null,
): Promise<readonly [number, number]> {
  const read = async (reading: Reading, explorer = shown, when: When = 'now') =>
    readingOf(explorer, reading, when);
  if ('pair' in outcome) return [await read(outcome.pair[0]), await read(outcome.pair[1])];
  if ('single' in outcome) {
    const number = await read(outcome.single);
    return [number, number];
  }
  const { change } = outcome;
  const before = against ? read(change, against) : read(change, shown, 'before');
  return [await before, await read(change)];
}

function decisive(
  measure: Measure,
  outcome: Outcome,
  [first, second]: readonly [number, number],
  explorer: Explorer,
): number {
  switch (measure) {
    case 'second':
      return second;
    case 'share':
      return second / first;
    case 'lead':
      return leadOf(explorer, outcome);
  }
}
