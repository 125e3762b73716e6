import type { Cell } from '../../cells/graph';
import type { Highlight } from './emphasis';

/** What every part of a diagram is drawn from. */
export interface View extends Highlight {
  readonly cell: Cell;
  /** A node's vector over units at the current step. */
  readonly value: (id: string) => Float64Array | null;
  /** The same in the untouched run, or null where nothing is edited. */
  readonly before: (id: string) => Float64Array | null;
  /** Which of its numbers is chosen. */
  readonly unitOf: (id: string) => number;
  /** What the ends of its colours stand for; 1 where nothing is said. */
  readonly extent?: (id: string) => number;
  readonly inputNames: readonly string[];
  /** A function, as the values are: what else is drawn does not depend on an edit that moves. */
  readonly isEdited: (id: string) => boolean;
  readonly onpoint: (id: string | null) => void;
  readonly onselect: (id: string, unit?: number) => void;
}
