import type { Table } from '../cells/table';
import { INPUT, sizeOf, type Layer } from './document';
import { Recent } from './recent';
import type { Server } from './server';
import type { TilePlace } from './tiling';

/** Which run of a sequence: as it was opened, or with that many changes of its edits. */
export interface RunKey {
  readonly layer: Layer;
  readonly sequence: number;
  /** 0 is the run as it was opened. */
  readonly revision: number;
}

/** A value in a tile: (bin, unit). Where a bin is one step, all three are the same numbers. */
export interface TileValue {
  readonly mean: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** A piece of a run as the server cut it. */
export interface Tile {
  readonly start: number;
  readonly width: number;
  readonly bins: number;
  readonly values: Readonly<Table<TileValue>>;
}

/** How many numbers are kept, of all tiles together. */
const BUDGET = 24e6;
const AT_ONCE = 4;

interface Wanted {
  readonly run: RunKey;
  readonly place: TilePlace;
}

/** The tiles that have come, and those that are on their way. Those not seen for long are dropped. */
export class Tiles {
  readonly #server: Server;
  readonly #fail: (error: unknown) => void;
  readonly #kept = new Recent<Tile>(BUDGET, numbersIn);
  #coming: Readonly<Record<string, AbortController>> = {};
  #queue: readonly Wanted[] = [];
  #wanted: readonly Wanted[] = [];
  #arrived = $state(0);

  constructor(server: Server, fail: (error: unknown) => void) {
    this.#server = server;
    this.#fail = fail;
  }

  /** How many have come: who draws from them reads it, and draws again when there are more. */
  get arrived(): number {
    return this.#arrived;
  }

  /** How many are on their way. */
  get waiting(): number {
    return this.#arrived >= 0 ? Object.keys(this.#coming).length + this.#queue.length : 0;
  }

  get(run: RunKey, place: TilePlace): Tile | undefined {
    return this.#kept.get(keyOf(run, place));
  }

  /** What is to be seen now. What was asked for before, and is not among it, is given up. */
  want(wanted: readonly Wanted[]): void {
    this.#wanted = wanted;
    const keys = wanted.map(({ run, place }) => keyOf(run, place));
    for (const [key, controller] of Object.entries(this.#coming)) {
      if (!keys.includes(key)) controller.abort();
    }
    this.#queue = wanted.filter(({ run, place }) => {
      const key = keyOf(run, place);
      return !this.#kept.has(key) && !(key in this.#coming);
    });
    this.#next();
  }

  /** Ask once more for what did not come. */
  again(): void {
    this.want(this.#wanted);
  }

  #next(): void {
    while (this.#queue.length > 0 && Object.keys(this.#coming).length < AT_ONCE) {
      const [first, ...others] = this.#queue;
      this.#queue = others;
      void this.#fetch(first);
    }
  }

  async #fetch({ run, place }: Wanted): Promise<void> {
    const key = keyOf(run, place);
    const controller = new AbortController();
    this.#coming = { ...this.#coming, [key]: controller };
    try {
      const { layer, sequence: batch, revision } = run;
      const query = {
        values: layer.values.join(','),
        batch,
        start: place.start,
        stop: place.stop,
        columns: place.bins,
        run: revision > 0 ? 'edited' : null,
      };
      const answer = await this.#server.singles(
        `layers/${layer.place}/window`,
        query,
        controller.signal,
      );
      this.#kept.set(key, readTile(layer, answer));
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(error);
    } finally {
      const others = Object.entries(this.#coming).filter(([, own]) => own !== controller);
      this.#coming = Object.fromEntries(others);
      this.#arrived += 1;
      this.#next();
    }
  }
}

function keyOf({ layer, sequence, revision }: RunKey, { width, start }: TilePlace): string {
  return [layer.place, sequence, revision, width, start].join('/');
}

function numbersIn({ values, width }: Tile): number {
  const each = width > 1 ? 3 : 1;
  return Object.values(values).reduce((sum, { mean }) => sum + each * mean.length, 0);
}

type Answer = Awaited<ReturnType<Server['singles']>>;

function readTile(layer: Layer, { tensors, metadata }: Answer): Tile {
  const width = Number(metadata.width);
  const data = (name: string) => tensors[name].data;
  const values = layer.values.map((name) => {
    if (width === 1) return [name, { mean: data(name), low: data(name), high: data(name) }];
    const [mean, low, high] = ['mean', 'low', 'high'].map((part) => data(`${name}.${part}`));
    return [name, { mean, low, high }];
  });
  const table = Object.fromEntries(values) as Table<TileValue>;
  const name = layer.values.find((value) => value !== INPUT) ?? INPUT;
  const bins = table[name].mean.length / sizeOf(layer, name);
  return { start: Number(metadata.start), width, bins, values: table };
}
