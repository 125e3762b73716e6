import { parametersOf, type Node } from './graph';
import { OPERATIONS, SOURCES, type CallGradient } from './operations';
import { callOf, type Run } from './run';
import { mapTable, table, type Table } from './table';
import { sizeOf } from './weights';

/** Passes the gradient of one node's rows from..to on to what the node was computed from. */
type Instruction = (from: number, to: number) => void;

/**
 * The gradients of a run, and the passes that fill them. Put the gradients that the loss itself
 * gives into `values`, then `pass`. A workspace: `clear` it to use it again.
 */
export class Adjoint {
  /** ∂L/∂v' of every node, (time, batch, unit). */
  readonly values: Readonly<Table<Float64Array>>;
  /** ∂L/∂s of every state before the first step, (batch, unit). */
  readonly initial: Readonly<Table<Float64Array>>;
  readonly parameters: Readonly<Table<Float64Array>>;
  readonly #run: Run;
  readonly #instructions: readonly Instruction[];
  /** The states before a step, and how many numbers of one step they are. */
  readonly #befores: readonly { id: string; state: string; row: number }[];

  /** Without parameters a pass costs half, which is enough for gradients from state to state. */
  constructor(run: Run, { parameters }: { readonly parameters: boolean }) {
    this.#run = run;
    this.values = mapTable(run.values, zeros);
    this.initial = mapTable(run.initial, zeros);
    this.parameters = parameters ? mapTable(run.weights.parameters, zeros) : table();
    this.#befores = run.weights.cell.nodes
      .filter(({ operation }) => operation === 'previous')
      .map(({ id, label }) => ({ id, state: label!, row: run.batch * sizeOf(run.weights, id) }));
    const computed = run.weights.cell.nodes.filter((node) => !SOURCES.includes(node.operation));
    this.#instructions = computed.reverse().map((node) => this.#instruction(node, parameters));
  }

  /** Makes room for other gradients; of the values as far as a pass over so many steps goes. */
  clear(time = this.#run.time): void {
    const share = time / this.#run.time;
    for (const array of Object.values(this.values)) array.fill(0, 0, share * array.length);
    for (const arrays of [this.initial, this.parameters]) {
      for (const array of Object.values(arrays)) array.fill(0);
    }
  }

  /** Passes gradients back from step `last` to step `first`, and on to the states before it. */
  pass(last = this.#run.time - 1, first = 0): void {
    const { batch } = this.#run;
    for (let t = last; t >= first; t--) {
      for (const instruction of this.#instructions) instruction(t * batch, (t + 1) * batch);
      this.#carry(t);
    }
  }

  #instruction(node: Node, withParameters: boolean): Instruction {
    const call = callOf(this.#run, node);
    const operation = OPERATIONS[node.operation];
    const edit = this.#run.coefficients[node.id];
    const edited = this.values[node.id];
    const gradient: CallGradient = {
      value: edit ? zeros(edited) : edited,
      arguments: node.arguments.map((id) => this.values[id]),
      parameters: withParameters ? parametersOf(node).map((p) => this.parameters[p]) : null,
    };
    if (!edit) return (from, to) => operation.backward(call, gradient, from, to);
    return (from, to) => {
      scale(gradient.value, edit.a, edited, from * call.units, to * call.units);
      operation.backward(call, gradient, from, to);
    };
  }

  /** What a step had from the states before it belongs to the values that they had then. */
  #carry(t: number): void {
    for (const { id, state, row } of this.#befores) {
      const grad = this.values[id].subarray(t * row, (t + 1) * row);
      if (t === 0) this.initial[state].set(grad);
      else accumulate(this.values[state], grad, (t - 1) * row);
    }
  }
}

function zeros(like: Float64Array): Float64Array {
  return new Float64Array(like.length);
}

/** The gradient of v from that of v' = a·v + b; none comes through where b was selected. */
function scale(raw: Float64Array, a: Float64Array, edited: Float64Array, from: number, to: number) {
  for (let k = from; k < to; k++) raw[k] = a[k] === 0 ? 0 : a[k] * edited[k];
}

function accumulate(into: Float64Array, from: Float64Array, offset: number): void {
  for (let k = 0; k < from.length; k++) into[offset + k] += from[k];
}
