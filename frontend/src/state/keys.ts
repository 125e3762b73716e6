import { OUTPUT } from '../cells/graph';
import type { Explorer } from './explorer.svelte';
import { SPEEDS } from './playback.svelte';

/** What a key acts on: the explorer, and the page's list of keys. */
export interface Reach {
  readonly explorer: Explorer;
  readonly showKeys: () => void;
}

/** One line of the list of keys: what its keys do, each by the name that the browser gives it. */
export interface KeyRow {
  readonly words: string;
  readonly acts: Readonly<Record<string, (reach: Reach) => void>>;
  /** Whether they do it just now; left out, always. Else the browser has them. */
  readonly isFor?: (reach: Reach) => boolean;
  /** Whether a key that is held down goes on. */
  readonly repeats?: boolean;
}

/** The keys of the explorer: what they do, and the list of them, are drawn from here. */
export const KEY_ROWS: readonly KeyRow[] = [
  {
    words: 'a step back, a step on',
    acts: {
      ArrowLeft: ({ explorer }) => explorer.playback.back(),
      ArrowRight: ({ explorer }) => explorer.playback.next(),
    },
    repeats: true,
  },
  {
    words: 'the first step, the last',
    acts: {
      Home: ({ explorer }) => explorer.playback.first(),
      End: ({ explorer }) => explorer.playback.last(),
    },
  },
  {
    words: 'play, pause',
    acts: { ' ': ({ explorer }) => explorer.playback.toggle() },
  },
  {
    words: 'the unit above, below, of the cell last looked at',
    acts: {
      ArrowUp: ({ explorer }) => moveUnit(explorer, -1),
      ArrowDown: ({ explorer }) => moveUnit(explorer, 1),
    },
    repeats: true,
  },
  {
    words: 'slower, faster',
    acts: {
      '[': ({ explorer }) => changeSpeed(explorer, -1),
      ']': ({ explorer }) => changeSpeed(explorer, 1),
    },
    repeats: true,
  },
  {
    words: 'the arithmetic of the chosen number',
    acts: { Enter: ({ explorer }) => openArithmetic(explorer) },
  },
  {
    words: 'back by one in the arithmetic; then out of a presentation',
    acts: { Escape: ({ explorer }) => goBack(explorer) },
  },
  {
    words: 'in a presentation: the figure before, the next',
    acts: {
      PageUp: ({ explorer }) => explorer.view.turn(-1),
      PageDown: ({ explorer }) => explorer.view.turn(1),
    },
    isFor: ({ explorer }) => explorer.view.slide !== null,
  },
  {
    words: 'this list',
    acts: { '?': ({ showKeys }) => showKeys() },
  },
];

/** How a key is written, where its name is not what stands on it. */
const WRITTEN: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ' ': 'Space',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

export function writeKey(key: string): string {
  return WRITTEN[key] ?? key;
}

/** The line of a key, if it does anything. */
export function rowOf(key: string): KeyRow | undefined {
  return KEY_ROWS.find(({ acts }) => Object.hasOwn(acts, key));
}

function moveUnit(explorer: Explorer, by: number): void {
  const { side } = explorer.selection;
  const unit = explorer.unit(side) + by;
  if (unit >= 0 && unit < explorer.sides[side].units) explorer.selection.units[side] = unit;
}

function changeSpeed({ playback }: Explorer, by: number): void {
  const speeds: readonly number[] = SPEEDS;
  playback.speed = speeds[speeds.indexOf(playback.speed) + by] ?? playback.speed;
}

function goBack({ trail, view }: Explorer): void {
  if (trail.isOpen) trail.back();
  else view.leave();
}

/** Of the chosen node; where none is chosen, of the output of the cell last looked at. */
function openArithmetic(explorer: Explorer): void {
  const { node, side } = explorer.selection;
  const isThere = node && explorer.sides[node.side].cell.nodes.some(({ id }) => id === node.node);
  explorer.inspect(isThere ? node.side : side, isThere ? node.node : OUTPUT);
}
