import { createContext } from 'svelte';
import { on } from 'svelte/events';
import type { Explorer } from './explorer.svelte';
import {
  isLink,
  isTurn,
  NOTHING_CHOSEN,
  readLink,
  writeLink,
  type Chosen,
  type Complaint,
} from './link';
import { chosenOf, show } from './link/explorer';

/**
 * In milliseconds: what has not changed for so long is at rest. Browsers refuse more than 100 changes
 * of the address in half a minute, and some fetch the page's icon again at each.
 */
const PAUSE = 400;

/** Holds an explorer and the page's address together: each follows the other. */
export class Linking {
  /** What could not be read of the link that was opened last. */
  complaints: readonly Complaint[] = $derived.by(() => this.#complain());
  #unread = $state.raw<string | null>(null);
  readonly #explorer: Explorer;
  #latest: Chosen;
  #written: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** To be made where a component is made, after the explorer and before anything is drawn. */
  constructor(explorer: Explorer) {
    this.#explorer = explorer;
    const kept = keptIn(history.state);
    const { hash } = location;
    const link = kept ?? (isLink(hash) ? hash : null);
    if (link !== null) this.#read(link);
    this.#latest = chosenOf(explorer);
    this.#written = this.hash;
    keep(this.#written, 'replaceState', null);
    $effect(() => {
      // The part of the page that an address names was not there yet when the browser looked.
      if (link === null) document.getElementById(hash.slice(1))?.scrollIntoView();
    });
    $effect(() => this.#follow(chosenOf(explorer)));
    $effect(() => on(window, 'popstate', ({ state }) => this.#travel(keptIn(state))));
    $effect(() => on(window, 'hashchange', () => this.#settle()));
    $effect(() => () => this.#rest());
  }

  /** The hash of what is chosen now. */
  get hash(): string {
    return writeLink(chosenOf(this.#explorer), this.#explorer.catalogue);
  }

  /** The address of what is chosen now. */
  get address(): string {
    return location.href.split('#')[0] + this.hash;
  }

  /** The same, with something of it chosen otherwise. */
  addressWith(change: Partial<Chosen>): string {
    const chosen = { ...chosenOf(this.#explorer), ...change };
    return location.href.split('#')[0] + writeLink(chosen, this.#explorer.catalogue);
  }

  forgive(): void {
    this.#unread = null;
  }

  /** Write down what has changed: a turn at once, what may be moving when it rests. */
  #follow(chosen: Chosen): void {
    const before = this.#latest;
    this.#latest = chosen;
    if (isTurn(before, chosen)) {
      this.#write(before, 'replaceState');
      this.#write(chosen, 'pushState');
    } else {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#write(this.#latest, 'replaceState'), PAUSE);
      sayWhetherBehind(true);
    }
  }

  /** Nothing waits to be written any more. */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    sayWhetherBehind(false);
  }

  #write(chosen: Chosen, how: 'pushState' | 'replaceState'): void {
    this.#rest();
    const link = writeLink(chosen, this.#explorer.catalogue);
    if (link === this.#written) return;
    this.#written = link;
    keep(link, how, link);
  }

  /** Show what the step of the history that we have come to says, if it is one of ours. */
  #travel(kept: string | null): void {
    const { hash } = location;
    const link = kept ?? (isLink(hash) ? hash : null);
    if (link === null) return;
    this.#rest();
    this.#read(link);
    this.#latest = chosenOf(this.#explorer);
    this.#written = this.hash;
  }

  /** A step of the history that a person made: what is chosen belongs to it from now on. */
  #settle(): void {
    if (keptIn(history.state) !== null) return;
    this.#written = this.hash;
    // The part of the page that it names has been scrolled to. The address is the link's again,
    // where that says more.
    keep(this.#written, 'replaceState', this.#written === NOTHING_CHOSEN ? null : this.#written);
  }

  #read(link: string): void {
    show(this.#explorer, readLink(link, this.#explorer.catalogue).chosen);
    this.#unread = link;
  }

  /** Of the link itself: they are said anew in another language. */
  #complain(): readonly Complaint[] {
    return this.#unread === null ? [] : readLink(this.#unread, this.#explorer.catalogue).complaints;
  }
}

export const [linkingOf, provideLinking] = createContext<Linking>();

/** Whoever reads the address from without can see that it does not yet say what is shown. */
export function sayWhetherBehind(isBehind: boolean): void {
  document.documentElement.toggleAttribute('data-address-behind', isBehind);
}

/** The link that a step of the history keeps, whatever its address says. */
function keptIn(state: unknown): string | null {
  const isOurs = typeof state === 'object' && state !== null && 'link' in state;
  return isOurs && typeof state.link === 'string' ? state.link : null;
}

/** Keep a link with a step of the history, and in its address unless that is to stay. */
function keep(link: string, how: 'pushState' | 'replaceState', address: string | null): void {
  try {
    history[how]({ link }, '', address);
  } catch (error) {
    // A browser refuses where the document has no address of its own, or after too many changes.
    // Then the address lags, and the page goes on.
    if (!(error instanceof DOMException)) throw error;
  }
}
