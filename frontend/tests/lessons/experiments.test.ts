import { describe, expect, it } from 'vitest';
import { EXPERIMENTS, experimentOf } from '../../src/lessons/experiments';
import { GATE_FUNCTIONS } from '../../src/lessons/gateFunctions';
import { FEATURES } from '../../src/lessons/innovations';
import { TAKEAWAYS } from '../../src/lessons/takeaways';
import { carryOut, isWithin } from '../../src/panels/experiment/findings';
import { sayFound } from '../../src/panels/experiment/words';
import { Experimenting } from '../../src/state/experimenting.svelte';
import { Explorer } from '../../src/state/explorer.svelte';
import { readLink } from '../../src/state/link';
import { chosenOf, show } from '../../src/state/link/explorer';
import { SLIDES } from '../../src/state/parts';
import { DEFAULT_TASK } from '../../src/tasks';
import { readCatalogue } from '../catalogue';

const catalogue = readCatalogue();

/** What is claimed of each by its explanation: the place of the choice that it explains. */
const EXPLAINED: Readonly<Record<string, number>> = {
  two_states: 0,
  by_hand: 0,
  keep_first: 1,
  long_memory: 2,
  parameters: 1,
  both_open: 1,
  half_open: 1,
  comparable: 2,
  forget: 1,
  input: 2,
  output: 1,
  update: 1,
  reset: 2,
  open_bias: 2,
  gates_alone: 2,
  already_shut: 0,
  adding_up: 2,
  memory_scores: 2,
  digits_scores: 1,
  beyond_training: 1,
  small_leak: 2,
  adding_scores: 2,
  names_scores: 2,
};

describe.each(EXPERIMENTS)('the experiment "$id"', (experiment) => {
  const links = [experiment.link, ...(experiment.against ? [experiment.against] : [])];

  it('is a link that can be read', () => {
    for (const link of links) expect(readLink(link, catalogue).complaints).toEqual([]);
  });

  it('has three predictions, of which the computation says exactly one', async () => {
    const { main, right } = await carryOut(catalogue, experiment);
    const said = experiment.choices.filter((choice) => isWithin(main.decides, choice));
    expect(main.numbers.every(Number.isFinite)).toBe(true);
    expect(said).toHaveLength(1);
    expect(right).toBe(EXPLAINED[experiment.id]);
    expect(new Set(experiment.choices.map(({ text }) => text)).size).toBe(3);
  });

  it('has all that its explanation leans on', async () => {
    const { also } = await carryOut(catalogue, experiment);
    const claimed = experiment.also ?? [];
    expect(also.map(({ decides }, k) => isWithin(decides, claimed[k]!))).not.toContain(false);
  });

  it('says its numbers with their names', async () => {
    const { shown, main, also } = await carryOut(catalogue, experiment);
    for (const line of [main, ...also].map((found) => sayFound(shown, found))) {
      expect(line.numbers.every(({ text }) => /\d/.test(text))).toBe(true);
      expect([line.name, ...line.numbers.map(({ of }) => of)].join('')).not.toMatch(/undefined/);
      expect(line.name + line.numbers[0]!.of).not.toBe('');
    }
  });

  it('can be shown in a presentation', () => {
    expect(SLIDES.map(({ name }) => name)).toContain(experiment.at);
  });
});

describe('the experiments', () => {
  const used = [
    ...Object.values(FEATURES).flatMap((features) => features.map((one) => one.experiment)),
    ...GATE_FUNCTIONS.map((one) => one.experiment),
    ...TAKEAWAYS.flatMap(({ see, counters = [] }) => [see, ...counters]),
  ];

  it('are each called once, and each stands somewhere', () => {
    expect(new Set(EXPERIMENTS.map(({ id }) => id)).size).toBe(EXPERIMENTS.length);
    expect(new Set(used)).toEqual(new Set(EXPERIMENTS.map(({ id }) => id)));
    expect(new Set(Object.keys(EXPLAINED))).toEqual(new Set(used));
  });

  it('see and counter-example are two', () => {
    for (const { see, counters = [] } of TAKEAWAYS) expect(counters).not.toContain(see);
  });
});

describe('carrying out', () => {
  it('reads the numbers that the page shows for the link', async () => {
    const experiment = experimentOf('forget')!;
    const { main } = await carryOut(catalogue, experiment);
    const explorer = new Explorer(catalogue, DEFAULT_TASK);
    show(explorer, readLink(experiment.link, catalogue).chosen);
    const { output, outputBefore } = explorer.sides.lstm;
    expect(main.numbers).toEqual([outputBefore[4], output[4]]);
  });

  it('leaves the page as it is', async () => {
    const explorer = new Explorer(catalogue, DEFAULT_TASK);
    const before = chosenOf(explorer);
    await carryOut(catalogue, experimentOf('digits_scores')!);
    expect(chosenOf(explorer)).toEqual(before);
  });
});

describe('a row of experiments', () => {
  const opened = () => {
    const explorer = new Explorer(catalogue, DEFAULT_TASK);
    return { explorer, experimenting: new Experimenting(explorer) };
  };

  it('knows what comes next, and the last has nothing', () => {
    const { explorer, experimenting } = opened();
    expect(experimenting.following).toBeNull();
    explorer.view.experiment = EXPERIMENTS[0]!.id;
    expect(experimenting.following).toBe(EXPERIMENTS[1]);
    explorer.view.experiment = EXPERIMENTS.at(-1)!.id;
    expect(experimenting.following).toBeNull();
  });

  it.each(EXPERIMENTS)('tells whether the page still shows "$id"', ({ id, link }) => {
    const { explorer, experimenting } = opened();
    show(explorer, { ...readLink(link, catalogue).chosen, experiment: id });
    expect(experimenting.isAsShown).toBe(true);
    explorer.playback.next();
    expect(experimenting.isAsShown).toBe(true);
    explorer.manipulation.set('gru', 'h', 'clamp', 0.25, { unit: 0, steps: null });
    expect(experimenting.isAsShown).toBe(false);
  });

  it('asks at one place, and asked again there asks no more', () => {
    const { experimenting } = opened();
    experimenting.ask('forget', 'here');
    experimenting.ask('forget', 'there');
    expect(experimenting.asked).toEqual({ id: 'forget', place: 'there' });
    experimenting.ask('forget', 'there');
    expect(experimenting.asked).toBeNull();
  });
});
