import { SvelteMap } from 'svelte/reactivity';
import { sizeOf, type Layer } from './document';
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

/** Numbers (bin, unit). Where a bin is one step, all three are the same. */
export interface TileValue {
  readonly mean: Float32Array;
  readonly low: Float32Array;
  readonly high: Float32Array;
}

/** A piece of one value of a run as the server cut it. */
export interface Tile extends TileValue {
  readonly start: number;
  readonly width: number;
  readonly bins: number;
}

/** How many numbers are kept, of all tiles together. */
const BUDGET = 24e6;
const AT_ONCE = 4;

export interface Wanted {
  readonly run: RunKey;
  readonly value: string;
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
  readonly #arrived = new SvelteMap<string, number>();
  #waiting = $state(0);

  constructor(server: Server, fail: (error: unknown) => void) {
    this.#server = server;
    this.#fail = fail;
  }

  /**
   * How many have come of a value: who draws from them reads it, and draws again when there are
   * more.
   */
  arrived(value: string): number {
    return this.#arrived.get(value) ?? 0;
  }

  /** How many are on their way. */
  get waiting(): number {
    return this.#waiting;
  }

  get(wanted: Wanted): Tile | undefined {
    return this.#kept.get(keyOf(wanted));
  }

  /**
   * What is to be seen now, the most urgent first. What was asked for before, and is not among it,
   * is given up.
   */
  want(wanted: readonly Wanted[]): void {
    this.#wanted = wanted;
    const missing = wanted
      .map((own) => [keyOf(own), own] as const)
      .filter(([key]) => !this.#kept.has(key));
    const keys = missing.map(([key]) => key);
    for (const [key, controller] of Object.entries(this.#coming)) {
      if (!keys.includes(key)) controller.abort();
    }
    this.#queue = missing.filter(([key]) => !(key in this.#coming)).map(([, own]) => own);
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
    this.#waiting = Object.keys(this.#coming).length + this.#queue.length;
  }

  async #fetch(wanted: Wanted): Promise<void> {
    const { run, value, place } = wanted;
    const key = keyOf(wanted);
    const controller = new AbortController();
    this.#coming = { ...this.#coming, [key]: controller };
    try {
      const { layer, sequence: batch, revision } = run;
      const query = {
        values: value,
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
      this.#kept.set(key, readTile(layer, value, answer));
      this.#arrived.set(value, this.arrived(value) + 1);
    } catch (error) {
      if (!controller.signal.aborted) this.#fail(error);
    } finally {
      const others = Object.entries(this.#coming).filter(([, own]) => own !== controller);
      this.#coming = Object.fromEntries(others);
      this.#next();
    }
  }
}

function keyOf({ run: { layer, sequence, revision }, value, place }: Wanted): string {
  return [layer.place, sequence, revision, value, place.width, place.start].join('/');
}

function numbersIn({ mean, width }: Tile): number {
  return (width > 1 ? 3 : 1) * mean.length;
}

type Answer = Awaited<ReturnType<Server['singles']>>;

function readTile(layer: Layer, value: string, { tensors, metadata }: Answer): Tile {
  const width = Number(metadata.width);
  const names = width === 1 ? Array(3).fill(value) : PARTS.map((part) => `${value}.${part}`);
  const [mean, low, high] = names.map((name: string) => tensors[name].data);
  const bins = mean.length / sizeOf(layer, value);
  return { start: Number(metadata.start), width, bins, mean, low, high };
}

const PARTS = ['mean', 'low', 'high'];
