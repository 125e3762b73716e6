import type { Explorer } from '../../state/explorer.svelte';
import type { SideKey } from '../../state/side.svelte';
import { stepByKey } from '../../state/stepByKey';
import { between } from './brush';

/** Move through steps by keys; with Shift the range goes along. Whether the key was one of these. */
export function moveByKey(
  event: KeyboardEvent,
  { playback, selection, sequence }: Explorer,
): boolean {
  const from = playback.step;
  const to = stepByKey(event.key, from, sequence.length);
  if (to === null) {
    if (event.key !== 'Escape' || !selection.range) return false;
    selection.range = null;
    return true;
  }
  if (event.shiftKey) selection.range = stretched(selection.range, from, to);
  playback.go(to);
  return true;
}

/** The unit that a key leads to, or null. */
export function unitByKey(key: string, unit: number, units: number): number | null {
  if (key === 'ArrowUp') return Math.max(unit - 1, 0);
  if (key === 'ArrowDown') return Math.min(unit + 1, units - 1);
  return null;
}

/** Move through steps and units by keys. Whether the key was one of these. */
export function moveInMap(
  event: KeyboardEvent,
  explorer: Explorer,
  side: SideKey,
  name: string,
): boolean {
  if (event.key === 'Enter') {
    explorer.inspect(side, name);
    return true;
  }
  const unit = unitByKey(event.key, explorer.unit(side), explorer.sides[side].units);
  if (unit === null) return moveByKey(event, explorer);
  explorer.selection.choose(side, name, unit);
  return true;
}

/** A range whose end at `from` moves to `to`; a new one where none ends there. */
export function stretched(range: { start: number; stop: number } | null, from: number, to: number) {
  if (range?.stop === from + 1 && range.start <= from) return between(range.start, to);
  if (range?.start === from) return between(range.stop - 1, to);
  return between(from, to);
}

/** Keep a key that was used from those who listen further out. */
export function used(event: KeyboardEvent, isUsed: boolean): void {
  if (!isUsed) return;
  event.preventDefault();
  event.stopPropagation();
}
