import { on } from 'svelte/events';
import type { Attachment } from 'svelte/attachments';
import type { Viewport } from './viewport.svelte';

/** A point of a map: the step under it, and how far down it is, as a share of the height. */
export interface Point {
  readonly step: number;
  readonly down: number;
}

export interface Gestures {
  readonly viewport: Viewport;
  /** A press without a move. */
  readonly pick: (point: Point) => void;
  /** Where a mouse is, or null where it has left. */
  readonly hover: (point: (Point & { readonly x: number; readonly y: number }) | null) => void;
}

/** How far a press may move and still be one, in pixels. */
const STILL = 4;
/** How much a turn of the wheel zooms. */
const WHEEL = 0.0022;
const LINE = 16;

/** Drag to move, wheel and pinch to zoom, press to choose. */
export function gestures({ viewport, pick, hover }: Gestures): Attachment<HTMLElement> {
  return (element) => {
    const pointers = new Map<string, PointerEvent>();
    let isDrag = false;

    const pointOf = ({ clientX, clientY }: MouseEvent): Point => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const step = viewport.start + ((clientX - left) / width) * viewport.span;
      return { step, down: (clientY - top) / height };
    };
    const stepsPerPixel = () => viewport.span / element.getBoundingClientRect().width;

    const wheel = (event: WheelEvent) => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
      const isZoom = event.ctrlKey || event.metaKey;
      const across = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      if (isZoom) viewport.zoom(Math.exp(event.deltaY * unit * WHEEL), pointOf(event).step);
      else if (Math.abs(across) > Math.abs(event.deltaY) || (event.shiftKey && across !== 0)) {
        viewport.pan(across * unit * stepsPerPixel());
      } else return;
      // Another step is under the pointer now, which has not moved.
      hover({ ...pointOf(event), x: event.clientX, y: event.clientY });
      event.preventDefault();
    };

    const press = (event: PointerEvent) => {
      if (event.button !== 0) return;
      pointers.set(String(event.pointerId), event);
      if (pointers.size === 1) isDrag = false;
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      const key = String(event.pointerId);
      const before = pointers.get(key);
      if (!before) {
        if (event.pointerType === 'mouse') {
          hover({ ...pointOf(event), x: event.clientX, y: event.clientY });
        }
        return;
      }
      const other = [...pointers].find(([own]) => own !== key)?.[1];
      if (other) pinch(before, event, other);
      else if (isDrag || Math.abs(event.clientX - before.clientX) > STILL) {
        isDrag = true;
        hover(null);
        viewport.pan((before.clientX - event.clientX) * stepsPerPixel());
      } else return;
      pointers.set(key, event);
    };
    const pinch = (before: PointerEvent, now: PointerEvent, other: PointerEvent) => {
      isDrag = true;
      const apart = (event: PointerEvent) => Math.max(Math.abs(event.clientX - other.clientX), 12);
      viewport.zoom(apart(before) / apart(now), pointOf(other).step);
    };
    const release = (event: PointerEvent) => {
      if (!pointers.delete(String(event.pointerId))) return;
      if (!isDrag && event.type === 'pointerup') pick(pointOf(event));
    };

    const offs = [
      on(element, 'wheel', wheel, { passive: false }),
      on(element, 'pointerdown', press),
      on(element, 'pointermove', move),
      on(element, 'pointerup', release),
      on(element, 'pointercancel', release),
      on(element, 'pointerleave', () => hover(null)),
    ];
    return () => offs.forEach((off) => off());
  };
}
