import type { ValueAxis } from '../cells/axes';
import { axisOf } from '../cells/graph';
import type { Server } from './server';
import type { RunKey } from './tiles.svelte';

/** What units can be put in order by. */
export const ORDERS = ['place', 'mean', 'variance', 'saturation', 'similarity'] as const;
export type OrderBy = (typeof ORDERS)[number];

interface Kept {
  readonly key: string;
  /** Whose numbers are in order: units, or projections. */
  readonly axis: ValueAxis;
  readonly units: readonly number[];
}

/** The order in which the maps show units, the same for all values that have a number for each. */
export class Order {
  readonly #server: Server;
  readonly #run: () => RunKey;
  readonly #fail: (error: unknown) => void;
  by = $state<OrderBy>('place');
  /** Of which value. */
  of = $state('h');
  #kept = $state.raw<Kept | null>(null);

  constructor(server: Server, run: () => RunKey, fail: (error: unknown) => void) {
    this.#server = server;
    this.#run = run;
    this.#fail = fail;
  }

  reset(): void {
    this.by = 'place';
    this.#kept = null;
  }

  /** The units from the top down; what was shown stays until the new order is there. */
  units(axis: ValueAxis, count: number): readonly number[] {
    const kept = this.by === 'place' || this.#kept?.axis !== axis ? undefined : this.#kept.units;
    return kept?.length === count ? kept : [...Array(count).keys()];
  }

  /** Ask for the order that is chosen, where it is not the one that is there. */
  async follow(): Promise<void> {
    const { by, of } = this;
    const { layer, sequence: batch } = this.#run();
    const key = [layer.place, batch, by, of].join('/');
    if (by === 'place' || this.#kept?.key === key) return;
    try {
      const query = { value: of, by, batch };
      const answer = await this.#server.json(`layers/${layer.place}/order`, query);
      const { units } = answer as { readonly units: readonly number[] };
      const axis = axisOf(layer.cell, of);
      if (this.by === by && this.of === of) this.#kept = { key, axis, units };
    } catch (error) {
      this.by = 'place';
      this.#fail(error);
    }
  }
}
