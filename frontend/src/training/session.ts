import { mapTable, table, type Table } from '../cells/table';
import { loadTask } from '../tasks';
import { Batches } from './batch';
import type { Examples } from './examples';
import type { Progress, Report, Setting } from './protocol';
import type { Recipe } from './recipe';
import { Runner } from './runner';
import { Scoring } from './score';

/** In milliseconds: how often losses are reported, at most, and weights. */
export const REPORT_EVERY = 1000 / 30;
const SNAPSHOT_EVERY = 500;
/** Scoring may take this share of the time; but scores come at least this often. */
const SCORING_SHARE = 0.05;
const SCORES_EVERY = 2000;

type Post = (report: Report) => void;

/**
 * A run: all networks train side by side, each batch being every network's. `post` is told how it
 * goes; `now` is a clock, in milliseconds.
 */
export class Session {
  readonly #runners: Readonly<Table<Runner>>;
  readonly #scoring: Scoring;
  readonly #post: Post;
  readonly #now: () => number;
  readonly #batches: Batches;
  #recipe: Recipe;
  #step = 0;
  #sequences = 0;
  #spent = 0;
  #snapshotAt = -Infinity;
  #scoreAt = -Infinity;

  constructor(setting: Setting, examples: Examples, post: Post, now = () => performance.now()) {
    const { task, seed, recipe, starts } = setting;
    this.#recipe = recipe;
    this.#runners = mapTable(starts, (start) => new Runner(start, recipe));
    this.#scoring = new Scoring(loadTask(task));
    // All networks of a task have one encoding.
    const [{ encoding }] = Object.values(starts);
    this.#batches = new Batches(loadTask(task), encoding, seed, examples);
    [this.#post, this.#now] = [post, now];
  }

  get isOver(): boolean {
    return Object.values(this.#runners).every(({ isDiverged }) => isDiverged);
  }

  change(recipe: Recipe): void {
    for (const runner of Object.values(this.#runners)) runner.recipe = recipe;
    this.#recipe = recipe;
  }

  /** Trains for about as long as lies between two reports, at least one step, and reports. */
  slice(): void {
    const began = this.#now();
    const steps: Table<number>[] = [];
    do steps.push(this.#round());
    while (this.#now() - began < REPORT_EVERY && !this.isOver);
    this.#spent += this.#now() - began;
    this.#report(steps);
    if (this.#now() - this.#snapshotAt >= SNAPSHOT_EVERY) this.snapshot(false);
  }

  /** One step of every network, reported with its weights and scores. */
  once(): void {
    const began = this.#now();
    const losses = this.#round();
    this.#spent += this.#now() - began;
    this.#report([losses]);
    this.snapshot(true);
  }

  /** Reports the weights as they are, with scores where it is an answer or they are not too dear. */
  snapshot(isAnswer: boolean): void {
    const began = this.#now();
    const scores = isAnswer || began >= this.#scoreAt ? this.#score() : null;
    const cost = this.#now() - began;
    if (scores) this.#scoreAt = began + Math.min(cost / SCORING_SHARE, SCORES_EVERY);
    this.#snapshotAt = began;
    const numbers = mapTable(this.#runners, (runner) => runner.numbers.slice());
    this.#post({ kind: 'snapshot', step: this.#step, numbers, scores, isAnswer });
  }

  #round(): Table<number> {
    const batch = this.#batches.next(this.#recipe.batch);
    const step = ++this.#step;
    this.#sequences += this.#recipe.batch;
    const running = Object.entries(this.#runners).filter(([, { isDiverged }]) => !isDiverged);
    const losses = mapTable(this.#runners, (runner) => runner.step(batch, step));
    for (const [name, { isDiverged, goodStep }] of running) {
      if (isDiverged) this.#post({ kind: 'diverged', name, step, goodStep });
    }
    return losses;
  }

  #report(steps: readonly Table<number>[]): void {
    const losses = mapTable(this.#runners, (_, name) =>
      Float64Array.from(steps, (losses) => losses[name]),
    );
    const progress: Progress = {
      kind: 'progress',
      step: this.#step,
      sequences: this.#sequences,
      seconds: this.#spent / 1000,
      losses,
    };
    this.#post(progress);
  }

  #score(): Table<number> {
    const entries = Object.entries(this.#runners);
    return table(entries.map(([name, { model }]) => [name, this.#scoring.score(model)] as const));
  }
}
