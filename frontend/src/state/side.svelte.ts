import type { Edit } from '../cells/edits';
import { forward, type Run } from '../cells/forward';
import { OUTPUT, type Cell } from '../cells/graph';
import { encode, output, type Model } from '../cells/model';
import { flatten, type Rows } from '../tasks';

export type SideKey = 'lstm' | 'gru';
export const SIDES: readonly SideKey[] = ['lstm', 'gru'];

/** What a side is computed from. */
export interface SideInputs {
  readonly model: () => Model;
  readonly rows: () => Rows;
  readonly edits: () => readonly Edit[];
}

/** One of the two networks: its run as it is, its run before any edit, and the outputs of both. */
export class Side {
  readonly key: SideKey;
  #inputs: SideInputs;

  constructor(key: SideKey, inputs: SideInputs) {
    this.key = key;
    this.#inputs = inputs;
  }

  model: Model = $derived.by(() => this.#inputs.model());
  cell: Cell = $derived(this.model.weights.cell);
  units: number = $derived(this.model.weights.hiddenSize);
  edits: readonly Edit[] = $derived.by(() => this.#inputs.edits());

  /** The untouched run, and the run with the edits in force. The same object without edits. */
  before: Run = $derived.by(() => this.#run([]));
  now: Run = $derived.by(() => (this.edits.length ? this.#run(this.edits) : this.before));

  /** (time, output), in the task's units. */
  outputBefore: Float64Array = $derived(output(this.model, this.before.values[OUTPUT]));
  output: Float64Array = $derived(
    this.now === this.before ? this.outputBefore : output(this.model, this.now.values[OUTPUT]),
  );

  outputs: number = $derived(this.model.readout.bias.length);
  isEdited: boolean = $derived(this.now !== this.before);

  /** A node's vector at a step, now or before the edits; null where the graph has no such node. */
  at(id: string, step: number, run: Run = this.now): Float64Array | null {
    const values = run.values[id];
    const size = values && values.length / run.time;
    return values ? values.subarray(step * size, (step + 1) * size) : null;
  }

  #run(edits: readonly Edit[]): Run {
    const rows = this.#inputs.rows();
    const x = encode(this.model, flatten(rows));
    return forward(this.model.weights, x, { time: rows.length, batch: 1, edits });
  }
}
