import type { Chosen, Key } from './chosen';
import type { Scene } from './scene';

/** One row of the table: how one piece of what is chosen stands in a link. */
export interface Piece<T> {
  /** What it is where the link does not say. */
  readonly opening: (scene: Scene) => T;
  /** Its text, of characters that an address may hold as they are. */
  readonly write: (value: T) => string;
  /** The value of a text; throws a LinkError with what was expected. */
  readonly read: (text: string, scene: Scene) => T;
  /** Whether a change of it is worth a step of the browser's history; a slider's move is not. */
  readonly isTurn?: (before: T, after: T) => boolean;
}

/** A row for every piece. */
export type Pieces<K extends Key = Key> = { readonly [key in K]: Piece<Chosen[key]> };

/** Any change of it is worth a step of the browser's history. */
export function isChange<T>(before: T, after: T): boolean {
  return before !== after;
}
