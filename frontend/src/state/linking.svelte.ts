import { createContext } from 'svelte';
import { on } from 'svelte/events';
import { Address, take, type Step } from './address';
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

/** Holds an explorer and the page's address together: each follows the other. */
export class Linking {
  /** What could not be read of the link that was opened last. */
  complaints: readonly Complaint[] = $derived.by(() => this.#complain());
  #unread = $state.raw<string | null>(null);
  readonly #explorer: Explorer;
  readonly #address: Address<Chosen>;
  #written: string;

  /** To be made where a component is made, after the explorer and before anything is drawn. */
  constructor(explorer: Explorer) {
    this.#explorer = explorer;
    const kept = keptIn(history.state);
    const { hash } = location;
    const link = kept ?? (isLink(hash) ? hash : null);
    if (link !== null) this.#read(link);
    this.#address = new Address(chosenOf(explorer), {
      isTurn,
      write: (chosen, how) => this.#write(chosen, how),
    });
    this.#written = this.hash;
    take('replaceState', { link: this.#written }, null);
    $effect(() => {
      // The part of the page that an address names was not there yet when the browser looked.
      if (link === null) document.getElementById(hash.slice(1))?.scrollIntoView();
    });
    $effect(() => this.#address.follow(chosenOf(explorer)));
    $effect(() => on(window, 'popstate', ({ state }) => this.#travel(keptIn(state))));
    $effect(() => on(window, 'hashchange', () => this.#settle()));
    $effect(() => () => this.#address.rest());
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

  #write(chosen: Chosen, how: Step): void {
    const link = writeLink(chosen, this.#explorer.catalogue);
    if (link === this.#written) return;
    this.#written = link;
    take(how, { link }, link);
  }

  /** Show what the step of the history that we have come to says, if it is one of ours. */
  #travel(kept: string | null): void {
    const { hash } = location;
    const link = kept ?? (isLink(hash) ? hash : null);
    if (link === null) return;
    this.#read(link);
    this.#address.accept(chosenOf(this.#explorer));
    this.#written = this.hash;
  }

  /** A step of the history that a person made: what is chosen belongs to it from now on. */
  #settle(): void {
    if (keptIn(history.state) !== null) return;
    this.#written = this.hash;
    // The part of the page that it names has been scrolled to. The address is the link's again,
    // where that says more.
    const address = this.#written === NOTHING_CHOSEN ? null : this.#written;
    take('replaceState', { link: this.#written }, address);
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

/** The link that a step of the history keeps, whatever its address says. */
function keptIn(state: unknown): string | null {
  const isOurs = typeof state === 'object' && state !== null && 'link' in state;
  return isOurs && typeof state.link === 'string' ? state.link : null;
}
