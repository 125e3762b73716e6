import { makeWeights, type Weights } from '../cells/weights';
import type { Layer } from './document';
import type { Server } from './server';
import type { Steps } from './steps';
import type { RunKey } from './tiles.svelte';

/** How many numbers one answer should hold, and how many answers are kept. */
const NUMBERS = 2 ** 16;
const KEPT = 48;

/** The weights of layers and the recorded steps that have been looked at. */
export class StepStore {
  readonly #server: Server;
  readonly #fail: (error: unknown) => void;
  #coming: readonly string[] = [];
  #weights = $state.raw<Readonly<Record<number, Weights>>>({});
  #steps = $state.raw<Readonly<Record<string, Steps>>>({});

  constructor(server: Server, fail: (error: unknown) => void) {
    this.#server = server;
    this.#fail = fail;
  }

  /** A layer's weights, once they are there. */
  weights(layer: Layer): Weights | undefined {
    return this.#weights[layer.place];
  }

  /** The recorded steps around a place of the input, once they are there. */
  steps(run: RunKey, position: number): Steps | undefined {
    return this.#steps[keyOf(run, position)];
  }

  /** Have the weights and the steps around a place ready. */
  want(run: RunKey, position: number, count: number): void {
    const { layer } = run;
    if (!(layer.place in this.#weights)) {
      void this.#once(`weights/${layer.place}`, () => this.#fetchWeights(layer));
    }
    const key = keyOf(run, position);
    if (!(key in this.#steps)) {
      void this.#once(key, () => this.#fetchSteps(run, position, count, key));
    }
  }

  /** A request that is under way is not made again; one that failed may be. */
  async #once(key: string, fetch: () => Promise<void>): Promise<void> {
    if (this.#coming.includes(key)) return;
    this.#coming = [...this.#coming, key];
    try {
      await fetch();
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#coming = this.#coming.filter((own) => own !== key);
    }
  }

  async #fetchWeights(layer: Layer): Promise<void> {
    const { tensors } = await this.#server.tensors(`layers/${layer.place}/weights`);
    const weights = makeWeights(layer.cell, tensors);
    this.#weights = { ...this.#weights, [layer.place]: weights };
  }

  async #fetchSteps(run: RunKey, position: number, count: number, key: string): Promise<void> {
    const { layer, sequence: batch, revision } = run;
    const size = chunkOf(layer);
    const from = Math.floor(position / size) * size;
    // One more on either side, so that the step before is always there, in either direction.
    const [start, stop] = [Math.max(from - 1, 0), Math.min(from + size + 1, count)];
    const query = { batch, start, stop, run: revision > 0 ? 'edited' : null };
    const { tensors } = await this.#server.tensors(`layers/${layer.place}/step`, query);
    const kept = Object.entries(this.#steps).slice(1 - KEPT);
    this.#steps = Object.fromEntries([...kept, [key, { start, stop, tensors }]]);
  }
}

function chunkOf({ unit, input, values }: Layer): number {
  return Math.min(Math.max(Math.floor(NUMBERS / (2 * unit * values.length + input)), 4), 64);
}

function keyOf({ layer, sequence, revision }: RunKey, position: number): string {
  const chunk = Math.floor(position / chunkOf(layer));
  return [layer.place, sequence, revision, chunk].join('/');
}
