import type { Table } from '../../cells/table';
import { Curves } from '../../training/curves';
import type { Diverged, Progress, Report, Snapshot } from '../../training/protocol';
import type { Recipe } from '../../training/recipe';
import type { StartTrainer, Trainer } from '../../training/trainer';
import { Blends } from './blend.svelte';
import { RUNNERS, type Numbers, type Setup, type Starts } from './setup';

/** `over`: it can go on no more, having been stopped, or all its networks having diverged. */
export type Status = 'running' | 'paused' | 'over';

/** Networks in training, from random weights on. */
export class Run {
  readonly setup: Setup;
  readonly starts: Starts;
  readonly curves = new Curves(RUNNERS);
  readonly blends = new Blends(RUNNERS);

  status = $state<Status>('paused');
  step = $state(0);
  sequences = $state(0);
  seconds = $state(0);
  /** The latest weights, the step after which they were so, and the latest scores. */
  numbers = $state.raw<Numbers | null>(null);
  numbersStep = $state(0);
  scores = $state.raw<Readonly<Table<number>> | null>(null);
  diverged = $state.raw<readonly Diverged[]>([]);
  /** Whether all is shown that the trainer has come to. */
  isSettled = $state(true);
  /** Why there is no training, where there is none. */
  problem = $state('');

  #recipe: Recipe;
  readonly #trainer: Promise<Trainer | null>;

  constructor(setup: Setup, starts: Starts, recipe: Recipe, start: StartTrainer) {
    [this.setup, this.starts, this.#recipe] = [setup, starts, recipe];
    this.#trainer = start(setup.task, (report) => this.#hear(report)).catch((error) => {
      this.#fail(error instanceof Error ? error.message : String(error));
      return null;
    });
    const { task, seed } = setup;
    this.#tell((trainer) =>
      trainer.tell({ kind: 'begin', setting: { task, seed, recipe, starts } }),
    );
  }

  go(): void {
    this.status = 'running';
    this.isSettled = false;
    this.#tell((trainer) => trainer.tell({ kind: 'run' }));
  }

  pause(): void {
    if (this.status !== 'running') return;
    this.status = 'paused';
    this.#tell((trainer) => trainer.tell({ kind: 'pause' }));
  }

  once(): void {
    this.isSettled = false;
    this.#tell((trainer) => trainer.tell({ kind: 'once' }));
  }

  /** Ends it; of a run that is going the weights as they are still come. */
  stop(): void {
    const wasRunning = this.status === 'running';
    this.pause();
    this.status = 'over';
    if (!wasRunning) this.end();
  }

  /** Ends it at once. */
  end(): void {
    this.status = 'over';
    this.#tell((trainer) => trainer.end());
  }

  change(recipe: Recipe): void {
    if (JSON.stringify(recipe) === JSON.stringify(this.#recipe)) return;
    this.#recipe = recipe;
    this.#tell((trainer) => trainer.tell({ kind: 'change', recipe }));
  }

  #tell(order: (trainer: Trainer) => void): void {
    void this.#trainer.then((trainer) => trainer && order(trainer));
  }

  #hear(report: Report): void {
    if (report.kind === 'progress') this.#advance(report);
    else if (report.kind === 'snapshot') this.#show(report);
    else if (report.kind === 'diverged') this.#note(report);
    else this.#fail(report.message);
  }

  #advance({ step, sequences, seconds, losses }: Progress): void {
    this.curves.add(losses);
    [this.step, this.sequences, this.seconds] = [step, sequences, seconds];
  }

  #show({ step, numbers, scores, isAnswer }: Snapshot): void {
    this.isSettled = isAnswer && this.status !== 'running';
    [this.numbers, this.numbersStep] = [numbers, step];
    this.scores = scores ?? this.scores;
    this.blends.moveTo(numbers);
    if (this.status === 'over' && isAnswer) this.end();
  }

  #note(diverged: Diverged): void {
    this.diverged = [...this.diverged, diverged];
    if (this.diverged.length === RUNNERS.length) this.status = 'over';
  }

  #fail(message: string): void {
    this.problem = message;
    this.isSettled = true;
    this.status = 'over';
  }
}
