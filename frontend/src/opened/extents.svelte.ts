import type { Server } from './server';
import type { RunKey } from './tiles.svelte';

type Ends = Readonly<Record<string, readonly [number, number]>>;

/** The smallest and the largest number of each value over a whole sequence. */
export class Extents {
  readonly #server: Server;
  readonly #run: () => RunKey;
  readonly #fail: (error: unknown) => void;
  #kept = $state.raw<Readonly<Record<string, Ends>>>({});

  constructor(server: Server, run: () => RunKey, fail: (error: unknown) => void) {
    this.#server = server;
    this.#run = run;
    this.#fail = fail;
  }

  /** How far from zero a value comes; undefined until it is known. */
  largest(value: string): number | undefined {
    const ends = this.#kept[keyOf(this.#run())]?.[value];
    return ends && Math.max(Math.abs(ends[0]), Math.abs(ends[1]));
  }

  async follow(): Promise<void> {
    const run = this.#run();
    const key = keyOf(run);
    if (this.#kept[key]) return;
    try {
      const query = { batch: run.sequence };
      const ends = await this.#server.json(`layers/${run.layer.place}/extent`, query);
      this.#kept = { ...this.#kept, [key]: ends as Ends };
    } catch (error) {
      this.#fail(error);
    }
  }
}

function keyOf({ layer, sequence }: RunKey): string {
  return `${layer.place}/${sequence}`;
}
