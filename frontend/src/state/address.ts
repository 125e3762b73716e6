/** A new step of the history, or the present one, which says something else. */
export type Step = 'pushState' | 'replaceState';

/**
 * In milliseconds: what has not changed for so long is at rest. Browsers refuse more than 100 changes
 * of the address in half a minute, and some fetch the page's icon again at each.
 */
const PAUSE = 400;

interface Ways<T> {
  /** Whether the one and the other are to be two steps of the history. */
  readonly isTurn: (before: T, now: T) => boolean;
  readonly write: (chosen: T, how: Step) => void;
}

/** The page's address as it follows what is chosen: a turn at once, what may be moving at rest. */
export class Address<T> {
  readonly #ways: Ways<T>;
  #latest: T;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `latest` is what the address says already. */
  constructor(latest: T, ways: Ways<T>) {
    this.#latest = latest;
    this.#ways = ways;
  }

  follow(chosen: T): void {
    const before = this.#latest;
    this.#latest = chosen;
    if (this.#ways.isTurn(before, chosen)) {
      this.#write(before, 'replaceState');
      this.#write(chosen, 'pushState');
    } else {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#write(this.#latest, 'replaceState'), PAUSE);
      sayWhetherBehind(true);
    }
  }

  /** What is chosen came from the address. */
  accept(chosen: T): void {
    this.rest();
    this.#latest = chosen;
  }

  /** Nothing waits to be written any more. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    sayWhetherBehind(false);
  }

  #write(chosen: T, how: Step): void {
    this.rest();
    this.#ways.write(chosen, how);
  }
}

/** Take a step of the history, with what it keeps, and with its address unless that is to stay. */
export function take(how: Step, kept: unknown, address: string | null): void {
  try {
    history[how](kept, '', address);
  } catch (error) {
    // A browser refuses where the document has no address of its own, or after too many changes.
    // Then the address lags, and the page goes on.
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Whoever reads the address from without can see that it does not yet say what is shown. */
function sayWhetherBehind(isBehind: boolean): void {
  document.documentElement.toggleAttribute('data-address-behind', isBehind);
}
