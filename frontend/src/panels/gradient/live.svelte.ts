import { untrack } from 'svelte';
import type { Explorer } from '../../state/explorer.svelte';
import type { Starts } from '../../state/training/setup';

/** Networks trained in the page; two of the same key are the same. */
export interface LiveNetworks {
  readonly key: string;
  readonly models: Starts;
}

/** In milliseconds: how long the figure rests while a training goes on. */
const REST = 1500;

/** The networks that the page trains, as far as the figure keeps up with them. */
export class Live {
  /** Null where the page trains none. */
  networks = $state.raw<LiveNetworks | null>(null);

  /** `isFree` says whether there is time to look at others. */
  constructor({ choice, training }: Explorer, isFree: () => boolean) {
    $effect(() => {
      const isHere = choice.weights === 'here';
      const latest = isHere ? training.latest : null;
      const shown = untrack(() => this.networks?.key);
      if (latest?.key === shown || (latest && shown && !isFree())) return;
      const isRunning = training.run?.status === 'running' && shown !== undefined;
      const timer = setTimeout(() => (this.networks = latest), isRunning ? REST : 0);
      return () => clearTimeout(timer);
    });
  }
}
