import { on } from 'svelte/events';
import { Address, take } from '../state/address';
import { readLink, turnsOf, writeLink, type Unread } from './link';
import type { OpenedTrace } from './opened.svelte';

/** Holds what is chosen of an opened trace and the page's address together: each follows the other. */
export class Linking {
  /** What could not be read of the link that was opened last. */
  unread = $state.raw<Unread>({ version: null, pieces: [] });

  /** To be made where a component is made, before anything is drawn. */
  constructor(opened: OpenedTrace) {
    this.unread = readLink(location.hash, opened);
    const chosen = () => ({ link: writeLink(opened), turns: turnsOf(opened) });
    const address = new Address(chosen(), {
      isTurn: (before, now) => before.turns !== now.turns,
      write: ({ link }, how) => {
        if (link !== location.hash) take(how, null, link);
      },
    });
    $effect(() => address.follow(chosen()));
    $effect(() =>
      on(window, 'popstate', () => {
        this.unread = readLink(location.hash, opened);
        address.accept(chosen());
      }),
    );
    $effect(() => () => address.rest());
  }
}
