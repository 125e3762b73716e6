import type { Place } from '../cells/arithmetic';
import type { SideKey } from './side.svelte';

/** The way from the number that was asked for to the one that is open: each came from the next. */
export class Trail<Key extends string = SideKey> {
  side: Key;
  places = $state.raw<readonly Place[]>([]);

  /** It begins in one of the networks or layers. */
  constructor(side: Key) {
    this.side = $state(side);
  }

  get isOpen(): boolean {
    return this.places.length > 0;
  }

  /** Open a number, and begin a new trail. */
  open(side: Key, place: Place): void {
    this.side = side;
    this.places = [place];
  }

  /** Open a number that the open one was made of. */
  follow(place: Place): void {
    this.places = [...this.places, place];
  }

  /** Back to the k-th number of the trail. */
  returnTo(k: number): void {
    this.places = this.places.slice(0, k + 1);
  }

  /** Back by one; from the first, out. */
  back(): void {
    this.places = this.places.slice(0, -1);
  }

  close(): void {
    this.places = [];
  }
}
