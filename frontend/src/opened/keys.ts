import { stepByKey } from '../state/stepByKey';
import { words as page } from '../words/words.svelte';
import type { OpenedTrace } from './opened.svelte';
import { words } from './words';

/** How much a key zooms, and how much of the span it moves. */
const ZOOM = 1.6;
const PAGE = 0.8;

/** One line of the list of keys. */
interface KeyRow {
  readonly does: () => string;
  readonly acts: Readonly<Record<string, (opened: OpenedTrace) => void>>;
  /** Whether they do it just now; left out, always. Else the browser has them. */
  readonly isFor?: (opened: OpenedTrace) => boolean;
}

/** What keys do to the window of steps. */
const WINDOW: readonly KeyRow[] = [
  {
    does: () => words.keys.zoom,
    acts: {
      '0': ({ viewport }) => viewport.showAll(),
      '+': ({ viewport }) => viewport.zoom(1 / ZOOM),
      '-': ({ viewport }) => viewport.zoom(ZOOM),
    },
  },
  {
    does: () => words.keys.window,
    acts: {
      PageUp: ({ viewport }) => viewport.pan(-viewport.span * PAGE),
      PageDown: ({ viewport }) => viewport.pan(viewport.span * PAGE),
    },
  },
];

/** What keys do anywhere in what is opened. */
const ANYWHERE: readonly KeyRow[] = [
  { does: () => page.page.keys.steps, acts: toStep('ArrowLeft', 'ArrowRight') },
  { does: () => page.page.keys.ends, acts: toStep('Home', 'End') },
  {
    does: () => words.keys.units,
    acts: {
      ArrowUp: (opened) => moveUnit(opened, -1),
      ArrowDown: (opened) => moveUnit(opened, 1),
    },
  },
  {
    does: () => page.page.keys.arithmetic,
    acts: { Enter: (opened) => opened.inspect(opened.node) },
  },
  {
    does: () => words.keys.back,
    acts: { Escape: ({ trail }) => trail.back() },
    isFor: ({ trail }) => trail.isOpen,
  },
  ...WINDOW,
];

/** The list of keys, as it is shown. */
export function listed(): { keys: readonly string[]; does: string }[] {
  const rows = ANYWHERE.map(({ acts, does }) => ({ keys: Object.keys(acts), does: does() }));
  return [...rows, { keys: ['?'], does: page.page.keys.list }];
}

/** Move the window of steps. Whether the key does that. */
export function moveWindow(key: string, opened: OpenedTrace): boolean {
  return act(WINDOW, key, opened);
}

/** Do what a key does anywhere. Whether it does anything. */
export function moveStep(key: string, opened: OpenedTrace): boolean {
  return act(ANYWHERE, key, opened);
}

function act(rows: readonly KeyRow[], pressed: string, opened: OpenedTrace): boolean {
  // Both stand on one key, the plus above.
  const key = pressed === '=' ? '+' : pressed;
  const row = rows.find(({ acts }) => Object.hasOwn(acts, key));
  if (!row || row.isFor?.(opened) === false) return false;
  row.acts[key](opened);
  return true;
}

function toStep(...keys: readonly string[]): KeyRow['acts'] {
  const move = (key: string) => (opened: OpenedTrace) =>
    opened.choose(stepByKey(key, opened.step, opened.count) ?? opened.step);
  return Object.fromEntries(keys.map((key) => [key, move(key)]));
}

/** To the unit above or below, in the order in which the maps show them. */
function moveUnit(opened: OpenedTrace, by: number): void {
  const order = opened.orderOf(opened.node);
  const row = order.indexOf(opened.unitAt(opened.node)) + by;
  opened.chooseUnit(opened.node, order[Math.min(Math.max(row, 0), order.length - 1)]);
}
