import { table } from '../cells/table';
import type { Chip } from './manipulation.svelte';

/** Those of one side. */
class Own<Key extends string> {
  list = $state.raw<readonly Chip<Key>[]>([]);
}

/**
 * All chips in order, and those of each side. The list of a side that is known beforehand changes
 * only when it is the one that is edited: nothing is computed again for the others.
 */
export class Chips<Key extends string> {
  #all = $state.raw<readonly Chip<Key>[]>([]);
  readonly #own;

  constructor(sides: readonly Key[]) {
    this.#own = table(sides.map((side) => [side, new Own<Key>()] as const));
  }

  get all(): readonly Chip<Key>[] {
    return this.#all;
  }

  set all(chips: readonly Chip<Key>[]) {
    this.#all = chips;
    for (const [side, own] of Object.entries(this.#own)) {
      const list = onSide(chips, side);
      if (!isSame(list, own.list)) own.list = list;
    }
  }

  of(side: Key): readonly Chip<Key>[] {
    return side in this.#own ? this.#own[side].list : onSide(this.#all, side);
  }
}

function onSide<Key extends string>(
  chips: readonly Chip<Key>[],
  side: string,
): readonly Chip<Key>[] {
  return chips.filter((chip) => chip.side === side);
}

function isSame<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, k) => item === b[k]);
}
