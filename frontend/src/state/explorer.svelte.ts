import { createContext } from 'svelte';
import { ANSWER } from '../cells/answerArithmetic';
import { isInput } from '../cells/graph';
import { GRU_FORMS, turnZ } from '../cells/gruForms';
import type { Model } from '../cells/model';
import type { Run } from '../cells/run';
import { table, type Table } from '../cells/table';
import {
  alphabetOf,
  inLanguage,
  loadTask,
  textOf,
  type Rows,
  type Targets,
  type Task,
} from '../tasks';
import { words } from '../words/words.svelte';
import { askedStep } from './asked';
import { TRAINED_GRU, type Catalogue, type Checkpoints } from './catalogue';
import { Choice, type SenseOfZ } from './choice.svelte';
import { Columns } from './columns.svelte';
import { editsOf, Manipulation, type Here } from './manipulation.svelte';
import { Playback } from './playback.svelte';
import { Selection } from './selection.svelte';
import { Sequence } from './sequence.svelte';
import { Training, type Latest } from './training.svelte';
import { Trail } from './trail.svelte';
import { untrained } from './untrained';
import { View } from './view.svelte';
import { Side, SIDES, type SideKey } from './side.svelte';

/** All that is chosen, and all that follows from it. Every panel draws from here. */
export class Explorer {
  readonly catalogue: Catalogue;
  readonly choice = new Choice();
  readonly selection = new Selection();
  readonly manipulation = new Manipulation(SIDES);
  readonly sequence: Sequence;
  readonly playback: Playback;
  readonly trail = new Trail<SideKey>('lstm');
  readonly columns: Columns;
  readonly view: View;
  readonly sides: Readonly<Record<SideKey, Side>>;
  readonly training: Training;

  /** Which sample is shown; the opening sequence is none. */
  sampleSeed = $state(0);

  constructor(catalogue: Catalogue, task: string, view = new View()) {
    this.catalogue = catalogue;
    this.view = view;
    this.choice.task = task;
    this.sequence = new Sequence(loadTask(task));
    this.playback = new Playback(() => this.sequence.length);
    this.columns = new Columns(() => this.sequence.length);
    this.sides = { lstm: this.#side('lstm'), gru: this.#side('gru') };
    this.training = this.#training();
    this.openTask(task);
  }

  /** What is to be learned, in words of the page's language. */
  task: Task = $derived.by(() => inLanguage(loadTask(this.choice.task), words.tasks));

  /** The checkpoints of the tasks for which they were asked for. */
  #checkpoints = $state.raw<Readonly<Table<Checkpoints>>>(table());

  /** The networks as they were at the checkpoint that is shown; null where it is the last. */
  partly: Latest | null = $derived.by(() => {
    const { weights, task, reset, checkpoint } = this.choice;
    if (weights !== 'trained' || checkpoint === null || !this.#checkpoints[task]) return null;
    const [lstm, gru] = SIDES.map((key) => this.#trained(key));
    const key = `${task} ${reset} checkpoint ${checkpoint}`;
    return { key, models: { lstm, gru, rnn: this.bundled('rnn') } };
  });

  /** The right answer at each step, null where there is none. */
  target: Targets = $derived.by(() => this.task.target(this.sequence.rows));

  /** The letter of each step, where the task's sequences are spelled; else null. */
  letters: readonly string[] | null = $derived.by(() =>
    alphabetOf(this.task) ? [...textOf(this.task, this.sequence.rows)] : null,
  );

  /** The step whose answer is watched. */
  asked: number | null = $derived.by(() =>
    askedStep(this.task, this.sequence.rows, this.target, this.playback.step),
  );

  here: Here = $derived.by(() => ({
    step: this.playback.step,
    units: {
      lstm: this.unit('lstm'),
      gru: this.unit('gru'),
    },
    range: this.selection.range,
  }));

  /** Whether an edit is being moved, and what no edit changes: what nobody sees may wait. */
  get isMoving(): boolean {
    return this.manipulation.gesture.isUnderWay;
  }
  /** Whether the weights at the checkpoint that is chosen are still being fetched. */
  isWaiting: boolean = $derived.by(() => {
    const { weights, task, checkpoint } = this.choice;
    return weights === 'trained' && checkpoint !== null && !this.#checkpoints[task];
  });
  untouched: readonly Run[] = $derived.by(() => SIDES.map((key) => this.sides[key].before));

  /** The selected unit of a side. */
  unit(side: SideKey): number {
    return Math.min(this.selection.units[side], this.sides[side].units - 1);
  }

  /** The nodes of a side that light up. */
  lit(side: SideKey): ReadonlySet<string> {
    const other = side === 'lstm' ? 'gru' : 'lstm';
    return this.selection.lit(side, this.sides[side].cell, this.sides[other].cell);
  }

  /** Choose a number of the current step, and open its arithmetic. */
  inspect(side: SideKey, node: string, unit = this.unit(side)): void {
    const { cell } = this.sides[side];
    const isOfUnits = !isInput(cell, node);
    this.selection.choose(side, node, isOfUnits ? unit : undefined);
    this.trail.open(side, { node, step: this.playback.step, unit: isOfUnits ? unit : 0 });
  }

  /** Open the arithmetic of a network's output at a step; of several outputs, the largest one's. */
  inspectAnswer(side: SideKey, step: number): void {
    const { output, outputs } = this.sides[side];
    const answer = output.subarray(step * outputs, (step + 1) * outputs);
    this.trail.open(side, { node: ANSWER, step, unit: answer.indexOf(Math.max(...answer)) });
  }

  /** Show another task, from its opening sequence, with nothing edited. */
  openTask(name: string): void {
    this.playback.pause();
    this.choice.task = name;
    this.choice.checkpoint = null;
    this.view.measured = null;
    this.manipulation.reset();
    this.sampleSeed = 0;
    this.openRows(this.task.opening());
    for (const key of SIDES) this.selection.units[key] = this.#trained(key).record?.unit ?? 0;
    this.choice.hiddenSize = this.#trained('lstm').weights.hiddenSize;
    this.choice.rate = this.#trained('lstm').record?.learning_rate ?? this.choice.rate;
  }

  openSample(seed: number): void {
    this.sampleSeed = seed;
    this.openRows(this.task.sample(seed).x);
  }

  openRows(rows: Rows): void {
    this.sequence.open(this.task, rows);
    this.playback.first();
    this.selection.range = null;
    this.selection.node = null;
    this.trail.close();
  }

  /** Show the models at a checkpoint of their training; null for the end of it. */
  async setCheckpoint(checkpoint: number | null): Promise<void> {
    const { task } = this.choice;
    this.choice.checkpoint = checkpoint;
    if (checkpoint === null || this.#checkpoints[task]) return;
    const loaded = await this.catalogue.loadCheckpoints(task);
    this.#checkpoints = table([...Object.entries(this.#checkpoints), [task, loaded]]);
  }

  /** Turn the sense of the GRU's z: the numbers of z become one minus themselves, no other changes. */
  setZ(z: SenseOfZ): void {
    if (z === this.choice.z) return;
    this.choice.z = z;
    this.manipulation.turnZ();
  }

  #side(key: SideKey): Side {
    return new Side(key, {
      model: () => this.#model(key),
      rows: () => this.sequence.rows,
      edits: () => {
        const { cell, units } = this.sides[key];
        const sizes = { units: () => units, time: this.sequence.length };
        return editsOf(this.manipulation.of(key), key, cell, sizes);
      },
    });
  }

  #model(key: SideKey): Model {
    const trained = this.#trained(key);
    const { weights } = this.choice;
    if (weights === 'trained') return this.#inForm(key, trained);
    if (weights === 'here') return this.#inForm(key, this.training.model(key));
    return this.#untrained(key);
  }

  #untrained(key: SideKey): Model {
    const trained = this.#trained(key);
    return untrained(this.choice, trained, this.#inForm(key, trained).weights.cell);
  }

  #training(): Training {
    const { catalogue, choice } = this;
    const ordinary = () => catalogue.models[choice.task].rnn;
    return new Training({
      start: catalogue.startTrainer,
      setup: () => {
        const { task, hiddenSize, seed, forgetBias, reset } = choice;
        return { task, hiddenSize, seed, forgetBias, reset };
      },
      starts: () => ({
        lstm: this.#untrained('lstm'),
        gru: this.#untrained('gru'),
        rnn: untrained(choice, ordinary(), ordinary().weights.cell),
      }),
      recipe: () => {
        const { optimiser, rate, clip, batch } = choice;
        return { optimiser, rate, clip, batch };
      },
    });
  }

  /** The trained model, or its checkpoint, once that is there. */
  bundled(name: string): Model {
    const { task, checkpoint } = this.choice;
    const kept = checkpoint === null ? undefined : this.#checkpoints[task]?.[name][checkpoint];
    return kept ?? this.catalogue.models[task][name];
  }

  #trained(key: SideKey): Model {
    // The place of the reset makes another function of the GRU, with a model of its own.
    return this.bundled(key === 'lstm' ? key : TRAINED_GRU[this.choice.reset]);
  }

  /** A GRU in the chosen sense of z. */
  #inForm(key: SideKey, model: Model): Model {
    const target = GRU_FORMS[this.choice.reset][this.choice.z];
    if (key === 'lstm' || model.weights.cell.name === target) return model;
    return { ...model, weights: turnZ(model.weights, this.catalogue.cells[target]) };
  }
}

export const [explorerOf, provideExplorer] = createContext<Explorer>();
