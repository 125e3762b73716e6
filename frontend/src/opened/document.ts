import type { Edit } from '../cells/edits';
import { axisOf, parseCell, type Cell } from '../cells/graph';

/** How far a recorded run lies from the layer's own output. */
export interface Certificate {
  readonly checked?: boolean;
  readonly holds?: boolean;
  readonly tolerance?: number;
  readonly differences?: Readonly<Record<string, number>>;
}

/** One layer and direction of what is opened. */
export interface Layer {
  readonly place: number;
  /** As in the trace: `encoder/0/forward`; a single layer has none. */
  readonly path: string;
  readonly cell: Cell;
  readonly time: number;
  readonly batch: number;
  readonly input: number;
  readonly unit: number;
  readonly proj: number | null;
  readonly isReverse: boolean;
  /** How long each sequence is, where they differ. */
  readonly lengths: readonly number[] | null;
  readonly certificate: Certificate | null;
  readonly source: string | null;
  /** The edits with which it was recorded. */
  readonly edits: readonly Edit[];
  /** How far an unfinished recording came; null for a finished one. */
  readonly complete: number | null;
  readonly dtype: string;
  /** The values that can be drawn, the input last. */
  readonly values: readonly string[];
}

/** What the server has opened. */
export interface Opened {
  readonly title: string;
  /** Whether a model stands behind it, whose output edits change. */
  readonly live: boolean;
  readonly editable: boolean;
  readonly layers: readonly Layer[];
  /** A word or a time for each step. */
  readonly labels: readonly string[] | null;
}

const FORMAT = 1;

type Row = Omit<Layer, 'place' | 'cell' | 'isReverse'> & {
  readonly cell: unknown;
  readonly direction: string;
};

interface Answer {
  readonly format: number;
  readonly title: string;
  readonly live: boolean;
  readonly editable: boolean;
  readonly layers: readonly Row[];
  readonly labels: { readonly time?: readonly (string | number)[] } | null;
}

/** What the server says that it has opened; throws where it is of another version. */
export function readOpened(json: unknown): Opened {
  const { format, title, live, editable, layers, labels } = json as Answer;
  if (format !== FORMAT) {
    throw new Error(`Expected what is opened in format ${FORMAT}, got ${format}. Reload the page.`);
  }
  const steps = labels?.time?.map(String) ?? null;
  return { title, live, editable, layers: layers.map(readLayer), labels: steps };
}

function readLayer(row: Row, place: number): Layer {
  const { cell, direction, ...rest } = row;
  return {
    ...rest,
    place,
    cell: parseCell(cell),
    isReverse: direction === 'reverse',
  };
}

/** How many steps a sequence of a layer has. */
export function stepsOf({ time, lengths }: Layer, sequence: number): number {
  return Math.max(1, lengths?.[sequence] ?? time);
}

/** How many numbers a value has at each step. */
export function sizeOf(layer: Layer, value: string): number {
  return { input: layer.input, unit: layer.unit, proj: layer.proj ?? 0 }[axisOf(layer.cell, value)];
}

/** The name under which the server knows the input. */
export const INPUT = 'x';
