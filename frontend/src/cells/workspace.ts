import { Adjoint } from './adjoint';
import { plan, type Instruction } from './forward';
import { OUTPUT } from './graph';
import { makeRun, type Run } from './run';
import { table } from './table';
import type { Weights } from './weights';

/**
 * A layer with room for runs of up to `time` steps and their gradients, used again and again:
 * neither way allocates anything. It sees the weights as they are, so they may change in between.
 */
export class Workspace {
  readonly time: number;
  readonly batch: number;
  readonly run: Run;
  readonly adjoint: Adjoint;
  readonly #instructions: readonly Instruction[];

  constructor(weights: Weights, time: number, batch: number) {
    this.time = time;
    this.batch = batch;
    const x = new Float64Array(time * batch * weights.inputSize);
    this.run = makeRun({ weights, time, batch, x, coefficients: table() }, {});
    this.adjoint = new Adjoint(this.run, { parameters: true });
    this.#instructions = plan(this.run);
  }

  /** Runs over the first steps of `run.x`, (time, batch, input), from states of zero. */
  forward(time: number): void {
    for (let row = 0; row < time * this.batch; row += this.batch) {
      for (const instruction of this.#instructions) instruction(row, row + this.batch);
    }
  }

  /** Where the loss's own gradient by the hidden state belongs; cleared for so many steps. */
  clear(time: number): Float64Array {
    this.adjoint.clear(time);
    return this.adjoint.values[OUTPUT];
  }

  /** Passes the gradients back from step `time` to the first. */
  backward(time: number): void {
    this.adjoint.pass(time - 1, 0);
  }
}
