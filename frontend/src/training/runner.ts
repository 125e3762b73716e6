import type { Model } from '../cells/model';
import type { Batch } from './batch';
import { Learner } from './learner';
import type { Recipe } from './recipe';
import { Watch } from './watch';

/** How many steps lie between two copies of the weights. */
const COPY_EVERY = 20;

/** One of the networks that train side by side: it stops by itself when its loss diverges. */
export class Runner {
  isDiverged = false;
  /** Before which step the numbers were as they are now, or will be gone back to. */
  goodStep = 1;
  readonly #learner: Learner;
  readonly #watch = new Watch();
  #good: Float64Array;

  constructor(start: Model, recipe: Recipe) {
    this.#learner = new Learner(start, recipe);
    this.#good = this.#learner.numbers.slice();
  }

  get model(): Model {
    return this.#learner.model;
  }

  get numbers(): Float64Array {
    return this.#learner.numbers;
  }

  set recipe(recipe: Recipe) {
    this.#learner.recipe = recipe;
  }

  /** Trains one step, counted from 1; gives the loss, and NaN once it has diverged. */
  step(batch: Batch, step: number): number {
    if (this.isDiverged) return NaN;
    const copy = (step - 1) % COPY_EVERY === 0 ? this.numbers.slice() : null;
    const loss = this.#learner.step(batch);
    this.#watch.see(loss);
    // The loss judges the numbers before the step: those are the copy.
    if (copy && this.#watch.isGood) [this.#good, this.goodStep] = [copy, step];
    if (this.#watch.isDiverged) this.#giveUp();
    return loss;
  }

  /** Back to the last numbers that were good. */
  #giveUp(): void {
    this.isDiverged = true;
    this.numbers.set(this.#good);
  }
}
