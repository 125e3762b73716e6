import { OUTPUT } from '../cells/graph';
import type { Explorer } from './explorer.svelte';
import type { Words } from '../words/words.svelte';
import { SPEEDS } from './playback.svelte';

/** What a key acts on: the explorer, and the page's list of keys. */
export interface Reach {
  readonly explorer: Explorer;
  readonly showKeys: () => void;
}

/** One line of the list of keys: what its keys do, each by the name that the browser gives it. */
export interface KeyRow {
  /** Under which the catalogue has what they do. */
  readonly name: Exclude<keyof Words['page']['keys'], 'title' | 'where' | 'space'>;
  readonly acts: Readonly<Record<string, (reach: Reach) => void>>;
  /** Whether they do it just now; left out, always. Else the browser has them. */
  readonly isFor?: (reach: Reach) => boolean;
  /** Whether a key that is held down goes on. */
  readonly repeats?: boolean;
}

/** The keys of the explorer: what they do, and the list of them, are drawn from here. */
export const KEY_ROWS: readonly KeyRow[] = [
  {
    name: 'steps',
    acts: {
      ArrowLeft: ({ explorer }) => explorer.playback.back(),
      ArrowRight: ({ explorer }) => explorer.playback.next(),
    },
    repeats: true,
  },
  {
    name: 'ends',
    acts: {
      Home: ({ explorer }) => explorer.playback.first(),
      End: ({ explorer }) => explorer.playback.last(),
    },
  },
  {
    name: 'play',
    acts: { ' ': ({ explorer }) => explorer.playback.toggle() },
  },
  {
    name: 'units',
    acts: {
      ArrowUp: ({ explorer }) => moveUnit(explorer, -1),
      ArrowDown: ({ explorer }) => moveUnit(explorer, 1),
    },
    repeats: true,
  },
  {
    name: 'speed',
    acts: {
      '[': ({ explorer }) => changeSpeed(explorer, -1),
      ']': ({ explorer }) => changeSpeed(explorer, 1),
    },
    repeats: true,
  },
  {
    name: 'arithmetic',
    acts: { Enter: ({ explorer }) => openArithmetic(explorer) },
  },
  {
    name: 'back',
    acts: { Escape: ({ explorer }) => goBack(explorer) },
  },
  {
    name: 'slides',
    acts: {
      PageUp: ({ explorer }) => explorer.view.turn(-1),
      PageDown: ({ explorer }) => explorer.view.turn(1),
    },
    isFor: ({ explorer }) => explorer.view.slide !== null,
  },
  {
    name: 'list',
    acts: { '?': ({ showKeys }) => showKeys() },
  },
];

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
