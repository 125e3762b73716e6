import type { Columns } from '../../state/columns.svelte';
import type { Selection } from '../../state/selection.svelte';

type Handler = (event: PointerEvent & { currentTarget: HTMLElement }) => void;

/** Where in a figure the pointer is: the step, and the distance from the top. */
export interface Place {
  readonly step: number;
  readonly y: number;
}

export function placeOf(
  columns: Columns,
  event: PointerEvent & { currentTarget: HTMLElement },
): Place {
  const { currentTarget: element } = event;
  const { left, top, width } = element.getBoundingClientRect();
  // A presentation is enlarged, and the pointer's pixels are the window's.
  const scale = width / element.offsetWidth || 1;
  return {
    step: columns.stepAt((event.clientX - left) / scale),
    y: (event.clientY - top) / scale,
  };
}

/** Pressing picks a place and ends the brushed range; dragging across columns brushes another. */
export function brushing(
  columns: Columns,
  selection: Selection,
  pick: (place: Place) => void,
): Readonly<
  Record<'onpointerdown' | 'onpointermove' | 'onpointerup' | 'onpointercancel', Handler>
> {
  let start: number | null = null;
  let before = selection.range;
  let isBrush = false;
  return {
    onpointerdown(event) {
      if (event.button !== 0) return;
      start = placeOf(columns, event).step;
      isBrush = false;
      before = selection.range;
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onpointermove(event) {
      if (start === null) return;
      const { step } = placeOf(columns, event);
      isBrush ||= step !== start;
      if (isBrush) selection.range = between(start, step);
    },
    onpointerup(event) {
      if (start !== null && !isBrush) {
        selection.range = null;
        pick(placeOf(columns, event));
      }
      start = null;
    },
    // The browser took the pointer, to scroll: nothing was brushed.
    onpointercancel() {
      if (start !== null) selection.range = before;
      start = null;
    },
  };
}

/** The steps from one to another, both with them. */
export function between(a: number, b: number): { readonly start: number; readonly stop: number } {
  return { start: Math.min(a, b), stop: Math.max(a, b) + 1 };
}
