import { stepByKey } from '../state/stepByKey';
import type { OpenedTrace } from './opened.svelte';

/** How much a key zooms, and how much of the span it moves. */
const ZOOM = 1.6;
const PAGE = 0.8;

/** What keys do to the window of steps. Whether the key was one of these. */
export function moveWindow(key: string, { viewport }: OpenedTrace): boolean {
  switch (key) {
    case '+':
    case '=':
      viewport.zoom(1 / ZOOM);
      return true;
    case '-':
      viewport.zoom(ZOOM);
      return true;
    case 'PageDown':
      viewport.pan(viewport.span * PAGE);
      return true;
    case 'PageUp':
      viewport.pan(-viewport.span * PAGE);
      return true;
    case '0':
      viewport.showAll();
      return true;
    default:
      return false;
  }
}

/** What keys do anywhere in what is opened. Whether the key was one of these. */
export function moveStep(key: string, opened: OpenedTrace): boolean {
  const step = stepByKey(key, opened.step, opened.count);
  if (step !== null) opened.choose(step);
  else if (key === 'ArrowUp' || key === 'ArrowDown') moveUnit(opened, key === 'ArrowUp' ? -1 : 1);
  else if (key === 'Enter') opened.inspect(opened.node);
  else if (key === 'Escape' && opened.trail.isOpen) opened.trail.back();
  else return moveWindow(key, opened);
  return true;
}

/** To the unit above or below, in the order in which the maps show them. */
function moveUnit(opened: OpenedTrace, by: number): void {
  const order = opened.orderOf(opened.node);
  const row = order.indexOf(opened.unitAt(opened.node)) + by;
  opened.chooseUnit(opened.node, order[Math.min(Math.max(row, 0), order.length - 1)]);
}
