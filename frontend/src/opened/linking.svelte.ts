import { on } from 'svelte/events';
import { sayWhetherBehind } from '../state/linking.svelte';
import { readLink, turnsOf, writeLink, type Unread } from './link';
import type { OpenedTrace } from './opened.svelte';

/** How long the address waits before it follows what may be moving, in milliseconds. */
const WAIT = 300;

/** Holds what is chosen of an opened trace and the page's address together: each follows the other. */
export class Linking {
  /** What could not be read of the link that was opened last. */
  unread = $state.raw<Unread>({ version: null, pieces: [] });
  readonly #opened: OpenedTrace;
  #latest: string;
  #turns: string;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** To be made where a component is made, before anything is drawn. */
  constructor(opened: OpenedTrace) {
    this.#opened = opened;
    this.unread = readLink(location.hash, opened);
    this.#latest = writeLink(opened);
    this.#turns = turnsOf(opened);
    $effect(() => this.#follow(writeLink(opened), turnsOf(opened)));
    $effect(() => on(window, 'popstate', () => this.#travel()));
    $effect(() => () => this.#rest());
  }

  /** Write down what has changed: a turn at once, what may be moving when it rests. */
  #follow(link: string, turns: string): void {
    const before = this.#latest;
    const isTurn = turns !== this.#turns;
    [this.#latest, this.#turns] = [link, turns];
    if (isTurn) {
      this.#write(before, 'replaceState');
      this.#write(link, 'pushState');
    } else {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#write(this.#latest, 'replaceState'), WAIT);
      sayWhetherBehind(true);
    }
  }

  #write(link: string, how: 'pushState' | 'replaceState'): void {
    this.#rest();
    if (link === location.hash) return;
    try {
      history[how](null, '', link);
    } catch (error) {
      // A browser refuses after too many changes. Then the address lags, and the page goes on.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  /** Nothing waits to be written any more. */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    sayWhetherBehind(false);
  }

  /** Show what the step of the history that we have come to says. */
  #travel(): void {
    this.#rest();
    this.unread = readLink(location.hash, this.#opened);
    [this.#latest, this.#turns] = [writeLink(this.#opened), turnsOf(this.#opened)];
  }
}
