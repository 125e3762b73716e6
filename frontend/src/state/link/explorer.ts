import { ANSWER } from '../../cells/answerArithmetic';
import { spell } from '../../tasks';
import type { Explorer } from '../explorer.svelte';
import type { Chip } from '../manipulation.svelte';
import { mostLags } from '../lags';
import { STAGES } from '../playback.svelte';
import type { SideKey } from '../side.svelte';
import type { FadingChoice, View } from '../view.svelte';
import type { Chosen, Edit, Opened } from './chosen';

/** What is chosen in an explorer now. */
export function chosenOf(explorer: Explorer): Chosen {
  const { choice, manipulation, playback, selection, sequence, view } = explorer;
  const { node } = selection;
  return {
    task: choice.task,
    weights: choice.weights,
    checkpoint: choice.checkpoint,
    hidden: choice.hiddenSize,
    seed: choice.seed,
    bias: choice.forgetBias,
    optimiser: choice.optimiser,
    rate: choice.rate,
    clip: choice.clip,
    batch: choice.batch,
    reset: choice.reset,
    z: choice.z,
    x: explorer.sampleSeed,
    rows: sequence.isChanged && !explorer.letters ? sequence.rows : null,
    text: sequence.isChanged && explorer.letters ? explorer.letters.join('') : null,
    step: playback.step,
    stage: playback.stage === null ? null : STAGES[playback.stage],
    speed: playback.speed,
    units: { lstm: explorer.unit('lstm'), gru: explorer.unit('gru') },
    node: node && isThere(explorer, node) ? node : null,
    range: selection.range,
    scope: { units: manipulation.units, steps: manipulation.steps },
    edits: manipulation.chips.map(editOf),
    chip: placeOfOpenChip(explorer),
    open: openedIn(explorer),
    summary: view.summary,
    shown: { ...view.shown },
    fading: fadingIn(explorer),
    measured: view.measured,
    experiment: view.experiment,
    hide: view.hidden,
    present: view.slide?.name ?? null,
    theme: view.theme,
    lang: view.language,
  };
}

/** Show what is chosen: the same picture, whatever was shown before. */
export function show(explorer: Explorer, chosen: Chosen): void {
  const { choice, manipulation, playback, selection, sequence, trail } = explorer;
  explorer.openTask(chosen.task);
  void explorer.setCheckpoint(chosen.checkpoint);
  choice.weights = chosen.weights;
  choice.hiddenSize = chosen.hidden;
  choice.seed = chosen.seed;
  choice.forgetBias = chosen.bias;
  choice.optimiser = chosen.optimiser;
  choice.rate = chosen.rate;
  choice.clip = chosen.clip;
  choice.batch = chosen.batch;
  choice.reset = chosen.reset;
  choice.z = chosen.z;
  if (chosen.x !== 0) explorer.openSample(chosen.x);
  if (chosen.rows) sequence.rows = chosen.rows;
  if (chosen.text) sequence.rows = spell(explorer.task, chosen.text);
  playback.speed = chosen.speed;
  playback.place(chosen.step, chosen.stage && STAGES.indexOf(chosen.stage));
  if (chosen.node) selection.choose(chosen.node.side, chosen.node.node);
  selection.units = { ...chosen.units };
  selection.range = chosen.range;
  manipulation.units = chosen.scope.units;
  manipulation.steps = chosen.scope.steps;
  manipulation.load(chosen.edits);
  manipulation.open(chosen.chip === null ? null : manipulation.chips[chosen.chip].id);
  if (chosen.open) {
    trail.side = chosen.open.side;
    trail.places = chosen.open.places;
  }
  look(explorer.view, chosen);
}

function look(view: View, chosen: Chosen): void {
  view.summary = chosen.summary;
  view.shown = { ...chosen.shown };
  view.fading = chosen.fading;
  view.measured = chosen.measured;
  view.experiment = chosen.experiment;
  view.hidden = chosen.hide;
  view.present = chosen.present;
  view.theme = chosen.theme;
  view.language = chosen.lang;
}

/** Another task may not let the figure look as far back. */
function fadingIn({ view, task }: Explorer): FadingChoice {
  const { lags } = view.fading;
  return lags !== null && lags >= mostLags(task) ? { ...view.fading, lags: null } : view.fading;
}

function editOf({ side, name, kind, amount, where, isOn, about }: Chip): Edit {
  return { side, name, kind, amount, where, isOn, about };
}

/** The cell may have changed its form since a node was chosen. */
function isThere(
  { sides }: Explorer,
  { side, node }: { readonly side: SideKey; readonly node: string },
): boolean {
  return node === ANSWER || sides[side].cell.nodes.some(({ id }) => id === node);
}

function placeOfOpenChip({ manipulation: { chips, opened } }: Explorer): number | null {
  return opened && chips.indexOf(opened);
}

function openedIn(explorer: Explorer): Opened | null {
  const { side, places } = explorer.trail;
  const isKnown = (node: string) => node === ANSWER || isThere(explorer, { side, node });
  const isOpen = places.length > 0 && places.every(({ node }) => isKnown(node));
  return isOpen ? { side, places } : null;
}
