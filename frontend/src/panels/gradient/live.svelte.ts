import { untrack } from 'svelte';
import type { Explorer } from '../../state/explorer.svelte';
import type { Latest } from '../../state/training.svelte';

/** In milliseconds: how long the figure rests between two while a training goes on. */
const REST = 1500;

/** The networks in the course of a training, as far as the figure keeps up with them. */
export class Live {
  /** Null where none is shown but those at its end. */
  networks = $state.raw<Latest | null>(null);
  readonly #explorer: Explorer;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `isFree` says whether there is time to look at others. */
  constructor(explorer: Explorer, isFree: () => boolean) {
    this.#explorer = explorer;
    $effect(() => {
      const isRunning = explorer.training.run?.status === 'running';
      const shown = untrack(() => this.networks);
      if (this.#latest()?.key === shown?.key) return;
      // Checkpoints that are played may come faster than they can be computed.
      const isNext = shown !== null && explorer.partly !== null;
      if (!isRunning && (!isNext || isFree())) this.#take();
      else if (isRunning && isFree()) this.#timer ??= setTimeout(() => this.#take(), REST);
    });
    $effect(() => () => clearTimeout(this.#timer));
  }

  #latest(): Latest | null {
    const { choice, training } = this.#explorer;
    return choice.weights === 'here' ? training.latest : this.#explorer.partly;
  }

  #take(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.networks = this.#latest();
  }
}
