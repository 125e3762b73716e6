import { Philox } from '../../../src/cells/generator';
import { ANSWER } from '../../../src/cells/answerArithmetic';
import { isInput } from '../../../src/cells/graph';
import type { Catalogue } from '../../../src/state/catalogue';
import { MOST_SEED, MOST_UNITS, WEIGHTS } from '../../../src/state/choice.svelte';
import type { Chosen, Edit, Opened } from '../../../src/state/link/chosen';
import { Scene } from '../../../src/state/link/scene';
import { EXPERIMENT_IDS } from '../../../src/lessons/experiments';
import { LEAST_LAGS, mostLags } from '../../../src/state/lags';
import { PART_NAMES, SLIDES } from '../../../src/state/parts';
import { FADING_WEIGHTS, MAPS, SUMMARIES, THEMES } from '../../../src/state/view.svelte';
import { SPEEDS, STAGES } from '../../../src/state/playback.svelte';
import { SIDES } from '../../../src/state/side.svelte';
import { alphabetOf, TASKS, textOf } from '../../../src/tasks';
import { LANGUAGES } from '../../../src/words/language';
import { OPTIMISERS } from '../../../src/training/optimiser';
import {
  LEAST_CLIP,
  LEAST_RATE,
  MOST_BATCH,
  MOST_CLIP,
  MOST_RATE,
} from '../../../src/training/recipe';

type Draft = { -readonly [K in keyof Chosen]?: Chosen[K] };

/** Anything that a person may have chosen, by a seed. */
export function anything(catalogue: Catalogue, seed: number): Chosen {
  const draws = new Philox(seed, 0);
  const below = (count: number) => draws.integer(0, count);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const maybe = <T>(value: () => T): T | null => (below(2) ? value() : null);

  const chosen: Draft = {};
  const scene = new Scene(catalogue, chosen);
  const steps = (count: number) => {
    const start = below(count);
    return { start, stop: start + 1 + below(count - start) };
  };
  const rows = () =>
    Array.from({ length: scene.task.minLength + below(9) }, () =>
      scene.task.channels.map(({ min, max }) => draws.uniform(min, max)),
    ).slice(0, scene.task.maxLength);
  const text = () => {
    const { minLength, maxLength } = scene.task;
    const x = scene.task.sample(below(999), minLength + below(Math.min(maxLength, 20))).x;
    return textOf(scene.task, x);
  };
  const node = () => {
    const side = one(SIDES);
    return { side, node: one(scene.cell(side).nodes).id };
  };
  const edit = (): Edit => {
    const side = one(SIDES);
    const kind = one(['clamp', 'scale', 'shift'] as const);
    const range = maybe(() => steps(scene.task.maxLength));
    return {
      side,
      name: one(scene.cell(side).values),
      kind,
      amount: one([0, 1, -0.5, draws.uniform(-8, 8), 1e-9]),
      where: {
        unit: maybe(() => below(MOST_UNITS)),
        steps: range && (below(2) ? range : { start: range.start, stop: null }),
      },
      isOn: below(2) === 1,
      about: kind === 'scale' && below(2) ? 1 : 0,
    };
  };
  const opened = (): Opened => {
    const side = one(SIDES);
    const cell = scene.cell(side);
    const sizeOf = (id: string): number => {
      if (id === ANSWER) return scene.trained(side).readout.bias.length;
      return isInput(cell, id) ? scene.task.channels.length : scene.units(side);
    };
    const places = Array.from({ length: 1 + below(4) }, () => {
      const { id } = one([...cell.nodes, { id: ANSWER }]);
      const units = sizeOf(id);
      return { node: id, step: below(scene.rows.length), unit: below(units) };
    });
    return { side, places };
  };

  chosen.task = one(TASKS).name;
  chosen.weights = one(WEIGHTS);
  chosen.hidden = 1 + below(MOST_UNITS);
  chosen.seed = below(MOST_SEED);
  chosen.bias = below(51) / 10;
  chosen.optimiser = one(OPTIMISERS);
  chosen.rate = draws.uniform(LEAST_RATE, MOST_RATE);
  chosen.clip = one([LEAST_CLIP, 1, 2.5, MOST_CLIP]);
  chosen.batch = 1 + below(MOST_BATCH);
  chosen.reset = one(['before', 'after']);
  chosen.z = one(['new', 'old']);
  chosen.checkpoint = maybe(() => below(scene.trained('lstm').record!.checkpoints.step.length - 1));
  chosen.x = below(2) * (1 + below(999));
  const isSpelled = alphabetOf(scene.task) !== '';
  chosen.rows = isSpelled ? null : maybe(rows);
  chosen.text = isSpelled ? maybe(text) : null;
  chosen.step = below(scene.rows.length);
  chosen.stage = maybe(() => one(STAGES));
  chosen.speed = one(SPEEDS);
  chosen.units = { lstm: below(scene.units('lstm')), gru: below(scene.units('gru')) };
  chosen.node = maybe(node);
  chosen.range = maybe(() => steps(scene.rows.length));
  chosen.scope = {
    units: one(['all', 'selected']),
    steps: one(['all', 'this', 'onward', 'brushed']),
  };
  chosen.edits = Array.from({ length: below(4) }, edit);
  chosen.chip = chosen.edits.length ? maybe(() => below(chosen.edits!.length)) : null;
  chosen.open = maybe(opened);
  chosen.summary = one(SUMMARIES);
  chosen.shown = { lstm: one(MAPS), gru: one(MAPS) };
  const lags = maybe(() => LEAST_LAGS + below(mostLags(scene.task) - LEAST_LAGS));
  chosen.fading = { weights: one(FADING_WEIGHTS), lags, bias: below(51) / 10 };
  chosen.measured = maybe(() => one(TASKS).name);
  chosen.experiment = maybe(() => one(EXPERIMENT_IDS));
  chosen.hide = PART_NAMES.filter(() => below(8) === 0);
  const slides = SLIDES.filter(({ name }) => !chosen.hide!.includes(name));
  chosen.present = slides.length ? maybe(() => one(slides).name) : null;
  chosen.theme = maybe(() => one(THEMES));
  chosen.lang = maybe(() => one(LANGUAGES));
  return chosen as Chosen;
}
