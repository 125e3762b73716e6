import { createContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import { axisOf, isInput } from '../cells/graph';
import { Playback } from '../state/playback.svelte';
import { Trail } from '../state/trail.svelte';
import type { Maps } from '../state/view.svelte';
import { View } from '../state/view.svelte';
import { INPUT, sizeOf, stepsOf, type Layer, type Opened } from './document';
import { Editing } from './editing.svelte';
import { Order } from './order.svelte';
import type { Server } from './server';
import { Extents } from './extents.svelte';
import { litBy } from './lit';
import { computeStep, stepBefore, type StepRun } from './steps';
import { StepStore } from './stepStore.svelte';
import { Tiles, type RunKey } from './tiles.svelte';
import { Viewport } from './viewport.svelte';

/** How a column of several steps is drawn. */
export const SUMMARIES = ['both', 'mean', 'low', 'high'] as const;
export type ColumnSummary = (typeof SUMMARIES)[number];

/** All that is chosen of an opened trace, and what is drawn from it. */
export class OpenedTrace {
  readonly document: Opened;
  readonly server: Server;
  readonly view = new View();
  readonly viewport: Viewport;
  readonly playback: Playback;
  readonly tiles: Tiles;
  readonly store: StepStore;
  readonly editing: Editing;
  readonly order: Order;
  readonly extents: Extents;

  layerPlace = $state(0);
  sequenceChosen = $state(0);
  unitChosen = $state(0);
  projectionChosen = $state(0);
  /** The value that was chosen last: the overview shows it. */
  value = $state('h');
  shownChosen = $state<Maps>('now');
  summary = $state<ColumnSummary>('both');
  /** The values whose maps are in view, or near it. */
  readonly inView = new SvelteSet<string>();
  /** The node that is pointed at, anywhere. */
  pointed = $state<string | null>(null);
  /** The way from the number that was asked for to the one that is open. */
  readonly trail = new Trail<string>('');
  problem = $state.raw<unknown>(null);

  constructor(document: Opened, server: Server) {
    this.document = document;
    this.server = server;
    const fail = (error: unknown) => void (this.problem = error);
    this.tiles = new Tiles(server, fail);
    this.store = new StepStore(server, fail);
    this.viewport = new Viewport(() => this.count);
    this.playback = new Playback(() => this.count);
    this.editing = new Editing(server, document, fail);
    this.order = new Order(server, () => this.runBefore, fail);
    this.extents = new Extents(server, fail);
  }

  get layer(): Layer {
    return this.document.layers[this.layerPlace];
  }

  get sequence(): number {
    return Math.min(this.sequenceChosen, this.layer.batch - 1);
  }

  /** How many steps the sequence has. */
  get count(): number {
    return stepsOf(this.layer, this.sequence);
  }

  get step(): number {
    return this.playback.step;
  }

  get unit(): number {
    return Math.min(this.unitChosen, this.layer.unit - 1);
  }

  /** The number of a projected value that is chosen: it has others than the layer has units. */
  get projection(): number {
    return Math.max(0, Math.min(this.projectionChosen, (this.layer.proj ?? 0) - 1));
  }

  /** Which of a node's numbers is chosen. */
  unitAt(node: string): number {
    return axisOf(this.layer.cell, node) === 'proj' ? this.projection : this.unit;
  }

  /** Choose one of a node's numbers; the input has others than the rest, and chooses none. */
  chooseUnit(node: string, unit: number): void {
    const axis = axisOf(this.layer.cell, node);
    if (axis === 'proj') this.projectionChosen = unit;
    else if (axis === 'unit') this.unitChosen = unit;
  }

  /** The value that was chosen last, where it is a node of the cell with units. */
  get node(): string {
    const { values } = this.layer.cell;
    return values.includes(this.value) ? this.value : values[values.length - 1];
  }

  get isEdited(): boolean {
    return this.editing.changes(this.layer);
  }

  /** Which run the maps show; without an edit in force there is only the one. */
  get shown(): Maps {
    return this.isEdited ? this.shownChosen : 'now';
  }

  runBefore: RunKey = $derived.by(() => ({
    layer: this.layer,
    sequence: this.sequence,
    revision: 0,
  }));

  runNow: RunKey = $derived.by(() =>
    this.isEdited ? { ...this.runBefore, revision: this.editing.revision } : this.runBefore,
  );

  /** The current step, computed from what was recorded; null until that is there. */
  now: StepRun | null = $derived.by(() => this.stepAt(this.runNow, this.step));
  before: StepRun | null = $derived.by(() =>
    this.isEdited ? this.stepAt(this.runBefore, this.step) : this.now,
  );

  /** Nodes that light up: what is pointed at. */
  lit: ReadonlySet<string> = $derived.by(() => litBy(this.pointed));

  /** Whether the page can compute a step of this layer already. */
  get hasWeights(): boolean {
    return this.store.weights(this.layer) !== undefined;
  }

  stepAt(run: RunKey, position: number): StepRun | null {
    const weights = this.store.weights(run.layer);
    const steps = this.store.steps(run, position);
    if (!weights || !steps) return null;
    const before = stepBefore(position, this.count, run.layer.isReverse);
    const positions = before === null ? [position] : [before, position];
    const edits = run.revision > 0 ? this.editing.editsOf(run.layer) : [];
    return computeStep(weights, steps, positions, [...recordedEdits(run), ...edits]);
  }

  /** Have a step ready, of the runs that are drawn. */
  wantStep(position: number): void {
    this.store.want(this.runNow, position, this.count);
    if (this.isEdited) this.store.want(this.runBefore, position, this.count);
  }

  choose(step: number, unit = this.unitAt(this.value), value = this.value): void {
    this.playback.go(step);
    this.viewport.reveal(this.step);
    this.chooseUnit(value, unit);
    this.value = value;
  }

  /** Choose a number of the current step, and open its arithmetic. */
  inspect(node: string, unit = this.unitAt(node)): void {
    const isOfInput = isInput(this.layer.cell, node);
    this.chooseUnit(node, unit);
    if (this.layer.cell.values.includes(node)) this.value = node;
    const place = isOfInput ? Math.min(unit, this.layer.input - 1) : this.unitAt(node);
    this.trail.open(this.layer.path, { node, step: this.step, unit: place });
  }

  /** Show another layer; the step and the unit stay as far as they can. */
  openLayer(place: number): void {
    if (place === this.layerPlace) return;
    this.layerPlace = place;
    this.trail.close();
    const { values } = this.layer;
    if (!values.includes(this.value)) this.value = values.at(-2) ?? INPUT;
    this.order.reset();
  }

  openSequence(sequence: number): void {
    this.sequenceChosen = sequence;
    this.trail.close();
    this.viewport.showAll();
  }

  /** The units of a value from the top of its map down; the same array while nothing changes. */
  orderOf(value: string): readonly number[] {
    const axis = axisOf(this.layer.cell, value);
    return { input: this.#channels, unit: this.#units, proj: this.#projections }[axis];
  }

  #units: readonly number[] = $derived.by(() => this.order.units('unit', this.layer.unit));
  #projections: readonly number[] = $derived.by(() =>
    this.order.units('proj', this.layer.proj ?? 0),
  );
  #channels: readonly number[] = $derived.by(() => [...Array(this.layer.input).keys()]);

  /** How far from zero a value comes, in the run and in its edited copy; undefined until known. */
  largest(value: string): number | undefined {
    const before = this.extents.largest(this.runBefore, value);
    const now = this.isEdited ? this.extents.largest(this.runNow, value) : 0;
    return before === undefined ? undefined : Math.max(before, now ?? 0);
  }

  unitsOf(value: string): number {
    return sizeOf(this.layer, value);
  }
}

/** Of the edits with which a layer was recorded, those that can be done again for a sequence. */
function recordedEdits({ layer, sequence }: RunKey) {
  return layer.edits
    .filter(({ kind, batch }) => {
      const isHere = !Array.isArray(batch) || (batch as readonly number[]).includes(sequence);
      return kind !== 'swap' && isHere;
    })
    .map((edit) => ({ ...edit, batch: null }));
}

export const [openedOf, provideOpened] = createContext<OpenedTrace>();
