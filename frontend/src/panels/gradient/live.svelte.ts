import { untrack } from 'svelte';
import type { Explorer } from '../../state/explorer.svelte';
import type { Latest } from '../../state/training.svelte';

/** In milliseconds: how long the figure rests between two while a training goes on. */
const REST = 1500;

/** The networks that the page trains, as far as the figure keeps up with them. */
export class Live {
  /** Null where the page trains none. */
  networks = $state.raw<Latest | null>(null);
  readonly #explorer: Explorer;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `isFree` says whether there is time to look at others. */
  constructor(explorer: Explorer, isFree: () => boolean) {
    this.#explorer = explorer;
    $effect(() => {
      const isRunning = explorer.training.run?.status === 'running';
      if (this.#latest()?.key === untrack(() => this.networks?.key)) return;
      if (!isRunning) this.#take();
      else if (isFree()) this.#timer ??= setTimeout(() => this.#take(), REST);
    });
    $effect(() => () => clearTimeout(this.#timer));
  }

  #latest(): Latest | null {
    const { choice, training } = this.#explorer;
    return choice.weights === 'here' ? training.latest : null;
  }

  #take(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.networks = this.#latest();
  }
}
