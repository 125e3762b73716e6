import { createContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import { seen } from './seen';

/** What a figure shows changes in quick succession while something is being moved. */
export interface Pace {
  readonly isMoving: boolean;
  /** Whether what is to be shown is still on its way. */
  readonly isWaiting: boolean;
  /** What the moving leaves as it is. With another of these there is no waiting. */
  readonly untouched: unknown;
}

/** How far beyond the window a figure counts as seen. */
const MARGIN = '10% 0px';

/**
 * A figure that follows what it shows at once while it is seen. Out of sight it waits until nothing
 * is being moved, so that a move costs no more than what is seen of it.
 */
export class Figure {
  /** Until the browser has said otherwise. */
  #isSeen = $state(true);
  readonly #pace: Pace;

  constructor(pace: Pace) {
    this.#pace = pace;
  }

  isFollowing: boolean = $derived.by(() => this.#isSeen || !this.#pace.isMoving);

  /** For the element of the figure, which says while it is behind what it is to show. */
  watch: Attachment = (element) => {
    $effect(() => {
      const isBehind = !this.isFollowing || this.#pace.isWaiting;
      element.setAttribute('aria-busy', String(isBehind));
    });
    return this.#look(element);
  };
  #look = seen((isSeen) => (this.#isSeen = isSeen), MARGIN);

  /** What `read` gives, or gave while the figure last followed. */
  follow<T>(read: () => T): { readonly current: T } {
    let latest: { readonly value: T; readonly untouched: unknown } | null = null;
    const current = $derived.by(() => {
      const { untouched } = this.#pace;
      if (latest && latest.untouched === untouched && !this.isFollowing) return latest.value;
      latest = { value: read(), untouched };
      return latest.value;
    });
    return {
      get current() {
        return current;
      },
    };
  }
}

/** The figure that a component is a part of. */
export const [figureOf, provideFigure] = createContext<Figure>();
