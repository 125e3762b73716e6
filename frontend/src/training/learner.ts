import type { Model } from '../cells/model';
import { OUTPUT } from '../cells/graph';
import { Workspace } from '../cells/workspace';
import type { Batch } from './batch';
import { fromFlat, toFlat } from './flat';
import { ReadoutLoss } from './loss';
import { clip, makeOptimiser, type Optimiser } from './optimiser';
import type { Recipe } from './recipe';

/** One network in training: its numbers change in place. */
export class Learner {
  /** The numbers as they are now, and the gradient of the latest loss by each. */
  readonly numbers: Float64Array;
  readonly gradient: Float64Array;
  readonly model: Model;
  readonly #gradients: Model;
  #recipe: Recipe;
  #optimiser: Optimiser;
  #workspace: Workspace | null = null;
  #loss: ReadoutLoss | null = null;

  constructor(start: Model, recipe: Recipe) {
    this.numbers = toFlat(start);
    this.gradient = new Float64Array(this.numbers.length);
    this.model = fromFlat(start, this.numbers);
    this.#gradients = fromFlat(start, this.gradient);
    this.#recipe = recipe;
    this.#optimiser = makeOptimiser(recipe.optimiser, this.numbers.length);
  }

  get recipe(): Recipe {
    return this.#recipe;
  }

  /** Goes on by another recipe; another optimiser begins without a memory. */
  set recipe(recipe: Recipe) {
    if (recipe.optimiser !== this.#recipe.optimiser) {
      this.#optimiser = makeOptimiser(recipe.optimiser, this.numbers.length);
    }
    this.#recipe = recipe;
  }

  /** One step of training; gives the batch's loss before it. */
  step(batch: Batch): number {
    const loss = this.differentiate(batch);
    clip(this.gradient, this.#recipe.clip);
    this.#optimiser.step(this.numbers, this.gradient, this.#recipe.rate);
    return loss;
  }

  /** The batch's loss; its gradient is in `gradient`. */
  differentiate({ time, x, rights }: Batch): number {
    const rows = rights.length;
    const { workspace, readout } = this.#room(time, rows / time);
    workspace.run.x.set(x);
    workspace.forward(time);
    const dh = workspace.clear(time);
    const loss = readout.pass(workspace.run.values[OUTPUT], rights, rows, dh);
    workspace.backward(time);
    this.#collect(workspace, readout);
    return loss;
  }

  /** Room for a batch: that of those before, where it is large enough. */
  #room(time: number, batch: number): { workspace: Workspace; readout: ReadoutLoss } {
    let [workspace, readout] = [this.#workspace, this.#loss];
    if (!workspace || !readout || workspace.batch !== batch || workspace.time < time) {
      const { weights, readout: own } = this.model;
      workspace = new Workspace(weights, time, batch);
      readout = new ReadoutLoss(own, weights.hiddenSize, time * batch);
      [this.#workspace, this.#loss] = [workspace, readout];
    }
    return { workspace, readout };
  }

  #collect({ adjoint }: Workspace, { gradient }: ReadoutLoss): void {
    const { weights, readout } = this.#gradients;
    for (const name of Object.keys(weights.parameters)) {
      weights.parameters[name].set(adjoint.parameters[name]);
    }
    readout.weight.set(gradient.weight);
    readout.bias.set(gradient.bias);
  }
}
