import type { Server } from './server';
import type { RunKey } from './tiles.svelte';

type Ends = Readonly<Record<string, readonly [number, number]>>;

interface Known {
  readonly revision: number;
  /** How far from zero the value comes. */
  readonly largest: number;
}

/** How far from zero values come over a whole sequence: untouched, and with the last edits. */
export class Extents {
  readonly #server: Server;
  readonly #fail: (error: unknown) => void;
  #kept = $state.raw<Readonly<Record<string, Known>>>({});
  #coming: readonly string[] = [];

  constructor(server: Server, fail: (error: unknown) => void) {
    this.#server = server;
    this.#fail = fail;
  }

  /**
   * The largest distance from zero in a run; undefined until one is known. Of an edited run what was
   * known last stands until the next is.
   */
  largest(run: RunKey, value: string): number | undefined {
    return this.#kept[keyOf(run, value)]?.largest;
  }

  /** Ask for what is not known of these values. */
  async follow(run: RunKey, values: readonly string[]): Promise<void> {
    const missing = values.filter(
      (value) => this.#kept[keyOf(run, value)]?.revision !== run.revision,
    );
    await Promise.all(missing.map((value) => this.#fetch(run, value)));
  }

  async #fetch(run: RunKey, value: string): Promise<void> {
    const key = keyOf(run, value);
    const { layer, revision, sequence: batch } = run;
    const asked = `${key}/${revision}`;
    if (this.#coming.includes(asked)) return;
    this.#coming = [...this.#coming, asked];
    try {
      const query = { batch, values: value, run: revision > 0 ? 'edited' : null };
      const ends = (await this.#server.json(`layers/${layer.place}/extent`, query)) as Ends;
      const largest = Math.max(...ends[value].map((end) => Math.abs(end)));
      this.#keep(key, { revision, largest });
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#coming = this.#coming.filter((own) => own !== asked);
    }
  }

  /** Answers may overtake each other: the newest run's stands. */
  #keep(key: string, known: Known): void {
    if ((this.#kept[key]?.revision ?? -1) > known.revision) return;
    this.#kept = { ...this.#kept, [key]: known };
  }
}

function keyOf({ layer, sequence, revision }: RunKey, value: string): string {
  return [layer.place, sequence, revision > 0 ? 'edited' : 'recorded', value].join('/');
}
