import type { Model } from '../cells/model';
import type { Table } from '../cells/table';
import { fromFlat } from '../training/flat';
import type { Recipe } from '../training/recipe';
import type { StartTrainer } from '../training/trainer';
import { Run } from './training/run.svelte';
import {
  difference,
  isSame,
  RUNNERS,
  type Numbers,
  type RunnerKey,
  type Setup,
  type Starts,
} from './training/setup';
import { words } from '../words/words.svelte';

/** Networks as they were after a step of a run, kept by a person. */
export interface Kept {
  readonly setup: Setup;
  readonly starts: Starts;
  /** Which run of the page it was, from 1 on, and after which of its steps. */
  readonly run: number;
  readonly step: number;
  readonly numbers: Numbers;
  readonly scores: Readonly<Table<number>> | null;
}

/** All networks as they are, without what lies between two reports; of one key they are the same. */
export interface Latest {
  readonly key: string;
  readonly models: Starts;
}

/** What training depends on. */
export interface TrainingInputs {
  readonly start: StartTrainer;
  readonly setup: () => Setup;
  readonly starts: () => Starts;
  readonly recipe: () => Recipe;
}

/** Training in the page: one run at a time, what was kept of it, and what is shown of both. */
export class Training {
  readonly #inputs: TrainingInputs;
  #run = $state.raw<Run | null>(null);
  #runs = 0;
  #kept = $state.raw<readonly Kept[]>([]);
  #shown = $state.raw<Kept | null>(null);
  #say = $state.raw<() => string>(() => '');

  constructor(inputs: TrainingInputs) {
    this.#inputs = inputs;
    const networks = RUNNERS.map((name) => [name, new Network(() => this.#model(name))]);
    this.#networks = Object.fromEntries(networks) as Record<RunnerKey, Network>;
  }

  /** The latest thing that happened, in words. */
  get said(): string {
    return this.#say();
  }

  /** The run of what is chosen now. */
  run: Run | null = $derived.by(() =>
    this.#run && isSame(this.#run.setup, this.#inputs.setup()) ? this.#run : null,
  );

  /** What was kept of the network that is chosen now. */
  kept: readonly Kept[] = $derived.by(() =>
    this.#kept.filter(({ setup }) => isSame(setup, this.#inputs.setup())),
  );

  /** What of it is shown in place of the run as it goes on. */
  shown: Kept | null = $derived.by(() =>
    this.#shown && this.kept.includes(this.#shown) ? this.#shown : null,
  );

  /** The untrained networks of what is chosen now. */
  starts: Starts = $derived.by(() => this.#inputs.starts());

  readonly #networks: Readonly<Record<RunnerKey, Network>>;

  latest: Latest = $derived.by(() => {
    const [kept, run] = [this.shown, this.run];
    if (kept) return latestOf(`${kept.run} ${kept.step}`, kept.starts, kept.numbers);
    if (run?.numbers) return latestOf(`${this.#runs} ${run.numbersStep}`, run.starts, run.numbers);
    return { key: JSON.stringify(this.#inputs.setup()), models: this.starts };
  });

  /** The training step and the scores of these networks. */
  step: number = $derived.by(() => this.shown?.step ?? this.run?.numbersStep ?? 0);
  scores: Readonly<Table<number>> | null = $derived.by(() =>
    this.shown ? this.shown.scores : (this.run?.scores ?? null),
  );

  /** The network that the panels show. */
  model(name: RunnerKey): Model {
    return this.#networks[name].model;
  }

  /** Whether there is a run that can go on. */
  get isOpen(): boolean {
    return this.run !== null && this.run.status !== 'over';
  }

  /** Whether the latest weights have been kept already. */
  get isKept(): boolean {
    const step = this.run?.numbersStep;
    return this.kept.some((kept) => kept.run === this.#runs && kept.step === step);
  }

  train(): void {
    this.show(null);
    const run = this.isOpen ? this.run! : this.#begin();
    run.go();
    const isFirst = run.step === 0;
    this.#say = () => (isFirst ? words.training.said.first : words.training.said.again);
  }

  pause(): void {
    if (this.#run?.status !== 'running') return;
    this.#run.pause();
    this.#say = () => words.training.said.paused;
  }

  once(): void {
    this.show(null);
    const run = this.isOpen ? this.run! : this.#begin();
    run.once();
  }

  stop(): void {
    if (!this.isOpen) return;
    this.run!.stop();
    this.#say = () => words.training.said.stopped;
  }

  keep(): void {
    if (!this.run?.numbers || this.isKept) return;
    const { setup, starts, numbers, numbersStep: step, scores } = this.run;
    this.#kept = [...this.#kept, { setup, starts, run: this.#runs, step, numbers, scores }];
    this.#say = () => words.training.said.kept(step);
  }

  show(kept: Kept | null): void {
    this.#shown = kept;
  }

  /** Takes over what was chosen in the meantime: a recipe is followed, another network ends the run. */
  follow(): void {
    const [run, setup, recipe] = [this.#run, this.#inputs.setup(), this.#inputs.recipe()];
    if (!run) return;
    if (isSame(run.setup, setup)) return run.change(recipe);
    if (run.status !== 'over' && run.step > 0) {
      const [step, changed] = [run.step, difference(run.setup, setup)];
      this.#say = () => words.training.said.ended(step, changed);
    } else this.#say = () => '';
    run.end();
    this.#run = null;
  }

  #begin(): Run {
    this.#run?.end();
    const { start, setup, recipe } = this.#inputs;
    this.#runs++;
    this.#run = new Run(setup(), this.starts, recipe(), start);
    return this.#run;
  }

  #model(name: RunnerKey): Model {
    const [kept, run] = [this.shown, this.run];
    if (kept) return fromFlat(kept.starts[name], kept.numbers[name]);
    const numbers = run?.blends.shown(name);
    return run && numbers ? fromFlat(run.starts[name], numbers) : this.starts[name];
  }
}

/** One of the networks by itself: it changes when its own numbers do. */
class Network {
  readonly #find: () => Model;

  constructor(find: () => Model) {
    this.#find = find;
  }

  model: Model = $derived.by(() => this.#find());
}

function latestOf(key: string, starts: Starts, numbers: Numbers): Latest {
  const models = RUNNERS.map((name) => [name, fromFlat(starts[name], numbers[name])] as const);
  return { key, models: Object.fromEntries(models) as Record<RunnerKey, Model> };
}
