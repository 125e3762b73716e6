import { carried, heldState } from '../../cells/carried';
import { band } from '../../cells/gradient';
import type { SeedRecord } from '../../cells/record';
import type { CellKey, Outcome, Reading, Recorded } from '../../lessons/experiments/experiment';
import type { Explorer } from '../../state/explorer.svelte';
import { Ordinary } from '../../state/ordinary.svelte';
import type { SideKey } from '../../state/side.svelte';
import { runInChunks } from '../gradient/chunks';
import { fadeOf, requests } from '../gradient/requests';
import { spread, winner } from '../measured/compare';

/** With the edits in force, or as it was before them. */
export type When = 'now' | 'before';

/** A reading of what an explorer shows. */
export function readingOf(
  explorer: Explorer,
  reading: Reading,
  when: When,
): number | Promise<number> {
  switch (reading.of) {
    case 'answer': {
      const side = explorer.sides[reading.side];
      const output = when === 'now' ? side.output : side.outputBefore;
      return output[(reading.step - 1) * side.outputs + (reading.label ?? 0)];
    }
    case 'value': {
      const side = explorer.sides[reading.side];
      return side.at(reading.name, reading.step - 1, side[when])![reading.unit - 1];
    }
    case 'carried':
      return carriedIn(explorer, reading, when);
    case 'fading':
      return fadingIn(explorer, reading.cell, reading.lag);
    case 'parameters':
      return recordOf(explorer, reading.side).parameters;
    case 'record':
      return spread(seedsOf(explorer, reading)).median;
  }
}

/** Which of two has the better numbers on every seed: −1 the first, 1 the second, 0 neither. */
export function leadOf(explorer: Explorer, outcome: Outcome): number {
  const readings = 'pair' in outcome ? outcome.pair : [];
  const spreads = readings.flatMap((reading) =>
    reading.of === 'record' ? [spread(seedsOf(explorer, reading))] : [],
  );
  const [first, second] = readings;
  if (spreads.length !== 2 || first.of !== 'record' || second.of !== 'record') return NaN;
  const { better } = recordOf(explorer, first.cell).score;
  const won = winner(spreads[0], spreads[1], first.what === 'score' ? better : 'lower');
  return won === null ? 0 : won === 'first' ? -1 : 1;
}

function carriedIn(
  explorer: Explorer,
  { cell, path, from, to }: Extract<Reading, { of: 'carried' }>,
  when: When,
): number {
  const ordinary = cell === 'rnn' ? new Ordinary(explorer) : null;
  const run = ordinary?.run ?? explorer.sides[cell as SideKey][when];
  const unit = ordinary?.unit ?? explorer.unit(cell as SideKey);
  const state = heldState(run.weights.cell);
  return carried(run, { state, unit, from: from - 1, to: to - 1 })[path] ?? NaN;
}

async function fadingIn(
  { catalogue, choice, view }: Explorer,
  cell: CellKey,
  lag: number,
): Promise<number> {
  const { task, reset, z } = choice;
  const { weights, bias: forgetBias } = view.fading;
  const wanted = requests(catalogue, { task, weights, forgetBias, reset, z });
  const work = fadeOf(wanted[FADED.indexOf(cell)]);
  const fade = await runInChunks(work, new AbortController().signal);
  return fade ? band(fade.full, fade.sequences).median[lag - 1] : NaN;
}

/** The order in which the figure of the fading gradient asks for its curves. */
const FADED: readonly CellKey[] = ['lstm', 'gru', 'rnn'];

/** What was written down when the bundled model of a cell was trained. */
export function recordOf({ catalogue, choice, sides }: Explorer, cell: CellKey) {
  const model = cell === 'rnn' ? catalogue.models[choice.task].rnn : sides[cell].model;
  const { record } = model;
  if (record) return record;
  throw new Error('Expected an experiment on trained models, got random weights in its link.');
}

function seedsOf(
  explorer: Explorer,
  { cell, what }: Extract<Reading, { of: 'record' }>,
): readonly number[] {
  const of: Readonly<Record<Recorded, (seed: SeedRecord) => number>> = {
    score: ({ score }) => score,
    seconds: ({ seconds_per_step: seconds }) => seconds,
  };
  return recordOf(explorer, cell).seeds.map(of[what]);
}
